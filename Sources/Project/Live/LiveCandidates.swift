import GarimpoKernels
import GarimpoStore

/// The items that a new model scores first, so that the next question need not wait for the whole pool.
///
/// Which they are may depend on how far the last scoring of the whole pool had come; what each scores does not.
struct LiveCandidates {
  /// The most candidates; a pool that is at most half as large again is scored whole.
  static let usualLimit = 8192

  /// Rows of the material, ascending, without a yes or no.
  let rows: [Int]
  /// Whether they are the whole pool.
  let isWhole: Bool

  /// - Parameters:
  ///   - isLabelled: for each row whether it has a yes or no.
  ///   - batch: the items of the batch in use.
  ///   - whole: the last order of the whole pool: three eighths of the candidates are its best, as many its hardest.
  ///   - limit: the most candidates.
  init(
    _ material: LiveMaterial, isLabelled: [Bool], batch: [Int64], whole: PoolOrder?, centre: HardCentre, seed: UInt64,
    limit: Int
  ) {
    let count = isLabelled.count
    let openCount = isLabelled.count { !$0 }
    if openCount <= limit + limit / 2 {
      rows = (0..<count).filter { !isLabelled[$0] }
      isWhole = true
      return
    }
    var chosen: Set<Int> = []
    func take(_ items: some Sequence<Int64>) {
      for item in items {
        if let row = material.row(of: item), !isLabelled[row] { chosen.insert(row) }
      }
    }
    take(batch.prefix(limit / 8))
    if let whole {
      let share = limit / 8 * 3
      take(whole.items.prefix(share))
      take(centre.hardest(share, in: whole.scores).prefix(share).map { whole.items[$0] })
    }
    var random = SplitMix64(seed: RandomPurpose.candidates.seed(from: seed), stream: 0)
    while chosen.count < limit {
      let row = random.next(below: count)
      if !isLabelled[row] { chosen.insert(row) }
    }
    rows = chosen.sorted()
    isWhole = false
  }
}

/// The scoring of a whole pool by one model, a piece at a time: it goes on where it stopped after newer models have been
/// made, so that it always comes to its end.
struct LiveScan {
  let fit: LiveFit
  /// The place in the log up to which the model had seen.
  let position: Int64
  /// Rows without a yes or no, ascending.
  private let rows: [UInt32]
  private var scores: [Float] = []

  /// How many rows are scored at a time: a label that comes meanwhile waits for that long.
  static let pieceSize = 4096

  init(_ fit: LiveFit, isLabelled: [Bool], position: Int64) {
    self.fit = fit
    self.position = position
    rows = isLabelled.indices.lazy.filter { !isLabelled[$0] }.map { UInt32($0) }
    scores.reserveCapacity(rows.count)
  }

  /// Whether all rows are scored.
  var isDone: Bool { scores.count == rows.count }

  /// Scores the next piece.
  mutating func advance(on workers: WorkerPool) {
    let piece = rows[scores.count..<min(scores.count + Self.pieceSize, rows.count)]
    scores += fit.scores(ofRows: piece.lazy.map { Int($0) }, on: workers)
  }

  /// The order of the whole pool.
  func order() -> PoolOrder {
    PoolOrder(scoring: rows.map { fit.material.numbers[Int($0)] }, scores, position: position)
  }
}
