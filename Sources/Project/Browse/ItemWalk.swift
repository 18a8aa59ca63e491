import GarimpoRecipes
import GarimpoStore

/// The items of a query in its order, one after the other, found without reading all items.
///
/// What a query asks for comes from indexes and from memory. Where one of it leaves few items (at most `fewLimit`), these
/// are sorted and the others dropped from them. Where all of it leaves many, the items are gone through in the order of
/// the query, and those that do not fit are passed over.
struct ItemWalk {
  /// Up to so many items are held and sorted, unless a test says otherwise.
  static let fewLimit = 20_000

  /// A condition that leaves many items: looked up for a few hundred at a time.
  private enum Condition {
    case text
    case value(Int64)
    case days(first: String, last: String)
  }

  /// An item with what its place in the order depends on.
  struct Step {
    let item: Int64
    /// Its place in the order by worth, nil for one without a score.
    var place: Int?
    var relevance = 0.0
    var date = ""
  }

  let snapshot: Snapshot
  let labels: LabelIndex
  let places: OrderPlaces?
  /// What pages have in common.
  let memory: BrowsingMemory
  /// What is looked for; nil without words.
  let text: SearchText?
  /// What the annotator has seen; empty unless that is to be hidden.
  let seen: Set<Int64>
  /// The order that the items come in.
  let sort: ItemQuery.Sort
  private let query: ItemQuery
  private let days: (first: String, last: String)?
  /// The items that fit, where they are few; without `conditions` exactly those.
  private let few: [Int64]?
  private let conditions: [Condition]
  private let relevances: [Int64: Double]

  init(
    _ query: ItemQuery, _ recipe: Recipe, _ snapshot: Snapshot, _ order: PoolOrder?, _ memory: BrowsingMemory,
    fewLimit: Int = fewLimit
  ) throws {
    try query.check(recipe)
    self.query = query
    self.snapshot = snapshot
    let labels = try memory.labels(snapshot)
    self.labels = labels
    places = order.map(memory.places)
    self.memory = memory
    text = try SearchText(query.text)
    days = try query.days(recipe)
    let seen: Set<Int64> =
      if let annotator = query.annotator, query.hidesSeen { try snapshot.seenItems(of: annotator) } else { [] }
    self.seen = seen

    var (sets, conditions): ([[Int64]], [Condition]) = ([], [])
    func take(_ items: [Int64], or condition: Condition) {
      if items.count <= fewLimit { sets.append(items) } else { conditions.append(condition) }
    }
    let most = fewLimit + 1
    if let text {
      if let items = try memory.matches(text, limit: fewLimit, snapshot) {
        sets.append(items)
      } else {
        conditions.append(.text)
      }
    }
    let hasFewMatches = !sets.isEmpty
    if let value = query.value {
      let number = try snapshot.valueNumber(value.value, ofField: value.field)
      take(try number.map { try snapshot.items(withValue: $0, limit: most) } ?? [], or: .value(number ?? 0))
    }
    if let days {
      let items = try snapshot.items(datedFrom: days.first, to: days.last, limit: most)
      take(items, or: .days(first: days.first, last: days.last))
    }
    let label = CurrentLabel(rawValue: query.labels.rawValue)
    if label != nil || query.sort == .label {
      sets.append(
        labels.inOrder.filter { item in
          let shown = Self.label(ofItem: item, query, labels)
          return label == nil ? shown != nil : shown == label
        })
    }
    sets.sort { $0.count < $1.count }
    var few = sets.first
    for set in sets.dropFirst() {
      let others = Set(set)
      few?.removeAll { !others.contains($0) }
    }
    few?.removeAll { !Self.fits($0, query, labels, seen) }
    self.few = few
    self.conditions = conditions
    sort = query.sort == .relevance && !(hasFewMatches && text != nil) ? .worth : query.sort
    relevances =
      if sort == .relevance, let text {
        Dictionary(try snapshot.relevance(ofItemsMatching: text.query).map { ($0.item, $0.relevance) }) { first, _ in
          first
        }
      } else { [:] }
  }

  /// Whether an item has the label that is asked for and is not hidden.
  private static func fits(_ item: Int64, _ query: ItemQuery, _ labels: LabelIndex, _ seen: Set<Int64>) -> Bool {
    guard !seen.contains(item) else { return false }
    switch query.labels {
    case .any: return true
    case .unlabelled: return labels.isOpen(item)
    case .yes, .no, .unsure, .skip, .disputed:
      return label(ofItem: item, query, labels)?.rawValue == query.labels.rawValue
    }
  }

  /// The label of an item, as far as it is to be seen.
  func label(ofItem item: Int64) -> CurrentLabel? { Self.label(ofItem: item, query, labels) }

  private static func label(ofItem item: Int64, _ query: ItemQuery, _ labels: LabelIndex) -> CurrentLabel? {
    guard query.hidesLabels, let annotator = query.annotator else { return labels.label(ofItem: item) }
    return labels.label(ofItem: item, unswayed: annotator)
  }

  /// How many items there are, where that is known without going through them.
  func total() throws -> Int? {
    guard conditions.isEmpty else { return nil }
    if let few { return few.count }
    let count = Int(try snapshot.lastItem())
    switch query.labels {
    case .any: return count - seen.count
    default: return count - labels.entries.keys.count { !labels.isOpen($0) && !seen.contains($0) } - seen.count
    }
  }

  // MARK: In order

