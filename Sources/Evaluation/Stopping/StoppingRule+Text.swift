extension StoppingRule: Codable, CustomStringConvertible {
  /// The names, in the order in which they are listed.
  public static let names = [
    "in-a-row", "knee", "knee-budget", "hypergeometric", "quasi-hypergeometric", "sequential", "quant-ci", "kappa",
    "delta-f", "yield-plateau", "metric-plateau", "budget", "minutes",
  ]

  /// A rule as text, such as `in-a-row 50`, `knee` or `hypergeometric recall=95% risk=5%`.
  ///
  /// - Throws: `StoppingRuleError` if the name is not known, a parameter makes no sense or is missing, or there is one too many.
  public init(_ text: String) throws(StoppingRuleError) {
    var words = try StoppingText(text)
    switch words.name {
    case "in-a-row": self = .inARow(try words.count(example: 50) ?? 50)
    case "knee": self = .knee(least: try words.count("least", example: 1000) ?? 1)
    case "knee-budget": self = .kneeBudget
    case "hypergeometric":
      self = .hypergeometric(try words.promise(), after: try words.count("after", example: 50) ?? 50)
    case "quasi-hypergeometric": self = .quasiHypergeometric(try words.promise())
    case "sequential": self = .sequential(try words.promise(), after: try words.count("after", example: 50) ?? 50)
    case "quant-ci": self = .quantCI(try words.promise())
    case "kappa":
      let expected = "a number above 0 and at most 1, as in kappa 0.99"
      self = .kappa(try words.number(nil, expected) { $0 > 0 && $0 <= 1 } ?? 0.99, try words.comparison())
    case "delta-f":
      let expected = "a number above 0 and at most 1, as in delta-f 0.005"
      self = .deltaF(try words.number(nil, expected) { $0 > 0 && $0 <= 1 } ?? 0.005, try words.comparison())
    case "yield-plateau":
      let expected = "a share from 0% to below 100%, as in yield-plateau 1%"
      self = .yieldPlateau(
        try words.number(nil, expected) { $0 >= 0 && $0 < 1 } ?? 0.01,
        labels: try words.count("labels", example: 100) ?? 100)
    case "metric-plateau":
      let expected = "a number of 0 or more, as in metric-plateau 0.005"
      self = .metricPlateau(
        try words.number(nil, expected) { $0 >= 0 } ?? 0.005, windows: try words.count("windows", example: 3) ?? 3)
    case "budget":
      guard let labels = try words.count(example: 500) else {
        throw .badParameter(nil, found: "", of: "budget", expected: "a number of labels, as in budget 500")
      }
      self = .budget(labels)
    case "minutes":
      let expected = "a number above 0, as in minutes 90"
      guard let minutes = try words.number(nil, expected, sharesAllowed: false, { $0 > 0 }) else {
        throw .badParameter(nil, found: "", of: "minutes", expected: expected)
      }
      let pace = try words.number("pace", "seconds a label above 0, as in minutes 90 pace=20", sharesAllowed: false) {
        $0 > 0
      }
      self = .minutes(minutes, pace: pace)
    default: throw .unknown(words.name)
    }
    try words.finish(parameters: parameters)
  }

  /// What may follow its name.
  private var parameters: String {
    switch self {
    case .inARow: "a number"
    case .knee: "least"
    case .kneeBudget: ""
    case .hypergeometric, .sequential: "recall, risk and after"
    case .quasiHypergeometric, .quantCI: "recall and risk"
    case .kappa, .deltaF: "a bound, windows, every and items"
    case .yieldPlateau: "a share and labels"
    case .metricPlateau: "a bound and windows"
    case .budget: "a number"
    case .minutes: "a number and pace"
    }
  }

  /// The text from which it can be read again; parameters only where they are not the usual ones, but for the number that a rule
  /// is about.
  public var description: String {
    func part<Value: Equatable>(_ name: String, _ value: Value, usual: Value, _ text: (Value) -> String) -> String? {
      value == usual ? nil : "\(name)=\(text(value))"
    }
    func count(_ name: String, _ value: Int, usual: Int) -> String? { part(name, value, usual: usual) { "\($0)" } }
    func words(_ promise: RecallPromise) -> [String?] {
      [
        "recall=\(StoppingText.share(promise.recall))", "risk=\(StoppingText.share(promise.risk))",
      ]
    }
    func words(_ comparison: ModelComparison) -> [String?] {
      let usual = ModelComparison()
      return [
        count("windows", comparison.windows, usual: usual.windows),
        count("every", comparison.every, usual: usual.every),
        count("items", comparison.items, usual: usual.items),
      ]
    }
    let parts: [String?] =
      switch self {
      case .inARow(let number): ["in-a-row", "\(number)"]
      case .knee(let least): ["knee", count("least", least, usual: 1)]
      case .kneeBudget: ["knee-budget"]
      case .hypergeometric(let promise, let after):
        ["hypergeometric"] + words(promise) + [count("after", after, usual: 50)]
      case .quasiHypergeometric(let promise): ["quasi-hypergeometric"] + words(promise)
      case .sequential(let promise, let after): ["sequential"] + words(promise) + [count("after", after, usual: 50)]
      case .quantCI(let promise): ["quant-ci"] + words(promise)
      case .kappa(let bound, let comparison): ["kappa", StoppingText.number(bound)] + words(comparison)
      case .deltaF(let bound, let comparison): ["delta-f", StoppingText.number(bound)] + words(comparison)
      case .yieldPlateau(let bound, let labels):
        ["yield-plateau", StoppingText.share(bound), count("labels", labels, usual: 100)]
      case .metricPlateau(let bound, let windows):
        ["metric-plateau", StoppingText.number(bound), count("windows", windows, usual: 3)]
      case .budget(let labels): ["budget", "\(labels)"]
      case .minutes(let minutes, let pace):
        ["minutes", StoppingText.number(minutes), pace.map { "pace=\(StoppingText.number($0))" }]
      }
    return parts.compactMap(\.self).joined(separator: " ")
  }

  /// Reads the text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      self = try StoppingRule(try container.decode(String.self))
    } catch let error as StoppingRuleError {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
    }
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
