import GarimpoStore

/// Which items nobody has read yet: no yes, no, unsure or dispute, and no exact duplicate that has a yes or no or that
/// comes before them.
struct UnreadItems {
  /// How many there are.
  let count: Int
  private let labels: LabelState
  private let repeated: Set<Int64>

  /// The unread items of a project as it is.
  init(_ snapshot: Snapshot) throws {
    let labels = try snapshot.labels()
    var repeated: Set<Int64> = []
    for group in ItemGroups(try snapshot.duplicates().lazy.filter { $0.kind == .exact }).groups {
      let isDecided = group.contains { labels.label(ofItem: $0)?.target != nil }
      let copies = isDecided ? group[...] : group.dropFirst()
      repeated.formUnion(copies.filter { Self.isOpen($0, labels) })
    }
    let readCount = labels.answeredItems.count { !Self.isOpen($0, labels) }
    count = try snapshot.itemCount() - readCount - repeated.count
    self.labels = labels
    self.repeated = repeated
  }

  /// Whether an item is unread.
  func contains(_ item: Int64) -> Bool { Self.isOpen(item, labels) && !repeated.contains(item) }

  /// How many items are not unread, at most.
  func readCount(of itemCount: Int) -> Int { itemCount - count }

  private static func isOpen(_ item: Int64, _ labels: LabelState) -> Bool {
    switch labels.label(ofItem: item) {
    case nil, .skip?: true
    case .yes?, .no?, .unsure?, .disputed?: false
    }
  }
}
