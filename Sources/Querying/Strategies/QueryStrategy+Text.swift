extension QueryStrategy: CaseIterable, Codable, CustomStringConvertible {
  /// Each way once, with its usual parameters.
  public static var allCases: [QueryStrategy] {
    [
      .certainty, .uncertainty(), .random, .band(), .balance, .power(), .softmax(), .thompson, .voteEntropy(), .bald(),
      .density(), .rankedBatch, .kCenter, .clue, .badge, .typiclust(), .errorReduction(),
    ]
  }

  /// Its name, without parameters.
  public var name: String {
    switch self {
    case .certainty: "certainty"
    case .uncertainty: "uncertainty"
    case .band: "band"
    case .random: "random"
    case .voteEntropy: "vote-entropy"
    case .bald: "bald"
    case .density: "density"
    case .rankedBatch: "ranked-batch"
    case .kCenter: "k-center"
    case .clue: "clue"
    case .badge: "badge"
    case .typiclust: "typiclust"
    case .power: "power"
    case .softmax: "softmax"
    case .errorReduction: "error-reduction"
    case .thompson: "thompson"
    case .balance: "balance"
    }
  }

  /// The text from which it can be read again; parameters only where they are not the usual ones.
  public var rawValue: String {
    let words: [String]
    switch self {
    case .uncertainty(let threshold?): words = [Self.text(threshold)]
    case .band(let low, let high) where self != .band(): words = [Self.text(low), Self.text(high)]
    case .voteEntropy(let members?), .bald(let members?): words = ["\(members)"]
    case .density(let power) where self != .density(): words = [Self.text(power)]
    case .typiclust(let clusters) where self != .typiclust(): words = ["\(clusters)"]
    case .power(let number, let score) where self != .power(), .softmax(let number, let score) where self != .softmax():
      words = [Self.text(number)] + (score == .certainty ? [] : [score.rawValue])
    case .errorReduction(let candidates) where self != .errorReduction(): words = ["\(candidates)"]
    default: words = []
    }
    return ([name] + words).joined(separator: " ")
  }

  /// The same as `rawValue`.
  public var description: String { rawValue }

  private static func text(_ number: Double) -> String {
    Double(Int64(exactly: number) ?? .max) == number ? "\(Int64(number))" : "\(number)"
  }

  /// A way as text, such as `uncertainty`, `power 2` or `band 0.26 1`.
  ///
  /// - Throws: `AskingError` if the name is not known, a parameter makes no sense, or there is one too many.
  public init(_ text: String) throws(AskingError) {
    var words = text.split { $0 == " " || $0 == "\t" }.map(String.init)[...]
    guard !words.isEmpty else { throw .emptyPart(text) }
    self = try Self.read(&words)
    guard words.isEmpty else { throw .superfluous(words.joined(separator: " "), of: self) }
  }

  /// The way that `words`, which is not empty, begins with; its words are taken from the front, and a share is left there.
  static func read(_ words: inout ArraySlice<String>) throws(AskingError) -> QueryStrategy {
    let name = words.removeFirst()
    func next(_ what: String, _ expected: String, _ holds: (Double) -> Bool) throws(AskingError) -> Double? {
      guard let word = words.first, !word.hasSuffix("%") else { return nil }
      guard let number = Double(word), number.isFinite, holds(number) else {
        throw .badParameter(what, found: word, of: name, expected: expected)
      }
      words.removeFirst()
      return number
    }
    func count(_ what: String, from low: Int, to high: Int, example: Int) throws(AskingError) -> Int? {
      let expected = "a whole number from \(low) to \(high), as in \(name) \(example)"
      return try next(what, expected) { $0 >= Double(low) && $0 <= Double(high) && $0 == $0.rounded() }.map { Int($0) }
    }
    func score() throws(AskingError) -> SampledScore? {
      guard let word = words.first, !word.hasSuffix("%") else { return nil }
      guard let score = SampledScore(rawValue: word) else {
        throw .badParameter(
          "score", found: word, of: name, expected: "certainty or uncertainty, as in \(name) 2 uncertainty")
      }
      words.removeFirst()
      return score
    }
    func positive(_ what: String) throws(AskingError) -> Double? {
      try next(what, "a number above 0, as in \(name) 2") { $0 > 0 }
    }

    switch name {
    case "certainty": return .certainty
    case "uncertainty":
      let expected = "a probability between 0 and 1, as in uncertainty 0.3"
      return .uncertainty(threshold: try next("threshold", expected) { $0 > 0 && $0 < 1 })
    case "margin", "entropy": return .uncertainty()
    case "band":
      let usual = QueryStrategy.band()
      guard let low = try next("beginning", "a probability from 0 to 1, as in band 0.26 1", { $0 >= 0 && $0 <= 1 })
      else {
        return usual
      }
      guard let high = try next("end", "a probability from \(low) to 1, as in band 0.26 1", { $0 >= low && $0 <= 1 })
      else {
        throw .badParameter("end", found: "", of: name, expected: "a probability from \(low) to 1, as in band 0.26 1")
      }
      return .band(from: low, to: high)
    case "random": return .random
    case "vote-entropy": return .voteEntropy(members: try count("number of members", from: 2, to: 1000, example: 10))
    case "bald", "kl": return .bald(members: try count("number of members", from: 2, to: 1000, example: 10))
    case "density": return .density(power: try positive("power") ?? 1)
    case "ranked-batch": return .rankedBatch
    case "k-center": return .kCenter
    case "clue": return .clue
    case "badge": return .badge
    case "typiclust": return .typiclust(clusters: try count("number of clusters", from: 1, to: 500, example: 20) ?? 20)
    case "power": return .power(exponent: try positive("exponent") ?? 1, of: try score() ?? .certainty)
    case "softmax": return .softmax(factor: try positive("factor") ?? 10, of: try score() ?? .certainty)
    case "error-reduction":
      return .errorReduction(candidates: try count("number of candidates", from: 1, to: 10_000, example: 20) ?? 20)
    case "thompson": return .thompson
    case "balance": return .balance
    default: throw .unknownStrategy(name)
    }
  }

  /// Reads the text.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
