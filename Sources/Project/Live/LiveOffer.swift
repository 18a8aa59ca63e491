import GarimpoKernels

/// What a live model has for those who ask: made by its thread, read by all.
struct LiveOffer: Sendable {
  /// An item with its score by the live model.
  struct Scored: Sendable, Hashable {
    var item: Int64
    var score: Float
    /// Its place in the pool by score, from 1; nil when only candidates were scored.
    var rank: Int?
  }

  /// The round whose batch it goes with, as it was when this was made; nil before the first.
  struct Round: Sendable, Hashable {
    /// Its number.
    var number: Int64
    /// The newest entry of the log that it saw.
    var labelPosition: Int64
    /// Whether somebody chose it instead of the newest: then the live model has no say in what is asked.
    var isChosen = false
  }

  /// The place in the log up to which it has seen.
  var position: Int64
  /// The newest entry up to there that changed what can be learnt.
  var labelPosition: Int64
  /// The round in use.
  var round: Round?
  /// The newest order; nil while there is no model.
  var order: PoolOrder?
  /// Whether `order` has the whole pool.
  var isWhole = false
  /// The hardest items of `order`, hardest first.
  var hardest: [Scored] = []
  /// Items that differ from all that was answered, while there is no model.
  var diverse: [Int64] = []

  /// How many of the hardest items are kept: enough for all annotators to find one that is open.
  static let hardCount = 512

  /// An offer without a model.
  init(position: Int64, labelPosition: Int64, round: Round?) {
    self.position = position
    self.labelPosition = labelPosition
    self.round = round
  }

  /// Sets the order, whose scores descend, and what follows from it. Equally close items are shuffled by the seed: the
  /// model sees no difference between them, so neither must their order in a file.
  mutating func offer(_ order: PoolOrder, isWhole: Bool, centre: HardCentre, seed: UInt64) {
    self.order = order
    self.isWhole = isWhole
    let places = centre.hardest(Self.hardCount, in: order.scores).map { place in
      var chance = SplitMix64(seed: seed, stream: UInt64(bitPattern: order.items[place]))
      return (place: place, distance: centre.distance(of: order.scores[place]) ?? .infinity, chance: chance.next())
    }
    hardest = places.sorted { ($0.distance, $0.chance, $0.place) < ($1.distance, $1.chance, $1.place) }
      .prefix(Self.hardCount).map { scored(at: $0.place, of: order) }
    diverse = []
  }

  /// The same order, seen by a model that has looked on and found nothing to learn.
  mutating func move(to position: Int64) {
    self.position = position
    order = order.map { PoolOrder(items: $0.items, scores: $0.scores, origin: .live(labelPosition: position)) }
  }

  /// The item at a place of the order.
  func scored(at place: Int, of order: PoolOrder) -> Scored {
    Scored(item: order.items[place], score: order.scores[place], rank: isWhole ? place + 1 : nil)
  }
}

extension PoolOrder {
  /// Items in ascending order with their scores, put in the order of worth.
  init(scoring items: [Int64], _ scores: [Float], position: Int64) {
    let order = RankingOrder.descending(scores)
    self.init(
      items: order.map { items[Int($0)] }, scores: order.map { scores[Int($0)] }, origin: .live(labelPosition: position)
    )
  }
}
