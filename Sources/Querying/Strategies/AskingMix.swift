public import GarimpoKernels
public import GarimpoLearning

/// Ways of asking, and what share of the questions each has.
///
/// ```swift
/// let mix = try AskingMix("uncertainty 50%, power 2 20%, random 30%")
/// for question in try mix.draw(10, from: candidates, using: &generator) {
///   print(question.item, question.inclusionProbability ?? .nan)
/// }
/// ```
///
/// ## How it is drawn
/// With shares s₁, s₂, … of a batch of b, part k has ⌊Cₖ + u⌋ − ⌊Cₖ₋₁ + u⌋ questions, where Cₖ = b·(s₁ + … + sₖ) and u is one
/// uniform number: its share exactly in the mean, and never off by a whole question (systematic sampling). With b = 1 that is
/// ε-greedy: one part is drawn. The parts that rank choose in the order given, each the best of its items that are not taken,
/// equal ones by index; then those in which chance has a part, in the order given; what is drawn at random comes last, from all
/// items that no other part took, and fills what the others could not.
///
/// ## What the probability means
/// The chance, over all draws and given what the learner thinks, that the item is asked: over the few ranges of u in which the
/// counts are the same, the length of the range times
/// - 1 if a ranking part takes the item there;
/// - else c + (1 − c) · (random questions ÷ items left), c being the chance that the part that draws takes it.
///
/// It is exact, or it is nil: where two parts draw one after the other, or one draws several items in a way whose chances have
/// no closed form (each says so with its formula). Weighting with the inverse gives unbiased totals (Horvitz and Thompson,
/// 1952); a batch with a probability that is not known is no sample from which to estimate.
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
    /// The chance that it was to be asked, in `(0, 1]`; nil: not known.
    public let inclusionProbability: Double?
  }

  /// The parts; their shares sum to 1 and no strategy is there twice.
  public let parts: [Part]
  /// What it does when it is stuck; nil: it goes on.
  public let unstuck: Unstuck?

  /// One way of asking alone.
  public init(_ strategy: QueryStrategy) { self.init(parts: [Part(strategy: strategy, share: 1)]) }

  private init(parts: [Part], unstuck: Unstuck? = nil) {
    self.parts = parts
    self.unstuck = unstuck
  }

  /// A mix as text: ways of asking with their shares in percent, `certainty 95%, random 5%`; one alone needs no share. The rule
  /// for being stuck has none: `certainty, unstuck`.
  public init(_ text: String) throws(AskingError) {
    var parts: [Part] = []
    var unstuck: Unstuck?
    for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
      var words = entry.split { $0 == " " || $0 == "\t" }.map(String.init)[...]
      guard !words.isEmpty else { throw .emptyPart(text) }
      if words.first == Unstuck.name {
        guard unstuck == nil else { throw .unstuckTwice }
        unstuck = try Unstuck(Array(words.dropFirst()))
        continue
      }
      let strategy = try QueryStrategy.read(&words)
      guard !parts.contains(where: { $0.strategy == strategy }) else { throw .repeated(strategy) }
      guard let share = words.first else {
        parts.append(Part(strategy: strategy, share: .nan))
        continue
      }
      guard words.count == 1, share.hasSuffix("%"), let percent = Double(share.dropLast()), percent > 0, percent <= 100
      else { throw .badShare(words.joined(separator: " "), of: strategy) }
      parts.append(Part(strategy: strategy, share: percent / 100))
    }
    guard !parts.isEmpty else { throw .nothingToUnstick }
    if parts.count == 1, parts[0].share.isNaN { parts = [Part(strategy: parts[0].strategy, share: 1)] }
    if let open = parts.first(where: \.share.isNaN) { throw .noShare(open.strategy) }
    let sum = parts.reduce(0) { $0 + $1.share }
    guard (sum - 1).magnitude < 1e-9 else { throw .notWhole(percent: sum * 100) }
    if unstuck != nil, parts.allSatisfy({ $0.strategy == .random }) { throw .nothingToUnstick }
    self.init(parts: parts, unstuck: unstuck)
  }

  /// How a search asks that knows `positiveCount` yes, and whose last `dryCount` questions brought a no: this mix, or half of it
  /// and half at random where it is stuck.
  func mix(positiveCount: Int, dryCount: Int) -> AskingMix {
    guard let unstuck, unstuck.isStuck(positiveCount: positiveCount, dryCount: dryCount) else { return self }
    let random = parts.first { $0.strategy == .random }?.share ?? 0
    let others = parts.filter { $0.strategy != .random }.map { Part(strategy: $0.strategy, share: $0.share / 2) }
    return AskingMix(parts: others + [Part(strategy: .random, share: 0.5 + random / 2)])
  }

  /// The text from which the mix can be read again.
  public var description: String {
    var entries = parts.map { part in
      let percent = part.share * 100
      let whole = percent.rounded()
      return "\(part.strategy.rawValue) \((percent - whole).magnitude < 1e-9 ? "\(Int(whole))" : "\(percent)")%"
    }
    if parts.count == 1 { entries = [parts[0].strategy.rawValue] }
    if let unstuck { entries.append("\(unstuck)") }
    return entries.joined(separator: ", ")
  }

  /// Whether a part looks at what a learner thinks.
  var looksAtScores: Bool { needs.contains(.learner) }

  /// What the parts look at together.
  var needs: QueryStrategy.Needs { parts.reduce(into: []) { $0.formUnion($1.strategy.needs) } }

  /// Whether chance decides anything.
  var draws: Bool {
    parts.count > 1 || unstuck != nil || parts.contains { if case .ranks = $0.strategy.rule { false } else { true } }
  }

  /// `count` questions, or as many as there are candidates.
  ///
  /// - Throws: `LearningError` if a way fits a learner, and that could not be done.
  public func draw(
    _ count: Int, from candidates: QueryCandidates, using generator: inout SplitMix64
  ) throws(LearningError) -> [Question] {
    precondition(count >= 0, "a count is 0 or more")
    let count = min(count, candidates.items.count)
    guard count > 0 else { return [] }
    let outcomes = outcomes(of: count)
    let start = generator.nextUnit()
    let drawn = outcomes.firstIndex { $0.range.contains(start) } ?? outcomes.count - 1
    let plays = try outcomes.map { outcome throws(LearningError) in
      try AskingOutcome(parts, outcome.counts, of: count, from: candidates)
    }

    let questions = plays[drawn].draw(using: &generator)
    // All is asked: a census.
    if count == candidates.items.count {
      return questions.map { Question(item: $0, strategy: $1, inclusionProbability: 1) }
    }
    let chances = plays.map { $0.chances(of: questions.map(\.item)) }
    return questions.enumerated().map { place, question in
      var probability: Double? = 0
      for (outcome, chances) in zip(outcomes, chances) {
        let length = outcome.range.upperBound - outcome.range.lowerBound
        probability = probability.flatMap { sum in chances[place].map { sum + length * $0 } }
      }
      return Question(
        item: question.item, strategy: question.strategy, inclusionProbability: probability.map { min(1, $0) })
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
}
