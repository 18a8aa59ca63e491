import GarimpoKernels

/// The items to ask next, each with why it is asked and how probable it was that it would be.
///
/// ```swift
/// let batch = try Batch(drawing: BatchRequest(hard: .closest(to: 0.5, count: 70), randomCount: 30), from: scores, seed: 0)
/// for item in batch.items { print(item.row, item.reason, item.score, item.inclusionProbability) }
/// ```
///
/// ## How it is drawn
/// 1. Hard items are those closest to the threshold (or in the band). Where the count cuts through items equally close,
///    the places left are *drawn* among them with the seed: the model sees no difference between these items, so neither
///    must their order in a file that somebody sorted by date or by views.
/// 2. From all items that are not hard, the random ones are drawn without replacement, each subset equally probable.
///
/// A pool smaller than the hard and random items together is asked whole, and shared out in the proportion that was asked
/// for, with at least one random item if any was: else the hard ones would take it all, and nothing would be left to say
/// from without bias how much is left. The band is a wish of its own: all that lies in it stays hard.
///
/// ## What the probability means
/// `inclusionProbability` is the chance, over all seeds and given the scores, that this item is in the batch at all, for
/// whichever reason. With `N` items, `h` of them hard and `r` drawn from the rest it is
/// - 1 for an item that is hard whatever is drawn;
/// - `r/(N − h)` for one that never is;
/// - `s/t + (1 − s/t) · r/(N − h)` for one of `t` equally close items that share the last `s` hard places.
///
/// Where all of the pool is asked it is 1 for every item, whatever its reason: that is a census, no sample.
///
/// Weighting each asked item with its inverse gives unbiased totals over the pool: Horvitz and Thompson, "A generalization
/// of sampling without replacement from a finite universe", 1952.
///
/// A result is a function of scores, request and seed. No item is drawn twice.
public struct Batch: Sendable, Hashable {
  /// Why an item is asked.
  public enum Reason: String, Sendable, Hashable, Codable {
    /// The model is least sure of it (or the band asked for it).
    case hard
    /// It was drawn at random from the rest.
    case random
  }

  /// One item to ask.
  public struct Item: Sendable, Hashable, Codable {
    /// Its index in the pool.
    public let row: Int
    /// Why it is asked.
    public let reason: Reason
    /// Its score.
    public let score: Float
    /// Its place in the whole pool by descending score, from 1; equal scores in order of index.
    public let rank: Int
    /// The chance that it was to be in the batch, in `(0, 1]`.
    public let inclusionProbability: Double
  }

  /// The items, hard ones first, each kind by descending score and equal scores by index.
  public let items: [Item]
  /// How many items the pool held.
  public let poolCount: Int
  /// What differs from the request, in sentences: empty if nothing does.
  public let notes: [String]

  /// How many items are hard.
  public var hardCount: Int { items.count { $0.reason == .hard } }
  /// How many items are random.
  public var randomCount: Int { items.count - hardCount }

  /// Draws a batch from a pool whose items score `scores` (the probability of yes).
  ///
  /// A pool smaller than the request is asked whole in the request's proportion, and `notes` says so. Bounds and
  /// thresholds are compared as `Float`, so that a forest's 0.26 lies in a band from 0.26. Throws `BatchError`.
  public init(drawing request: BatchRequest, from scores: [Float], seed: UInt64) throws(BatchError) {
    try Self.check(request, scores)
    let choice = HardChoice(Self.fitted(request, to: scores.count), scores, seed: seed)
    var rest = choice.rest
    let randomCount = min(request.randomCount, rest.count)
    var random = SplitMix64(seed: seed, stream: 1)
    for place in 0..<randomCount { rest.swapAt(place, place + random.next(below: rest.count - place)) }
    if choice.rows.isEmpty, randomCount == 0, case .band(let band) = choice.kind {
      throw .emptyBand(band, poolCount: scores.count)
    }

    let restShare = rest.isEmpty ? 0 : Double(randomCount) / Double(rest.count)
    let ranks = Self.ranks(of: scores)
    func item(_ row: Int, _ reason: Reason) -> Item {
      let hardShare = choice.chance(of: row)
      return Item(
        row: row, reason: reason, score: scores[row], rank: ranks[row],
        inclusionProbability: hardShare == 1 || restShare == 1 ? 1 : hardShare + (1 - hardShare) * restShare)
    }
    let hard = choice.rows.map { item($0, .hard) }.sorted { $0.rank < $1.rank }
    items = hard + rest[..<randomCount].map { item($0, .random) }.sorted { $0.rank < $1.rank }
    poolCount = scores.count
    notes = Self.notes(request, choice, randomCount: randomCount, poolCount: scores.count)
  }

