import GarimpoStore

/// The labels of all items that were answered, and in which order they came to be; followed along the log.
struct LabelIndex: Sendable {
  /// The label of an item.
  struct Entry: Sendable, Hashable {
    let label: CurrentLabel
    /// The newest answer that counts, by its place in the log.
    let position: Int64
    /// Whether a table brought that answer.
    let isImported: Bool
  }

  /// The newest entry of the log that it has.
  private(set) var position: Int64 = 0
  /// By item; an item without an answer that stands has none.
  private(set) var entries: [Int64: Entry] = [:]
  /// Where the newest answer of each annotator is that was given, not imported, also if it was taken back.
  private(set) var newest: [String: Int64] = [:]
  private var state = LabelState()
  private var imported: Set<Int64> = []
  /// The answered items by `position`, oldest first; nil when an answer has come since it was made.
  private var order: [Int64]?

  /// Adds what the log has behind `position`.
  mutating func follow(_ snapshot: Snapshot) throws {
    var changed: Set<Int64> = []
    try snapshot.forEachLabelEntry(after: position) { entry, undone, isImported in
      state.follow(entry, undoing: undone)
      changed.insert(entry.item)
      if isImported { imported.insert(entry.position) }
      if !isImported, undone == nil { newest[entry.annotator] = entry.position }
      position = entry.position
    }
    guard !changed.isEmpty else { return }
    order = nil
    for item in changed {
      guard let label = state.label(ofItem: item), let last = state.answers(ofItem: item).map(\.position).max() else {
        entries[item] = nil
        continue
      }
      entries[item] = Entry(label: label, position: last, isImported: imported.contains(last))
    }
  }

  /// Makes `inOrder` quick for all copies of the value.
  mutating func sort() { if order == nil { order = Self.sorted(entries) } }

  /// The answered items by their newest answer, oldest first.
  var inOrder: [Int64] { order ?? Self.sorted(entries) }

  private static func sorted(_ entries: [Int64: Entry]) -> [Int64] {
    entries.map { ($0.value.position, $0.key) }.sorted { $0 < $1 }.map(\.1)
  }

  /// The label of an item, nil when no answer stands.
  func label(ofItem item: Int64) -> CurrentLabel? { entries[item]?.label }

  /// The label of an item as somebody may see it who is not to be swayed: none unless they have an answer that stands, a skip
  /// aside; what is only skipped they see if they skipped it themselves.
  func label(ofItem item: Int64, unswayed annotator: String) -> CurrentLabel? {
    guard let label = entries[item]?.label else { return nil }
    let isOwn = state.answers(ofItem: item).contains {
      $0.annotator == annotator && ($0.answer != .skip || label == .skip)
    }
    return isOwn ? label : nil
  }

  /// Whether an item has no label: nobody answered it, or it was only skipped.
  func isOpen(_ item: Int64) -> Bool {
    switch entries[item]?.label {
    case nil, .skip?: true
    case .yes?, .no?, .unsure?, .disputed?: false
    }
  }
}
