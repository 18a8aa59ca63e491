/// Rules as text: the words that follow the name.
struct StoppingText {
  /// The name.
  let name: String
  private var words: [String]
  private let text: String

  init(_ text: String) throws(StoppingRuleError) {
    self.text = text
    words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
    guard !words.isEmpty else { throw .empty }
    name = words.removeFirst()
  }

  /// The parameter `key`, or the one without a key; nil if it is not there.
  private mutating func word(_ key: String?) throws(StoppingRuleError) -> String? {
    let places = words.indices.filter { place in
      key.map { words[place].hasPrefix("\($0)=") } ?? !words[place].contains("=")
    }
    guard let place = places.first else { return nil }
    guard places.count == 1 else { throw .repeated(key ?? words[places[1]], of: name) }
    return String(words.remove(at: place).dropFirst(key.map { $0.count + 1 } ?? 0))
  }

  /// A number, which may be a share in percent.
  mutating func number(
    _ key: String?, _ expected: String, sharesAllowed: Bool = true, _ holds: (Double) -> Bool
  ) throws(StoppingRuleError) -> Double? {
    guard let word = try word(key) else { return nil }
    let number =
      word.hasSuffix("%") && sharesAllowed ? Double(word.dropLast()).map { $0 / 100 } : Double(word)
    guard let number, number.isFinite, holds(number) else {
      throw .badParameter(key, found: word, of: name, expected: expected)
    }
    return number
  }

  /// A whole number from 1 on.
  mutating func count(_ key: String? = nil, example: Int) throws(StoppingRuleError) -> Int? {
    let most = 1_000_000_000
    let form = key.map { "\($0)=\(example)" } ?? "\(example)"
    let expected = "a whole number from 1 to \(most), as in \(name) \(form)"
    return try number(key, expected, sharesAllowed: false) { $0 >= 1 && $0 <= Double(most) && $0 == $0.rounded() }
      .map { Int($0) }
  }

  /// What the rule promises.
  mutating func promise() throws(StoppingRuleError) -> RecallPromise {
    let usual = RecallPromise()
    let recall = try number("recall", "a share above 0% and at most 100%, as in \(name) recall=95%") {
      $0 > 0 && $0 <= 1
    }
    let risk = try number("risk", "a share between 0% and 100%, as in \(name) risk=5%") { $0 > 0 && $0 < 1 }
    return RecallPromise(recall: recall ?? usual.recall, risk: risk ?? usual.risk)
  }

  /// How models are compared.
  mutating func comparison() throws(StoppingRuleError) -> ModelComparison {
    let usual = ModelComparison()
    return ModelComparison(
      windows: try count("windows", example: usual.windows) ?? usual.windows,
      every: try count("every", example: usual.every) ?? usual.every,
      items: try count("items", example: usual.items) ?? usual.items)
  }

  /// Throws if a word is left.
  func finish(parameters: String) throws(StoppingRuleError) {
    if let word = words.first { throw .superfluous(word, of: name, parameters: parameters) }
  }

  /// A number as short as can be.
  static func number(_ value: Double) -> String {
    Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  /// A share as `95%`, from which the same share is read again, or as a number where there is none.
  static func share(_ value: Double) -> String {
    let percent = value * 100
    for candidate in [percent.rounded(), (percent * 1e6).rounded() / 1e6, percent] where candidate / 100 == value {
      return "\(number(candidate))%"
    }
    return number(value)
  }

  /// A share for people, as `95 %`; to a hundredth of a percent.
  static func percent(_ value: Double) -> String { "\(number((value * 10_000).rounded() / 100)) %" }
}
