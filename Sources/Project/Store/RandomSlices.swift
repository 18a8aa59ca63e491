import GarimpoEvaluation
import GarimpoStore

/// The random slices of a project that speak of one pool, with the answers to them: what an estimate is made from.
///
/// A slice is what a round drew at random; its frame is what the draw could have hit. Rounds are pooled as long as no item
/// was added between them: the last such run that has an answer counts, and its first round's frame is what the estimate
/// speaks of. Every later frame is cut to what the earlier ones left of it. An answer belongs to a slice if it was given
/// before the next round was run; one that was given later came by other means.
///
/// A round whose scores a compaction has dropped says no more what its draw could have hit: it and the rounds before it
/// do not count.
///
/// An item of the first frame whose answer nobody knows and that no later draw could hit (a hard item that was asked and
/// not answered, mostly) is taken out of all frames.
struct RandomSlices {
  /// A round of the run.
  struct Drawn {
    let record: RoundRecord
    let batch: [BatchItem]
    /// The random items that were answered before the next round, and what is said of them now.
    let answered: [Int64: CurrentLabel]
    /// The items that the draw could have hit.
    var frame: Set<Int64>

    var random: [BatchItem] { batch.filter { $0.strategy == Asking.random } }
    var hard: [BatchItem] { batch.filter { $0.strategy == Asking.hard } }
  }

  /// The rounds whose slices count, oldest first; each has an answer to a random item.
  let rounds: [Drawn]
  /// The slices, one for each round.
  let slices: [RandomSlice]
  /// Yes of the first frame that other means have found.
  let removedPositiveCount: Int
  /// Items of the first frame that nobody has read.
  let unlabelledCount: Int
  /// Items that were asked as hard ones, are not answered, and no draw could hit.
  let uncoveredHardCount: Int
  /// Items that came after the first round.
  let laterItemCount: Int
  /// Rounds that would count, had a compaction not dropped their scores or those of a later one.
  let droppedRoundCount: Int
  private let labels: LabelState

  /// What the log says of an item now: true yes, nil undecided.
  func target(of item: Int64) -> Bool? { labels.label(ofItem: item)?.target }

  init(_ snapshot: Snapshot, path: String) throws {
    let now = try snapshot.labels()
    guard try snapshot.newestRound() != nil else { throw Failure.noRound(path: path) }
    let (drawn, randomCount) = try Self.answeredDraws(snapshot, now)
    guard let last = drawn.last?.last else {
      throw randomCount == 0
        ? NoEstimate(.nothingRandom, .nothingRandom(path: path))
        : NoEstimate(.nothingAnswered, .nothingRandomAnswered(path: path, randomCount))
    }
    var rounds = drawn.filter { $0.last == last }.map(\.0)

    // What each draw could have hit, of what the one before left.
    let frames = try rounds.map { try Self.frame(of: $0, snapshot) }
    droppedRoundCount = (frames.lastIndex { $0 == nil } ?? -1) + 1
    guard droppedRoundCount < rounds.count else {
      throw NoEstimate(.droppedScores, .droppedScores(path: path, round: rounds[rounds.count - 1].record.id))
    }
    rounds.removeFirst(droppedRoundCount)
    for (index, frame) in frames.dropFirst(droppedRoundCount).enumerated() {
      guard var frame else { continue }
      if index > 0 {
        frame.formIntersection(rounds[index - 1].frame)
        frame.subtract(rounds[index - 1].answered.keys)
      }
      rounds[index].frame = frame
    }
    let final = rounds[rounds.count - 1].frame
    uncoveredHardCount = Set(rounds.flatMap(\.hard).map(\.item)).count { !Self.isRead($0, now) && !final.contains($0) }
    // Of these nobody knows the answer, and no later draw could have hit them.
    let unknown = rounds[0].frame.filter { !final.contains($0) && !Self.isRead($0, now) }
    for index in rounds.indices { rounds[index].frame.subtract(unknown) }

    let frame = rounds[0].frame
    let yes = frame.filter { now.label(ofItem: $0) == .yes }
    var found: Set<Int64> = []
    var slices: [RandomSlice] = []
    for round in rounds {
      slices.append(Self.slice(round, removed: yes.count { !round.frame.contains($0) && !found.contains($0) }))
      found.formUnion(round.answered.keys.filter { round.frame.contains($0) })
    }
    labels = now
    self.rounds = rounds
    self.slices = slices
    removedPositiveCount = yes.count { !found.contains($0) }
    unlabelledCount = frame.count { !Self.isRead($0, now) }
    laterItemCount = try snapshot.itemCount(after: last)
  }

