public import GarimpoKernels

/// Ways of asking, and what share of the questions each has.
///
/// ```swift
/// let mix = try AskingMix("uncertainty 50%, certainty 20%, random 30%")
/// for question in mix.draw(10, from: candidates, using: &generator) { print(question.item, question.inclusionProbability) }
/// ```
///
/// ## How it is drawn
/// With shares s₁, s₂, … of a batch of b, part k has ⌊Cₖ + u⌋ − ⌊Cₖ₋₁ + u⌋ questions, where Cₖ = b·(s₁ + … + sₖ) and u is one
/// uniform number: its share exactly in the mean, and never off by a whole question (systematic sampling). With b = 1 that is
/// ε-greedy: one part is drawn. The parts that rank choose in the order given, each the best of its items that are not taken,
/// equal ones by index; what is drawn at random comes last, from all items that no other part took.
///
/// ## What the probability means
/// The chance, over all draws and given the scores, that the item is asked: over the few ranges of u in which the counts are
/// the same, the length of the range times 1 if a ranking part takes the item there, else times (random questions ÷ items
/// left). Weighting with its inverse gives unbiased totals (Horvitz and Thompson, 1952).
public struct AskingMix: Sendable, Hashable, Codable, CustomStringConvertible {
  /// A way of asking and its share of the questions.
  public struct Part: Sendable, Hashable, Codable {
    /// The way.
    public let strategy: QueryStrategy
    /// Its share, above 0 and at most 1.
    public let share: Double
  }

  /// An item to ask.
  public struct Question: Sendable, Hashable {
    /// Its index.
    public let item: Int
    /// Which way of asking chose it.
    public let strategy: QueryStrategy
    /// The chance that it was to be asked, in `(0, 1]`.
    public let inclusionProbability: Double
  }

  /// The parts; their shares sum to 1 and no strategy is there twice.
  public let parts: [Part]

  /// One way of asking alone.
  public init(_ strategy: QueryStrategy) { parts = [Part(strategy: strategy, share: 1)] }

