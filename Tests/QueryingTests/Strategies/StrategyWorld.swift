import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import Testing

@testable import GarimpoQuerying

/// A small pile with all that a way of asking may look at.
struct StrategyWorld: CustomTestStringConvertible {
  var name: String
  /// Dense features.
  var rows: [[Float]]
  var candidates: QueryCandidates
  var testDescription: String { name }

  /// Every kind of world: with ties or without, each with no, one and several open items, with and without answers.
  static func all(levels: Bool) -> [StrategyWorld] {
    [0, 1, 2, 3, 5, 10, 40].flatMap { count in
      [Answers.none, .one, .both].map {
        StrategyWorld(openCount: count, answers: $0, levels: levels, seed: UInt64(count))
      }
    }
  }

  enum Answers {
    case none
    case one
    case both
  }

  /// A world of `openCount` open items and some others that have an answer, at places drawn at random.
  ///
  /// - Parameter levels: whether values, scores and members have few levels, all of them sums of powers of two: there are ties,
  ///   and sums of products are exact in any order. Else they are drawn from a range, but some rows are still zero, or twice there.
  init(openCount: Int, answers: Answers, levels: Bool, seed: UInt64, scale: ScoreScale = .probability) {
    var generator = SplitMix64(seed: seed, stream: levels ? 1 : 2)
    let knownCount = answers == .none ? 0 : answers == .one ? 2 : 5
    let count = openCount + knownCount
    let width = 6
    var rows: [[Float]] = []
    for row in 0..<count {
      let kind = generator.next(below: 6)
      if kind == 0 {
        rows.append([Float](repeating: 0, count: width))
      } else if kind == 1, row > 0 {
        rows.append(rows[generator.next(below: row)])
      } else {
        rows.append(
          (0..<width).map { _ in
            guard generator.next(below: 2) == 0 else { return 0 }
            return levels ? Float(generator.next(below: 4) + 1) / 4 : Float(generator.nextUnit() + 0.1)
          })
      }
    }
    var items = Array(0..<count)
    for place in 0..<knownCount { items.swapAt(place, place + generator.next(below: count - place)) }
    func probability() -> Double {
      levels ? Double(generator.next(below: 9)) / 8 : generator.nextUnit() * 0.98 + 0.01
    }
    let scores = (0..<count).map { _ in scale == .probability ? probability() : 8 * probability() - 4 }
    var candidates = QueryCandidates(items: items[knownCount...].sorted(), scores: scores, scale: scale)
    candidates.labelled = Array(items[..<knownCount])
    candidates.targets = candidates.labelled.indices.map { answers == .both && $0 % 3 == 1 }
    candidates.features = QueryFeatures(CSRMatrix(dense: rows, columnCount: width))
    if count > 0 {
      candidates.committee = QueryCommittee(
        probabilities: (0..<7 * count).map { _ in Float(probability()) }, itemCount: count)
    }
    name = "\(openCount) open, \(knownCount) known, \(levels ? "levels" : "ranges")"
    self.rows = rows
    self.candidates = candidates
  }

  /// A request for `count` items, or all there are, after `taken` were chosen by others.
  func request(_ count: Int, taking taken: Int = 0) -> QueryRequest {
    let taken = min(taken, candidates.items.count)
    let open = Array(candidates.items.dropFirst(taken))
    return QueryRequest(
      count: min(count, open.count), open: open, taken: Array(candidates.items.prefix(taken)), candidates: candidates)
  }

  /// The same world with its items in another order, and where each went.
  func shuffled(seed: UInt64) -> (world: StrategyWorld, places: [Int]) {
    var generator = SplitMix64(seed: seed, stream: 3)
    let count = rows.count
    var places = Array(0..<count)
    for place in 0..<count { places.swapAt(place, place + generator.next(below: count - place)) }
    func moved<Value>(_ values: [Value]) -> [Value] {
      var result = values
      for (old, new) in places.enumerated() { result[new] = values[old] }
      return result
    }
    var other = self
    other.rows = moved(rows)
    var candidates = QueryCandidates(
      items: self.candidates.items.map { places[$0] }.sorted(), scores: moved(self.candidates.scores),
      scale: self.candidates.scale)
    candidates.labelled = self.candidates.labelled.map { places[$0] }
    candidates.targets = self.candidates.targets
    candidates.features = QueryFeatures(CSRMatrix(dense: other.rows, columnCount: rows.first?.count ?? 0))
    if let committee = self.candidates.committee {
      let members = (0..<committee.memberCount).flatMap { member in
        moved(Array(committee.probabilities[member * count..<(member + 1) * count]))
      }
      candidates.committee = QueryCommittee(probabilities: members, itemCount: count)
    }
    candidates.regression = self.candidates.regression
    other.candidates = candidates
    return (other, places)
  }

  /// Fits the regression that error reduction starts from, to the labelled items, and scores all by it.
  mutating func regress(tolerance: Double = 1e-9) throws {
    var parameters = LinearClassifier(.logistic)
    parameters.tolerance = tolerance
    let matrix = CSRMatrix(dense: rows, columnCount: rows.first?.count ?? 0)
    let model = try parameters.fit(
      matrix.selecting(rows: candidates.labelled), candidates.targets, on: candidates.workers)
    candidates.regression = model
    candidates.scores = model.decisionValues(of: matrix, on: candidates.workers)
    candidates.scale = .logOdds
  }
}