  /// The rounds with an answer to a random item, oldest first, each with the last item that it knew of and without its
  /// frame, and how many items all rounds drew at random. Reads the log once, and only where a round drew at random.
  private static func answeredDraws(
    _ snapshot: Snapshot, _ now: LabelState
  ) throws -> (drawn: [(Drawn, last: Int64)], randomCount: Int) {
    let all = try snapshot.rounds()
    var draws: [(record: RoundRecord, batch: [BatchItem], end: Int64)] = []
    var randomCount = 0
    for (index, record) in all.enumerated() {
      let batch = try snapshot.batch(ofRound: record.id)
      let count = batch.count { $0.strategy == Asking.random }
      guard count > 0 else { continue }
      randomCount += count
      draws.append((record, batch, index + 1 < all.count ? all[index + 1].labelPosition : .max))
    }
    var answers = [[Int64: CurrentLabel]](repeating: [:], count: draws.count)
    try snapshot.eachLabels(upTo: draws.map(\.end)) { index, then in
      for item in draws[index].batch where item.strategy == Asking.random && Self.isRead(item.item, then) {
        if Self.isRead(item.item, now) { answers[index][item.item] = now.label(ofItem: item.item) }
      }
    }
    var drawn: [(Drawn, last: Int64)] = []
    for (draw, answered) in zip(draws, answers) where !answered.isEmpty {
      let last = try snapshot.lastItem(asOf: draw.record.versionPosition)
      drawn.append((Drawn(record: draw.record, batch: draw.batch, answered: answered, frame: []), last))
    }
    return (drawn, randomCount)
  }

  /// The items that a round could have drawn at random: of its pool those that could be asked (which have a rank), without
  /// the hard ones. nil when that is not known any more.
  private static func frame(of round: Drawn, _ snapshot: Snapshot) throws -> Set<Int64>? {
    let items = try snapshot.rankedItems(ofRound: round.record.id)
    guard items.count == round.record.figures.askableCount else { return nil }
    return Set(items).subtracting(round.hard.map(\.item))
  }

  private static func slice(_ round: Drawn, removed: Int) -> RandomSlice {
    let random = round.random.map(\.item).filter { round.frame.contains($0) }
    let answers = random.compactMap { round.answered[$0] }
    let yesCount = answers.count { $0 == .yes }
    let noCount = answers.count { $0 == .no }
    return RandomSlice(
      frameCount: round.frame.count, positiveCount: yesCount, negativeCount: noCount,
      undecidedCount: answers.count - yesCount - noCount, unansweredCount: random.count - answers.count,
      removedPositiveCount: removed)
  }

  /// Whether somebody has read an item: a skip is not reading.
  private static func isRead(_ item: Int64, _ labels: LabelState) -> Bool {
    switch labels.label(ofItem: item) {
    case nil, .skip?: false
    case .yes?, .no?, .unsure?, .disputed?: true
    }
  }
}

extension Failure {
  static func nothingRandom(path: String) -> Failure {
    Failure(
      .data,
      "\(path): no round has drawn items at random, and only these say how much is left; run a round that does",
      command: ", such as garimpo round --random 30")
  }

  static func nothingRandomAnswered(path: String, _ count: Int) -> Failure {
    Failure(
      .data,
      "\(path): none of the \(Text.count(count, "item")) that rounds drew at random was answered before the next round; "
        + "answer the whole batch, then ask again", command: " (garimpo next shows it)")
  }

  static func droppedScores(path: String, round: Int64) -> Failure {
    Failure(
      .data,
      "\(path): what the draw of round \(round) could have hit is not known any more, since garimpo compact has dropped its "
        + "scores; run a round and answer its batch")
  }
}
