import GarimpoKernels
import GarimpoRecipes
import GarimpoStore

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

/// Decides which items are asked next of one annotator, inside a transaction, and leases them.
///
/// In this order: what this annotator holds already, first what is said to be at hand; with the probability of `recheckShare` something answered before; the
/// batch of the round in use in its order of asking; when it is answered, the items with the highest scores; before the first round,
/// items drawn at random; at the very end those that were skipped.
///
/// With the offer of a live model that has seen newer labels than the round, unless somebody chose that round: a random place of the batch is asked as drawn,
/// so that its probability stays true; a hard place goes to the model's hardest open item (`AskingQueue+Live.swift`); behind
/// the batch come its highest scores. Before the first round it asks hard and random items in the recipe's proportions,
/// and while there are not both answers, items that differ from what was answered.
struct AskingQueue {
  let transaction: Transaction
  let options: AskOptions
  let now: Date
  private let seed: UInt64
  /// The share of random items that the recipe asks for.
  private let randomShare: Double
  let live: LiveOffer?
  /// The round in use.
  let round: Int64?
  /// The live leases of others, by item.
  private var held: [Int64: Int] = [:]
  private var own: [Lease] = []
  private var others: [Lease] = []
  var taken: Set<Int64> = []
  /// Items of the batch that this annotator has skipped, in the order of asking.
  var skipped: [Asked] = []

  /// An item, and why it is asked.
  struct Asked {
    var item: Int64
    var asking: Asking
  }

  /// How many of the annotator's newest answers are not asked again.
  private static let freshCount = 20

  init(
    _ transaction: Transaction, _ options: AskOptions, at now: Date, seed: UInt64, _ batch: BatchSpec,
    live: LiveOffer? = nil
  ) throws {
    self.transaction = transaction
    self.options = options
    self.now = now
    self.seed = seed
    self.live = live
    let hard = batch.hard ?? BatchSpec().hard ?? 0
    randomShare = Double(batch.random) / Double(max(1, hard + batch.random))
    let current = try transaction.snapshot.currentRound()
    round = current
    for lease in try snapshot.leases(at: now) {
      if lease.annotator != options.annotator {
        held[lease.item, default: 0] += 1
        others.append(lease)
      } else if lease.asking.round == current || lease.asking.strategy == Strategy.recheck {
        own.append(lease)
      } else {
        // Another round is in use since, and has better questions.
        try transaction.removeLease(ofItem: lease.item, annotator: lease.annotator)
      }
    }
  }

  var snapshot: Snapshot { transaction.snapshot }

  /// The items, leased; fewer than asked for when there are no more.
  mutating func next() throws -> [Asked] {
    var found: [Asked] = []
    var places: [Int64: Int] = [:]
    for (place, id) in options.holding.enumerated() {
      if let item = try snapshot.item(key: id) { places[item.id] = place }
    }
    let leases = own.sorted {
      (places[$0.item] ?? .max, $0.until, $0.item) < (places[$1.item] ?? .max, $1.until, $1.item)
    }
    for lease in leases where found.count < options.count {
      guard try !isOvertaken(lease) else {
        try transaction.removeLease(ofItem: lease.item, annotator: lease.annotator)
        continue
      }
      found.append(Asked(item: lease.item, asking: lease.asking))
      taken.insert(lease.item)
    }
    var chance = SplitMix64(
      seed: seed, stream: UInt64(try snapshot.labelPosition()) &+ ContentHash.of([options.annotator]))
    while found.count < options.count {
      var next: Asked?
      if options.recheckShare > 0, chance.nextUnit() < options.recheckShare { next = try recheck(&chance) }
      if next == nil { next = try fromBatch() }
      if next == nil { next = try fromLive(&chance) }
      if next == nil { next = try fromRanking() }
      if next == nil { next = try atRandom(&chance) }
      if next == nil, !skipped.isEmpty { next = skipped.removeFirst() }
      guard let next else { break }
      taken.insert(next.item)
      openItems?.remove(next.item)
      found.append(next)
    }
    try transaction.removeLeases(runOutBefore: now)
    for (place, asked) in found.enumerated() {
      // A millisecond apart: asked once more, they come in the same order.
      let until = now.addingTimeInterval(options.leaseMinutes * 60 + Double(place) / 1000)
      try transaction.add(Lease(item: asked.item, annotator: options.annotator, until: until, asking: asked.asking))
    }
    return found
  }