  /// The hard items that are chosen from a pool of `count`: fewer than wished where it cannot hold the random ones too.
  private static func fitted(_ request: BatchRequest, to count: Int) -> BatchRequest.Hard {
    guard case .closest(let middle, let wanted) = request.hard, request.randomCount > 0,
      // No sum, which might be more than an `Int` holds.
      wanted > count - min(request.randomCount, count)
    else { return request.hard }
    let share = Double(request.randomCount) / (Double(wanted) + Double(request.randomCount))
    let randomCount = min(count, max(1, Int((Double(count) * share).rounded())))
    return .closest(to: middle, count: count - randomCount)
  }

  private static func check(_ request: BatchRequest, _ scores: [Float]) throws(BatchError) {
    let hardCount =
      switch request.hard {
      case .closest(_, let count), .closestInBand(_, _, let count): count
      case .band: 1
      }
    guard hardCount >= 0, request.randomCount >= 0 else {
      throw .negativeCount(hard: hardCount, random: request.randomCount)
    }
    guard hardCount > 0 || request.randomCount > 0 else { throw .nothingAsked }
    guard !scores.isEmpty else { throw .emptyPool }
    if let row = scores.firstIndex(where: \.isNaN) { throw .notANumber(row: row) }
  }

  /// The place of each row by descending score, from 1.
  private static func ranks(of scores: [Float]) -> [Int] {
    var ranks = [Int](repeating: 0, count: scores.count)
    for (place, row) in RankingOrder.descending(scores).enumerated() { ranks[Int(row)] = place + 1 }
    return ranks
  }

  private static func notes(
    _ request: BatchRequest, _ choice: HardChoice, randomCount: Int, poolCount: Int
  ) -> [String] {
    func items(_ count: Int) -> String { count == 1 ? "1 item" : "\(count) items" }
    var notes: [String] = []
    let hardCount = choice.rows.count
    let isShortOfRandom = randomCount < request.randomCount
    switch (choice.kind, choice.wanted) {
    case (.all, _):
      guard case .closest(_, let wanted) = request.hard else { break }
      if hardCount < wanted || isShortOfRandom {
        let all = poolCount == 1 ? "the 1 item that is left is asked" : "all \(poolCount) items that are left are asked"
        notes.append(
          request.randomCount == 0
            ? "\(wanted) hard were asked for: \(all)"
            : "\(wanted) hard and \(request.randomCount) random were asked for: \(all), \(hardCount) as hard and "
              + "\(randomCount) as random")
      }
    case (.band(let band), let wanted):
      if hardCount < wanted ?? 1 {
        notes.append(
          "the band from \(band.lowerBound) to \(band.upperBound) holds \(items(hardCount))"
            + (wanted.map { ", \($0) hard were asked for: all of it is asked" } ?? ": none is hard"))
      }
      if isShortOfRandom {
        notes.append(
          "besides the band the pool holds \(items(poolCount - hardCount)), \(request.randomCount) random were asked for: "
            + "all of the pool is asked")
      }
    }
    if choice.tiedPlaces < choice.tiedCount {
      let (places, tied) = (choice.tiedPlaces, choice.tiedCount)
      notes.append(
        places == 1
          ? "the last hard item was drawn among \(tied) that are equally close"
          : "the last \(places) hard items were drawn among \(tied) that are equally close")
    }
    return notes
  }
}
