/// Why a text names no learner.
public enum LearnerTextError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A name is missing before `found`, or at the end.
  case noName(found: String?)
  /// Nothing is called so.
  case unknownName(String)
  /// The learner has no such parameter.
  case unknownParameter(String, of: String, expected: [String])
  /// Something after a learner that is no parameter with its value.
  case notAParameter(String, of: String)
  /// A parameter has a value that it may not have.
  case badValue(String, for: String, of: String, expected: String)
  /// A parameter is there twice.
  case repeated(String, of: String)
  /// Two parameters of which one alone makes sense.
  case contradiction(String, String, of: String)
  /// A learner made of others has none.
  case noLearners(String, form: String)
  /// It has several where it takes one.
  case oneLearnerOnly(String, found: Int)
  /// Its parenthesis is open.
  case notClosed(String, found: String?)
  /// Learners lie too deep within learners.
  case tooDeep(most: Int)
  /// The learners do not fit together.
  case learning(LearningError)

  /// What was found, what was expected, and what to do.
  public var description: String { "learner: " + problem { _, _ in nil } }

  /// The same for who says where; `nearest` finds the one of the known names that was meant, if there is one.
  package func problem(nearest: (_ name: String, _ known: [String]) -> String?) -> String {
    func suggestion(_ name: String, _ known: [String]) -> String {
      nearest(name, known).map { " (did you mean \"\($0)\"?)" } ?? ""
    }
    return switch self {
    case .noName(let found):
      "\(found.map { "\"\($0)\"" } ?? "nothing") where a name belongs; expected " + Self.names
    case .unknownName(let name): "\"\(name)\" is not known\(suggestion(name, Self.known)); expected " + Self.names
    case .unknownParameter(let parameter, let learner, let expected):
      "\(learner) has no parameter \"\(parameter)\"\(suggestion(parameter, expected)); "
        + (expected.isEmpty ? "it has none, leave it out" : "expected " + LearnerText.alternatives(expected))
    case .notAParameter(let word, let learner):
      "\"\(word)\" after \(learner); expected parameters with their values, as in \(learner) name=value"
    case .badValue(let value, let parameter, let learner, let expected):
      "\(parameter) of \(learner) is \"\(value)\", expected \(expected)"
    case .repeated(let parameter, let learner):
      "\(parameter) of \(learner) is there twice; give it one value"
    case .contradiction(let one, let other, let learner):
      "\(one) and \(other) of \(learner) contradict each other; leave one out"
    case .noLearners(let name, let form):
      "\(name) without learners; expected \(form)"
    case .oneLearnerOnly(let name, let count): "\(count) learners in \(name), expected one"
    case .notClosed(let name, let found):
      "\(found.map { "\"\($0)\"" } ?? "the end") after a learner in \(name); expected a comma or a closing "
        + "parenthesis"
    case .tooDeep(let most): "learners within learners are more than \(most) deep; expected at most \(most)"
    case .learning(let error): "\(error)"
    }
  }

  private static var known: [String] {
    LearnerName.allCases.map(\.rawValue) + CombinedName.allCases.map(\.rawValue)
  }
  private static var names: String { LearnerText.alternatives(LearnerText.forms) }
}