  /// Who else holds items that this annotator has not answered, and was not given: by name; nil when nobody does.
  func heldByOthers() throws -> [NextItems.Holder]? {
    var holders: [String: NextItems.Holder] = [:]
    for lease in others where !taken.contains(lease.item) {
      let answers = try snapshot.currentAnswers(ofItem: lease.item)
      let mine = answers.first { $0.annotator == options.annotator }
      // What has all its answers is nobody's to be given, whoever holds it.
      guard mine.map({ $0.answer == .skip }) ?? true, answersOfOthers(answers).count < options.overlap else { continue }
      var holder = holders[lease.annotator] ?? .init(annotator: lease.annotator, count: 0, until: lease.until)
      holder.count += 1
      holder.until = max(holder.until, lease.until)
      holders[lease.annotator] = holder
    }
    return holders.isEmpty ? nil : holders.values.sorted { $0.annotator < $1.annotator }
  }

  /// Answers of others that decide whether an item is still asked: a skip does not.
  private func answersOfOthers(_ answers: [LabelEvent]) -> [LabelEvent] {
    answers.filter { $0.annotator != options.annotator && $0.answer != .skip }
  }

  /// Whether others have answered an item of this annotator often enough, once while it was held: an answer could only
  /// contradict theirs. One that was taken back after they answered is asked again.
  private func isOvertaken(_ lease: Lease) throws -> Bool {
    guard lease.asking.strategy != Strategy.recheck else { return false }
    let answers = answersOfOthers(try snapshot.currentAnswers(ofItem: lease.item))
    let since = lease.until.addingTimeInterval(-options.leaseMinutes * 60)
    return answers.count >= options.overlap && answers.contains { $0.at > since }
  }

  // MARK: Where items come from

  private var batch: [BatchItem]?
  private var batchPlace = 0
  /// How the hard places of the batch are filled; nil: as they were drawn.
  private var hardPlaces: HardPlaces?
  /// How many of the hardest items of the live model were looked at.
  var liveHardPlace = 0
  /// How many of the highest scores of the live model were looked at.
  var liveOrderPlace = 0
  /// Up to which rank of the round the scores were looked at.
  private var ranksSeen = 0
  /// What can be drawn at random before the first round; nil before the first draw.
  private var openItems: DrawableItems?
  /// Whether those that were skipped before the first round were looked for.
  private var hasSkipped = false

  private mutating func fromBatch() throws -> Asked? {
    guard let round else { return nil }
    if batch == nil {
      let found = try snapshot.batch(ofRound: round)
      batch = found
      hardPlaces = try planHardPlaces(found, round)
    }
    let batch = batch ?? []
    while batchPlace < batch.count {
      let item = batch[batchPlace]
      batchPlace += 1
      if item.strategy == Strategy.hard, hardPlaces != nil {
        if let asked = try fromHardPlace(round) { return asked }
        continue
      }
      guard !taken.contains(item.item), let asking = try snapshot.asking(ofItem: item.item, inRound: round) else {
        continue
      }
      switch try state(of: item.item) {
      case .open: return Asked(item: item.item, asking: asking)
      case .skipped: skipped.append(Asked(item: item.item, asking: asking))
      case .closed: continue
      }
    }
    return nil
  }

  /// An item for the next hard place of the batch; nil when the place was used by another question already.
  private mutating func fromHardPlace(_ round: Int64) throws -> Asked? {
    guard hardPlaces?.takeNext() == true else { return nil }
    if let shared = hardPlaces?.nextShared(without: taken) { return shared }
    if let asked = try hardestOfLive(round, butNot: hardPlaces?.random ?? []) { return asked }
    guard let item = hardPlaces?.nextDrawn(without: taken),
      let asking = try snapshot.asking(ofItem: item, inRound: round)
    else {
      return nil
    }
    return Asked(item: item, asking: asking)
  }

  private mutating func fromRanking() throws -> Asked? {
    guard let round else { return nil }
    var found: StoredScore?
    var rank = ranksSeen
    // What was looked at is taken, or cannot be asked: no item becomes open again while questions are chosen.
    try snapshot.forEachRankedScore(ofRound: round, after: ranksSeen) { score in
      rank = score.rank ?? rank
      guard !taken.contains(score.item), try state(of: score.item) == .open else { return true }
      found = score
      return false
    }
    ranksSeen = rank
    guard let found, let record = try snapshot.round(round) else { return nil }
    return Asked(
      item: found.item,
      asking: Asking(
        round: round, model: record.model, strategy: Strategy.certain, rank: found.rank, score: found.score))
  }