  /// A mix as text: ways of asking with their shares in percent, `certainty 95%, random 5%`; one alone needs no share.
  public init(_ text: String) throws(AskingError) {
    var parts: [Part] = []
    for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = entry.split { $0 == " " || $0 == "\t" }.map(String.init)
      guard let name = words.first else { throw .emptyPart(text) }
      guard let strategy = QueryStrategy(rawValue: name) else { throw .unknownStrategy(name) }
      guard !parts.contains(where: { $0.strategy == strategy }) else { throw .repeated(strategy) }
      switch words.count {
      case 1: parts.append(Part(strategy: strategy, share: .nan))
      case 2:
        guard words[1].hasSuffix("%"), let percent = Double(words[1].dropLast()), percent > 0, percent <= 100 else {
          throw .badShare(words[1], of: strategy)
        }
        parts.append(Part(strategy: strategy, share: percent / 100))
      default: throw .badShare(words.dropFirst().joined(separator: " "), of: strategy)
      }
    }
    if parts.count == 1, parts[0].share.isNaN { parts = [Part(strategy: parts[0].strategy, share: 1)] }
    if let open = parts.first(where: \.share.isNaN) { throw .noShare(open.strategy) }
    let sum = parts.reduce(0) { $0 + $1.share }
    guard (sum - 1).magnitude < 1e-9 else { throw .notWhole(percent: sum * 100) }
    self.parts = parts
  }

  /// The text from which the mix can be read again.
  public var description: String {
    guard parts.count > 1 else { return parts[0].strategy.rawValue }
    return parts.map { part in
      let percent = part.share * 100
      let whole = percent.rounded()
      return "\(part.strategy.rawValue) \((percent - whole).magnitude < 1e-9 ? "\(Int(whole))" : "\(percent)")%"
    }.joined(separator: ", ")
  }

  /// Whether a part ranks, for which scores are needed.
  var looksAtScores: Bool { parts.contains { $0.strategy != .random } }

  /// Whether chance decides anything.
  var draws: Bool { parts.count > 1 || parts[0].strategy == .random }

  /// `count` questions, or as many as there are candidates.
  public func draw(
    _ count: Int, from candidates: QueryCandidates, using generator: inout SplitMix64
  ) -> [Question] {
    precondition(count >= 0, "a count is 0 or more")
    let count = min(count, candidates.items.count)
    guard count > 0 else { return [] }
    let outcomes = outcomes(of: count)
    let start = generator.nextUnit()
    let drawn = outcomes.firstIndex { $0.range.contains(start) } ?? outcomes.count - 1
    let taken = outcomes.map { ranked($0.counts, candidates) }

    var questions = taken[drawn].map { ($0.item, $0.strategy) }
    let missing = count - questions.count
    if missing > 0 {
      let asked = Set(questions.map(\.0))
      var rest = candidates.items.filter { !asked.contains($0) }
      for place in 0..<missing { rest.swapAt(place, place + generator.next(below: rest.count - place)) }
      questions += rest[..<missing].map { ($0, .random) }
    }
    return questions.map { item, strategy in
      var probability = 0.0
      for (outcome, ranked) in zip(outcomes, taken) {
        let length = outcome.range.upperBound - outcome.range.lowerBound
        if ranked.contains(where: { $0.item == item }) {
          probability += length
        } else {
          probability += length * Double(count - ranked.count) / Double(candidates.items.count - ranked.count)
        }
      }
      return Question(item: item, strategy: strategy, inclusionProbability: min(1, probability))
    }
  }

  /// The ranges of u in which the counts of the parts are the same, and these counts.
  private func outcomes(of count: Int) -> [(range: Range<Double>, counts: [Int])] {
    var cumulated = [0.0]
    for part in parts { cumulated.append(cumulated[cumulated.count - 1] + Double(count) * part.share) }
    cumulated[parts.count] = Double(count)
    // A whole number that rounding has made a little less is still whole.
    cumulated = cumulated.map { ($0 - $0.rounded()).magnitude < 1e-9 ? $0.rounded() : $0 }
    let breaks = Set(cumulated.map { 1 - ($0 - $0.rounded(.down)) }.filter { $0 < 1 }).sorted()
    let edges = [0] + breaks + [1]
    return zip(edges, edges.dropFirst()).map { low, high in
      let floors = cumulated.map { Int(($0 + (low + high) / 2).rounded(.down)) }
      return (low..<high, zip(floors, floors.dropFirst()).map { $1 - $0 })
    }
  }

  /// What the parts that rank take, in their order.
  private func ranked(_ counts: [Int], _ candidates: QueryCandidates) -> [(item: Int, strategy: QueryStrategy)] {
    var taken: [(item: Int, strategy: QueryStrategy)] = []
    for (part, count) in zip(parts, counts) where count > 0 && part.strategy != .random {
      var best: [(item: Int, distance: Double)] = []
      for item in candidates.items where !taken.contains(where: { $0.item == item }) {
        guard let distance = part.strategy.distance(candidates.scores[item], boundary: candidates.boundary) else {
          continue
        }
        // `best` is kept in order; of equal ones the earlier item stays in front.
        if best.count == count, let last = best.last, distance >= last.distance { continue }
        let place = best.firstIndex { $0.distance > distance } ?? best.count
        best.insert((item, distance), at: place)
        if best.count > count { best.removeLast() }
      }
      taken += best.map { ($0.item, part.strategy) }
    }
    return taken
  }
}

/// Why a text is no mix of ways of asking.
public enum AskingError: Error, Hashable, Sendable, CustomStringConvertible {
  case emptyPart(String)
  case unknownStrategy(String)
  case repeated(QueryStrategy)
  case badShare(String, of: QueryStrategy)
  case noShare(QueryStrategy)
  case notWhole(percent: Double)

  /// What was found, what was expected, and what to do.
  public var description: String {
    switch self {
    case .emptyPart(let text):
      "way of asking: \"\(text)\" has an empty part; expected ways with their shares, as in \"certainty 95%, random 5%\""
    case .unknownStrategy(let name):
      "way of asking: \"\(name)\" is not known; expected one of "
        + QueryStrategy.allCases.map(\.rawValue).joined(separator: ", ")
    case .repeated(let strategy):
      "way of asking: \(strategy.rawValue) is there twice; give it one share"
    case .badShare(let text, let strategy):
      "way of asking: the share of \(strategy.rawValue) is \"\(text)\"; expected a percentage above 0 and at most 100, as in 30%"
    case .noShare(let strategy):
      "way of asking: \(strategy.rawValue) has no share; where there are several, each needs one, as in \(strategy.rawValue) 30%"
    case .notWhole(let percent):
      "way of asking: the shares sum to \(percent)%; expected 100%"
    }
  }
}