  /// Calls `body` with the items behind `cursor`, until it returns false.
  ///
  /// - Parameter effort: how many items are looked at before the walk ends early; nil: all.
  /// - Returns: the last item that was looked at, where the walk ended early for the effort; nil otherwise.
  func forEach(behind cursor: ItemCursor?, effort: Int?, _ body: (Step) throws -> Bool) throws -> Step? {
    var waiting: [Step] = []
    var looked = 0
    var goesOn = true
    var last: Step?
    var hasStopped = false
    /// Gives on those that fit of the items that were gathered.
    func pass() throws {
      let fitting = try fitting(waiting.map(\.item))
      for step in waiting where goesOn && (fitting?.contains(step.item) ?? true) { goesOn = try body(step) }
      waiting = []
    }
    try forEachCandidate(behind: cursor) { step in
      guard goesOn else { return false }
      if let effort, looked >= effort {
        hasStopped = true
        return false
      }
      looked += 1
      last = step
      guard few != nil || Self.fits(step.item, query, labels, seen) else { return true }
      guard !conditions.isEmpty else {
        goesOn = try body(step)
        return goesOn
      }
      waiting.append(step)
      if waiting.count >= Self.chunk { try pass() }
      return goesOn
    }
    if goesOn { try pass() }
    return goesOn && hasStopped ? last : nil
  }

  /// How many items are looked up at a time.
  private static let chunk = 250

  /// How many items a page may look at: some 30 ms.
  var pageEffort: Int {
    guard !conditions.isEmpty else { return 100_000 }
    return conditions.contains { if case .text = $0 { true } else { false } } ? 1000 : 5000
  }

  /// Those of `items` that meet all conditions; nil: all do.
  private func fitting(_ items: [Int64]) throws -> Set<Int64>? {
    guard !conditions.isEmpty, !items.isEmpty else { return nil }
    var rest = items
    // The dearest comes last, when the fewest are left.
    for condition in conditions.reversed() {
      let found: Set<Int64>
      switch condition {
      case .text: found = try text.map { try memory.items(matching: $0, among: rest, snapshot) } ?? []
      case .value(let number): found = try snapshot.items(withValue: number, among: rest)
      case .days(let first, let last):
        found = Set(try snapshot.dates(ofItems: rest).filter { $0.value >= first && $0.value <= last }.keys)
      }
      rest = rest.filter(found.contains)
    }
    return Set(rest)
  }

  /// Calls `body` with the few, or with all items, in the order of the query, from `cursor` on.
  private func forEachCandidate(behind cursor: ItemCursor?, _ body: (Step) throws -> Bool) throws {
    if let few {
      for step in try sorted(few, behind: cursor) { guard try body(step) else { return } }
      return
    }
    guard sort != .date else {
      return try snapshot.forEachDate(
        behind: cursor.map { ($0.date, $0.item) }, from: days?.first ?? "", to: days?.last ?? "\u{10FFFF}"
      ) { item, date in try body(Step(item: item, place: places?.place(of: item), date: date)) }
    }
    var unscored: Int64 = 1
    if let cursor, cursor.score == nil {
      unscored = cursor.item + 1
    } else if let places {
      let begin = cursor.map { places.firstPlace(behind: Float($0.score ?? 0), $0.item) } ?? 0
      for place in begin..<max(begin, places.order.items.count) {
        guard try body(Step(item: places.order.items[place], place: place)) else { return }
      }
    }
    let end = try snapshot.lastItem()
    while unscored <= end {
      if places?.place(of: unscored) == nil {
        guard try body(Step(item: unscored)) else { return }
      }
      unscored += 1
    }
  }

  /// The few behind `cursor`, in order.
  private func sorted(_ items: [Int64], behind cursor: ItemCursor?) throws -> [Step] {
    var steps = items.map { Step(item: $0, place: places?.place(of: $0)) }
    switch sort {
    case .worth:
      if let cursor {
        let begin = cursor.score.flatMap { score in places?.firstPlace(behind: Float(score), cursor.item) }
        steps.removeAll { step in
          guard let place = step.place else { return cursor.score == nil && step.item <= cursor.item }
          return begin.map { place < $0 } ?? true
        }
      }
      steps.sort { ($0.place ?? .max, $0.item) < ($1.place ?? .max, $1.item) }
    case .label:
      let position = { (step: Step) in labels.entries[step.item]?.position ?? 0 }
      if let cursor { steps.removeAll { position($0) >= cursor.position } }
      steps.sort { position($0) > position($1) }
    case .date:
      let dates = try snapshot.dates(ofItems: items)
      for index in steps.indices { steps[index].date = dates[steps[index].item] ?? "" }
      if let cursor { steps.removeAll { ($0.date, $0.item) >= (cursor.date, cursor.item) } }
      steps.sort { ($0.date, $0.item) > ($1.date, $1.item) }
    case .relevance:
      for index in steps.indices { steps[index].relevance = relevances[steps[index].item] ?? 0 }
      if let cursor {
        steps.removeAll { (cursor.score ?? 0, $0.item) <= ($0.relevance, cursor.item) }
      }
      steps.sort { ($1.relevance, $0.item) < ($0.relevance, $1.item) }
    }
    return steps
  }

  /// The cursor behind an item.
  func cursor(_ step: Step, count: Int) -> ItemCursor {
    var cursor = ItemCursor(item: step.item)
    cursor.score =
      sort == .relevance ? step.relevance : step.place.flatMap { places?.order.scores[$0] }.map(Double.init)
    cursor.position = labels.entries[step.item]?.position ?? 0
    cursor.date = step.date
    cursor.count = count
    return cursor
  }
}
