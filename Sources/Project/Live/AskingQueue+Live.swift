import GarimpoKernels
import GarimpoStore

// What a live model has a say in.
extension AskingQueue {
  /// How the hard places of the batch are filled; nil when they are asked as drawn.
  mutating func planHardPlaces(_ batch: [BatchItem], _ round: Int64) throws -> HardPlaces? {
    let drawn = batch.filter { $0.strategy == Strategy.hard }
    guard !drawn.isEmpty else { return nil }
    let inside = Set(batch.map(\.item))
    let outside = try askedOutside(inside, round)
    guard !outside.isEmpty || isNewer(than: round) else { return nil }
    var open: [Int64] = []
    for item in drawn where !taken.contains(item.item) {
      switch try state(of: item.item) {
      case .open: open.append(item.item)
      case .skipped:
        if let asking = try snapshot.asking(ofItem: item.item, inRound: round) {
          skipped.append(Asked(item: item.item, asking: asking))
        }
      case .closed: continue
      }
    }
    let shared = try outside.filter { try !taken.contains($0.item) && state(of: $0.item) == .open }
    return HardPlaces(
      random: inside.subtracting(drawn.map(\.item)), open: open, closedCount: drawn.count - open.count,
      outsideCount: outside.count - shared.count, shared: shared)
  }

  /// The items outside the batch that were answered as hard ones of this round, or are held as such, each once, in the order
  /// of the items. A skip uses no place.
  private func askedOutside(_ inside: Set<Int64>, _ round: Int64) throws -> [Asked] {
    var found: [Int64: Asking] = [:]
    for event in try snapshot.hardAnswers(inRound: round) where !inside.contains(event.item) {
      if let asking = event.asking { found[event.item] = found[event.item] ?? asking }
    }
    for lease in try snapshot.leases(at: now) where !inside.contains(lease.item) {
      if lease.asking.round == round, lease.asking.strategy == Strategy.hard {
        found[lease.item] = found[lease.item] ?? lease.asking
      }
    }
    return found.sorted { $0.key < $1.key }.map { Asked(item: $0.key, asking: $0.value) }
  }

  /// Whether the live model has seen labels that the round has not, and may speak: whoever chose a round wants its model.
  private func isNewer(than round: Int64) -> Bool {
    guard let live, live.order != nil, let known = live.round, known.number == round, !known.isChosen else {
      return false
    }
    return live.labelPosition > known.labelPosition
  }

  /// The hardest open item of a live model that has seen newer labels than the round.
  mutating func hardestOfLive(_ round: Int64?, butNot excluded: Set<Int64>) throws -> Asked? {
    guard let live, live.round?.number == round, round.map(isNewer) ?? true else { return nil }
    while liveHardPlace < live.hardest.count {
      let scored = live.hardest[liveHardPlace]
      liveHardPlace += 1
      guard !taken.contains(scored.item), !excluded.contains(scored.item), try state(of: scored.item) == .open else {
        continue
      }
      return Asked(item: scored.item, asking: asking(Strategy.hard, scored, live))
    }
    return nil
  }

  /// Behind the batch the highest score; before the first round a hard or a random item, or one that differs from what was
  /// answered. Nil when the live model has nothing to say.
  mutating func fromLive(_ chance: inout SplitMix64) throws -> Asked? {
    guard let live, live.round?.number == round else { return nil }
    guard live.order != nil else {
      guard round == nil else { return nil }
      for item in live.diverse where !taken.contains(item) {
        if try state(of: item) == .open { return Asked(item: item, asking: Asking(strategy: Strategy.diverse)) }
      }
      return nil
    }
    if round == nil {
      if isTimeForRandom(&chance), let asked = try atRandom(&chance) { return asked }
      if let asked = try hardestOfLive(nil, butNot: []) { return asked }
    } else if let round, !isNewer(than: round) {
      return nil
    }
    guard let order = live.order else { return nil }
    while liveOrderPlace < order.items.count {
      let scored = live.scored(at: liveOrderPlace, of: order)
      liveOrderPlace += 1
      guard !taken.contains(scored.item), try state(of: scored.item) == .open else { continue }
      return Asked(item: scored.item, asking: asking(Strategy.certain, scored, live))
    }
    return nil
  }

  private func asking(_ strategy: String, _ scored: LiveOffer.Scored, _ live: LiveOffer) -> Asking {
    Asking(
      round: round, strategy: strategy, rank: scored.rank, score: Double(scored.score), modelPosition: live.position)
  }
}
