import GarimpoKernels

/// What models think of a fixed set of items, compared from one model to the next.
///
/// The set is drawn once from the items that were not known from the start, and keeps those that are read later. Models are
/// compared that are at least `every` answers apart: two that learnt from nearly the same answers agree by construction.
struct StopSet: Sendable {
  /// How the items of the set were judged by a model and the one before.
  struct Change {
    var bothYes = 0
    var firstOnly = 0
    var secondOnly = 0
    var bothNo = 0
  }

  private let every: Int
  private let items: [Int]
  private var last: (readCount: Int, predictions: [Bool])?

  /// A set of `size` items, or of all there are.
  init(_ size: Int, every: Int, _ record: StoppingRecord, seed: UInt64) {
    self.every = every
    var generator = SplitMix64(seed: seed, stream: 0x5709_5E7)
    var open = record.isPrior.indices.filter { !record.isPrior[$0] }
    let count = min(size, open.count)
    for place in 0..<count { open.swapAt(place, place + generator.next(below: open.count - place)) }
    items = open[..<count].sorted()
  }

  /// The change since the last model, if it is far enough back.
  mutating func take(_ opinion: StoppingOpinion, _ record: StoppingRecord) -> Change? {
    guard let last else {
      self.last = (record.readCount, items.map { opinion.predictions[$0] })
      return nil
    }
    guard record.readCount >= last.readCount + every else { return nil }
    let predictions = items.map { opinion.predictions[$0] }
    self.last = (record.readCount, predictions)
    var change = Change()
    for (one, other) in zip(last.predictions, predictions) {
      switch (one, other) {
      case (true, true): change.bothYes += 1
      case (true, false): change.firstOnly += 1
      case (false, true): change.secondOnly += 1
      case (false, false): change.bothNo += 1
      }
    }
    return change
  }
}

/// How models are compared by the rules that look for them to settle.
public struct ModelComparison: Sendable, Hashable {
  /// How many comparisons in a row count.
  public var windows: Int
  /// How many answers lie between two models that are compared, at least.
  public var every: Int
  /// How many items they are compared on, at most.
  public var items: Int

  /// A comparison.
  public init(windows: Int = 3, every: Int = 10, items: Int = 2000) {
    precondition(windows >= 1 && every >= 1 && items >= 1, "at least one")
    (self.windows, self.every, self.items) = (windows, every, items)
  }
}
