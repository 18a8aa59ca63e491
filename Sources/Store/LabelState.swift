/// The label of an item that was answered, of all annotators together.
public enum CurrentLabel: String, Sendable, Hashable, CaseIterable, Codable {
  /// Everybody who decided said yes, or a disagreement was settled so.
  case yes
  /// Everybody who decided said no, or a disagreement was settled so.
  case no
  /// Nobody decided, somebody was unsure.
  case unsure
  /// It was only skipped.
  case skip
  /// Annotators disagree, and nobody has settled it.
  case disputed

  /// Whether it can be learnt from: true yes, false no.
  public var target: Bool? { self == .yes ? true : self == .no ? false : nil }
}

/// The log of labels, added up: which answers stand, and what they make of each item.
///
/// The view `current_label` of the file says the same in SQL; a test holds them together.
public struct LabelState: Sendable {
  /// One answer.
  public struct Entry: Sendable, Hashable {
    /// Its place in the log.
    public let position: Int64
    /// The item's number.
    public let item: Int64
    /// The version of the item that was there to be seen.
    public let version: Int64
    /// What was answered; never `undo`.
    public let answer: LabelEvent.Answer
    /// Whether it settles a disagreement.
    public let settles: Bool
    /// Who answered.
    public let annotator: String
  }

  /// All answers that were not taken back, by item, in the order of the log.
  private(set) public var standing: [Int64: [Entry]] = [:]
  /// Where each answer belongs, so that an undo finds it.
  private var items: [Int64: Int64] = [:]

  /// An empty log.
  public init() {}

  /// What some entries of the log, oldest first, add up to.
  init(_ events: [LabelEvent]) {
    for event in events {
      add(
        Entry(
          position: event.position, item: event.item, version: event.version, answer: event.answer,
          settles: event.settles, annotator: event.annotator), undoing: event.undoes)
    }
  }

  /// Adds one entry of the log.
  mutating func add(_ entry: Entry, undoing undone: Int64?) {
    if let undone {
      guard let item = items[undone] else { return }
      standing[item]?.removeAll { $0.position == undone }
      if standing[item]?.isEmpty == true { standing[item] = nil }
    } else {
      standing[entry.item, default: []].append(entry)
      items[entry.position] = entry.item
    }
  }

  /// The answer of each annotator that counts: the newest, though a skip never replaces an answer. In the order of the log.
  public func answers(ofItem item: Int64) -> [Entry] {
    var newest: [Entry] = []
    for entry in standing[item] ?? [] {
      if let place = newest.firstIndex(where: { $0.annotator == entry.annotator }) {
        guard entry.answer != .skip || newest[place].answer == .skip else { continue }
        newest.remove(at: place)
      }
      newest.append(entry)
    }
    return newest
  }

  /// The label of an item, nil when no answer stands.
  public func label(ofItem item: Int64) -> CurrentLabel? {
    let answers = answers(ofItem: item)
    guard !answers.isEmpty else { return nil }
    if let settled = answers.last(where: \.settles) { return CurrentLabel(rawValue: settled.answer.rawValue) }
    let hasYes = answers.contains { $0.answer == .yes }
    let hasNo = answers.contains { $0.answer == .no }
    if hasYes && hasNo { return .disputed }
    if hasYes { return .yes }
    if hasNo { return .no }
    return answers.contains { $0.answer == .unsure } ? .unsure : .skip
  }

  /// The items with an answer that stands, ascending.
  public var answeredItems: [Int64] { standing.keys.sorted() }

  /// How many items have each label.
  public func counts() -> [CurrentLabel: Int] {
    var counts: [CurrentLabel: Int] = [:]
    for item in standing.keys {
      if let label = label(ofItem: item) { counts[label, default: 0] += 1 }
    }
    return counts
  }
}
