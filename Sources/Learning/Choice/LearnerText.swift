/// Reads learners in the words of `LearnerChoice+Text`.
struct LearnerText {
  private var tokens: [String]
  private var place = 0
  /// The name of the learner that was read last.
  private var last = ""

  /// All names, and the forms of learners made of others.
  static var forms: [String] { LearnerName.allCases.map(\.rawValue) + CombinedName.allCases.map(\.form) }

  /// The learner that `text` names.
  static func learner(_ text: String) throws(LearnerTextError) -> LearnerChoice {
    var reader = LearnerText(text)
    let learner = try reader.learner(depth: 0)
    if let word = reader.next { throw .notAParameter(word, of: reader.last) }
    do { try learner.validate() } catch { throw .learning(error) }
    return learner
  }

  /// Words, and each parenthesis and comma for itself.
  private init(_ text: String) {
    tokens = []
    var isWord = false
    for character in text {
      if character == " " || character == "\t" || character.isNewline {
        isWord = false
      } else if isWord, !Self.isMark("\(character)") {
        tokens[tokens.count - 1].append(character)
      } else {
        tokens.append(String(character))
        isWord = !Self.isMark("\(character)")
      }
    }
  }

  private static func isMark(_ token: String) -> Bool { token == "(" || token == ")" || token == "," }

  private var next: String? { place < tokens.count ? tokens[place] : nil }

  private mutating func learner(depth: Int) throws(LearnerTextError) -> LearnerChoice {
    guard depth <= LearnerChoice.greatestDepth else { throw .tooDeep(most: LearnerChoice.greatestDepth) }
    guard let word = next else { throw .noName(found: nil) }
    guard !word.contains("="), !Self.isMark(word) else { throw .noName(found: word) }
    place += 1
    if let name = CombinedName(rawValue: word) { return try combined(name, depth: depth) }
    guard let name = LearnerName(rawValue: word) else { throw .unknownName(word) }
    let values = try parameters(of: word)
    if name == .elasU4 {
      if let first = values.first { throw .unknownParameter(first.name, of: word, expected: []) }
      return .elasU4
    }
    switch name.standard {
    case .linear(let parameters):
      return .linear(try Self.set(values, in: parameters, LearnerParameter<LinearClassifier>.all, of: word))
    case .naiveBayes(let parameters):
      return .naiveBayes(try Self.set(values, in: parameters, LearnerParameter<NaiveBayes>.all, of: word))
    case .forest(let parameters):
      let forest = try Self.set(values, in: parameters, LearnerParameter<RandomForest>.all, of: word)
      guard forest.bootstrap || !forest.scoresOutOfBag else {
        throw .contradiction("out-of-bag=yes", "bootstrap=no", of: word)
      }
      return .forest(forest)
    case .calibrated, .ensemble: return name.standard
    }
  }

  private mutating func combined(_ name: CombinedName, depth: Int) throws(LearnerTextError) -> LearnerChoice {
    guard next == "(" else { throw .noLearners(name.rawValue, form: name.form) }
    var learners: [LearnerChoice] = []
    repeat {
      place += 1
      learners.append(try learner(depth: depth + 1))
    } while next == ","
    guard next == ")" else { throw .notClosed(name.rawValue, found: next) }
    place += 1
    let values = try parameters(of: name.rawValue)
    switch name {
    case .platt, .isotonic:
      guard learners.count == 1 else { throw .oneLearnerOnly(name.rawValue, found: learners.count) }
      let calibration = Calibration(name == .platt ? .platt : .isotonic, of: learners[0])
      return .calibrated(
        try Self.set(values, in: calibration, LearnerParameter<Calibration>.all, of: name.rawValue))
    case .mean, .ranks:
      let ensemble = Ensemble(name == .mean ? .probabilities : .ranks, of: learners.map { Ensemble.Member($0) })
      return .ensemble(try Self.set(values, in: ensemble, LearnerParameter<Ensemble>.all, of: name.rawValue))
    }
  }

  private typealias Value = (name: String, text: String)

  /// The parameters that follow, each once.
  private mutating func parameters(of learner: String) throws(LearnerTextError) -> [Value] {
    last = learner
    var values: [Value] = []
    while let word = next, !Self.isMark(word) {
      guard let sign = word.firstIndex(of: "="), sign > word.startIndex else {
        throw .notAParameter(word, of: learner)
      }
      let name = String(word[..<sign])
      guard !values.contains(where: { $0.name == name }) else { throw .repeated(name, of: learner) }
      values.append((name, String(word[word.index(after: sign)...])))
      place += 1
    }
    guard !["balance", "ratio"].allSatisfy({ name in values.contains { $0.name == name } }) else {
      throw .contradiction("balance", "ratio", of: learner)
    }
    return values
  }

  private static func set<Learner>(
    _ values: [Value], in standard: Learner, _ parameters: [LearnerParameter<Learner>], of name: String
  ) throws(LearnerTextError) -> Learner {
    var learner = standard
    for value in values {
      guard let parameter = parameters.first(where: { $0.name == value.name }) else {
        throw .unknownParameter(value.name, of: name, expected: parameters.map(\.name))
      }
      guard parameter.read(value.text, &learner) else {
        throw .badValue(value.text, for: value.name, of: name, expected: parameter.expected)
      }
    }
    return learner
  }

  /// The parameters of `learner` that are not as in `standard`.
  static func text<Learner>(
    _ name: String, _ learner: Learner, _ standard: Learner, _ parameters: [LearnerParameter<Learner>]
  ) -> String {
    var words = [name]
    for parameter in parameters {
      guard let text = parameter.written(learner), text != parameter.written(standard) else { continue }
      words.append("\(parameter.name)=\(text)")
    }
    return words.joined(separator: " ")
  }

  /// Words as `a, b or c`.
  static func alternatives(_ words: [String]) -> String {
    words.count < 2
      ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
  }
}
