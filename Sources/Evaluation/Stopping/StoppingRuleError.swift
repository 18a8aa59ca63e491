/// Why a text names no stopping rule.
public enum StoppingRuleError: Error, Hashable, Sendable, CustomStringConvertible {
  case empty
  case unknown(String)
  /// A parameter of the rule `of` that makes no sense; nil: the one without a name. `found` is empty if it is missing.
  case badParameter(String?, found: String, of: String, expected: String)
  case repeated(String, of: String)
  /// A word too many.
  case superfluous(String, of: String, parameters: String)

  /// What was found, what was expected, and what to do.
  public var description: String {
    switch self {
    case .empty: "stopping rule: nothing is named; expected a rule, as in in-a-row 50"
    case .unknown(let name):
      "stopping rule: \"\(name)\" is not known; expected one of \(StoppingRule.names.joined(separator: ", "))"
    case .badParameter(let parameter, let found, let name, let expected):
      "stopping rule: \(parameter.map { "\($0) of \(name)" } ?? "the number of \(name)") is "
        + "\(found.isEmpty ? "missing" : "\"\(found)\""); expected \(expected)"
    case .repeated(let parameter, let name):
      "stopping rule: \(name) has \"\(parameter)\" twice; give it one value"
    case .superfluous(let word, let name, let parameters):
      "stopping rule: \(name) is followed by \"\(word)\"; expected "
        + (parameters.isEmpty ? "nothing more" : "\(parameters), and nothing more")
    }
  }
}