  /// Whether a random item is next, by the recipe's proportions, when there is no round yet.
  func isTimeForRandom(_ chance: inout SplitMix64) -> Bool { chance.nextUnit() < randomShare }

  /// An item drawn at random from those that could be drawn, when there is no round yet. Its probability is that of this
  /// draw, given those before, but no estimate counts it: only a round keeps what its draw could have hit. Those that were
  /// skipped come behind, as they were asked first.
  mutating func atRandom(_ chance: inout SplitMix64) throws -> Asked? {
    guard round == nil else { return nil }
    if openItems == nil { openItems = try DrawableItems(askable().open, without: taken) }
    if let (item, probability) = openItems?.draw(&chance) {
      return Asked(item: item, asking: Asking(strategy: Strategy.first, inclusionProbability: probability))
    }
    if !hasSkipped {
      hasSkipped = true
      for item in try askable().skipped where !taken.contains(item) {
        let asking = try snapshot.currentAnswers(ofItem: item).first { $0.annotator == options.annotator }?.asking
        skipped.append(Asked(item: item, asking: asking ?? Asking(strategy: Strategy.first)))
      }
    }
    skipped.removeAll { taken.contains($0.item) }
    return nil
  }

  /// An answer of this annotator that is not among the newest, asked again.
  private mutating func recheck(_ chance: inout SplitMix64) throws -> Asked? {
    let answers = try snapshot.decidedAnswers(of: options.annotator).dropLast(Self.freshCount)
      .filter { !taken.contains($0.item) && $0.asking?.strategy != Strategy.recheck }
    guard !answers.isEmpty else { return nil }
    let answer = answers[answers.startIndex + chance.next(below: answers.count)]
    var asking = answer.asking ?? Asking(strategy: Strategy.recheck)
    asking.strategy = Strategy.recheck
    asking.inclusionProbability = options.recheckShare / Double(answers.count)
    return Asked(item: answer.item, asking: asking)
  }

  // MARK: What may be asked

  enum ItemState { case open, skipped, closed }

  /// Whether an item may be asked of this annotator: not answered by enough people, nor held by them, nor by this one.
  func state(of item: Int64) throws -> ItemState {
    let answers = try snapshot.currentAnswers(ofItem: item)
    return try state(
      mine: answers.first { $0.annotator == options.annotator }?.answer,
      othersCount: answers.count { $0.annotator != options.annotator && $0.answer != .skip }
        + held[item, default: 0]
    ) { try isKnownByDuplicate(item) }
  }

  /// The items that ``state(of:)`` calls open, and those that it calls skipped, ascending: by one pass over the items and one
  /// over the log, where a look at each item would be several searches.
  func askable() throws -> (open: [Int64], skipped: [Int64]) {
    let labels = try snapshot.labels()
    var known: Set<Int64> = []
    if options.overlap == 1 {
      for pair in try snapshot.duplicates() where pair.kind == .exact {
        for (item, other) in [(pair.item, pair.other), (pair.other, pair.item)]
        where labels.label(ofItem: other)?.target != nil {
          known.insert(item)
        }
      }
    }
    var found: (open: [Int64], skipped: [Int64]) = ([], [])
    for item in try snapshot.itemNumbers() {
      let answers = labels.answers(ofItem: item)
      let state = state(
        mine: answers.first { $0.annotator == options.annotator }?.answer,
        othersCount: answers.count { $0.annotator != options.annotator && $0.answer != .skip }
          + held[item, default: 0]
      ) { known.contains(item) }
      switch state {
      case .open: found.open.append(item)
      case .skipped: found.skipped.append(item)
      case .closed: continue
      }
    }
    return found
  }

  /// The state of an item that this annotator has answered so, and that so many others have answered or hold.
  private func state(
    mine: LabelEvent.Answer?, othersCount: Int, isKnownByDuplicate: () throws -> Bool
  ) rethrows -> ItemState {
    if let mine, mine != .skip { return .closed }
    guard othersCount < options.overlap else { return .closed }
    if options.overlap == 1, try isKnownByDuplicate() { return .closed }
    return mine == nil ? .open : .skipped
  }

  /// Whether an exact duplicate has a yes or a no: labelled once is enough.
  private func isKnownByDuplicate(_ item: Int64) throws -> Bool {
    for pair in try snapshot.duplicates(ofItem: item) where pair.kind == .exact {
      let other = pair.item == item ? pair.other : pair.item
      if try snapshot.currentLabel(ofItem: other)?.target != nil { return true }
    }
    return false
  }
}
