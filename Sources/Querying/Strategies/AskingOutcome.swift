import GarimpoKernels
import GarimpoLearning

/// A batch in which it is settled how many questions each part of a mix has.
struct AskingOutcome {
  /// What the parts that rank take.
  let ranked: [(item: Int, strategy: QueryStrategy)]
  /// The parts that draw, and how many each draws at most.
  private let drawing: [(strategy: QueryStrategy, rule: any DrawingRule, count: Int)]
  /// What is left for them, if anything is to be asked beside what is ranked.
  private let rest: [Int]
  private let count: Int
  private let candidates: QueryCandidates

  /// The outcome in which `parts` have `counts` questions, of `count` in all.
  init(
    _ parts: [AskingMix.Part], _ counts: [Int], of count: Int, from candidates: QueryCandidates
  ) throws(LearningError) {
    var ranked: [(item: Int, strategy: QueryStrategy)] = []
    var drawing: [(strategy: QueryStrategy, rule: any DrawingRule, count: Int)] = []
    var rest = candidates.items
    for (part, wanted) in zip(parts, counts) where wanted > 0 {
      switch part.strategy.rule {
      case .ranks(let rule):
        let request = QueryRequest(
          count: min(wanted, rest.count), open: rest, taken: ranked.map(\.item), candidates: candidates)
        let chosen = try rule.choose(request)
        ranked += chosen.map { ($0, part.strategy) }
        // Where nobody chooses any more, nobody looks at the rest.
        if ranked.count < count { Self.remove(chosen, from: &rest) }
      case .draws(let rule): drawing.append((part.strategy, rule, wanted))
      case .fills: break
      }
    }
    self.ranked = ranked
    self.drawing = drawing
    self.rest = rest
    self.count = count
    self.candidates = candidates
  }

  private static func remove(_ chosen: [Int], from items: inout [Int]) {
    if chosen.count <= 4 {
      for item in chosen { if let place = items.firstIndex(of: item) { items.remove(at: place) } }
    } else {
      let gone = Set(chosen)
      items.removeAll { gone.contains($0) }
    }
  }

  /// All questions, drawn.
  func draw(using generator: inout SplitMix64) -> [(item: Int, strategy: QueryStrategy)] {
    var questions = ranked
    var rest = rest
    for (strategy, rule, wanted) in drawing {
      let request = QueryRequest(
        count: min(wanted, rest.count), open: rest, taken: questions.map(\.item), candidates: candidates)
      let chosen = rule.choose(request, using: &generator)
      questions += chosen.map { ($0, strategy) }
      Self.remove(chosen, from: &rest)
    }
    let missing = count - questions.count
    for place in 0..<missing { rest.swapAt(place, place + generator.next(below: rest.count - place)) }
    return questions + rest[..<missing].map { ($0, .random) }
  }

  /// The chance of each of `items` to be asked in this outcome, shape `[items]`; nil where it is not known.
  func chances(of items: [Int]) -> [Double?] {
    let certain = Set(ranked.map(\.item))
    func spread(_ others: (Int) -> Double?) -> [Double?] { items.map { certain.contains($0) ? 1 : others($0) } }
    guard let part = drawing.first else {
      let share = rest.isEmpty ? 0 : Double(count - ranked.count) / Double(rest.count)
      return spread { _ in share }
    }
    let request = QueryRequest(
      count: min(part.count, rest.count), open: rest, taken: ranked.map(\.item), candidates: candidates)
    guard drawing.count == 1, let drawn = part.rule.chances(request) else { return spread { _ in nil } }
    // A sum of chances is a count, which rounding may have made a little less.
    let drawnCount = Int(drawn.reduce(0, +).rounded())
    let left = rest.count - drawnCount
    let share = left == 0 ? 0 : Double(count - ranked.count - drawnCount) / Double(left)
    var places: [Int: Int] = [:]
    for (place, item) in rest.enumerated() { places[item] = place }
    return spread { item in places[item].map { drawn[$0] + (1 - drawn[$0]) * share } }
  }
}
