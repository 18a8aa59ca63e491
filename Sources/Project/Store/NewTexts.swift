import GarimpoFeatures
import GarimpoRecipes
import GarimpoStore

/// Looks for duplicates among the items that an import has brought or changed, and between these and the others.
struct NewTexts {
  private var sketcher = TextSketcher()
  /// The newest version before the import.
  private let before: Int64
  /// The pairs that changed items were in before.
  private var former: Set<[Int64]> = []

  /// Before the first new version is stored.
  init(_ snapshot: Snapshot) throws { before = try snapshot.versionPosition() }

  /// Forgets the pairs of an item whose row has changed: they are looked for again.
  mutating func forget(item: Int64, _ transaction: Transaction) throws {
    for pair in try transaction.snapshot.duplicates(ofItem: item) { former.insert([pair.item, pair.other]) }
    try transaction.removeDuplicates(ofItem: item)
  }

  /// The sketch of an item's texts, to be stored with its version.
  mutating func sketch(_ items: Items, _ index: Int) -> [UInt8] {
    sketcher.sketch(of: items.comparedTexts(ofItem: index)).bytes
  }

  /// Finds the pairs that new and changed items are in, and keeps them; those that there were before are not counted.
  ///
  /// - Throws: `Failure.cancelled` once `isCancelled` says so.
  func storeDuplicates(
    _ recipe: Recipe, _ transaction: Transaction, isCancelled: (@Sendable () -> Bool)?
  ) throws -> ImportResult.Duplicates {
    var counts = ImportResult.Duplicates()
    guard let finder = DuplicateFinder(recipe.duplicates), try transaction.snapshot.versionPosition() > before else {
      return counts
    }
    var numbers: [Int64] = []
    var sketches: [TextSketch] = []
    var oldCount = 0
    // The finder wants the new ones behind the old.
    for isNew in [false, true] {
      try transaction.snapshot.forEachSketch { item, version, bytes in
        // A version whose content was lost has none.
        if numbers.count.isMultiple(of: 1024), isCancelled?() == true { throw Failure.cancelled }
        guard (version > before) == isNew, !bytes.isEmpty else { return }
        guard let sketch = TextSketch(bytes: bytes) else {
          throw Failure(.data, "item \(item): its sketch is damaged; run garimpo verify")
        }
        numbers.append(item)
        sketches.append(sketch)
        if !isNew { oldCount += 1 }
      }
    }
    let names = recipe.fields.filter { $0.kind == .text }.map(\.name)
    let links = try finder.links(among: sketches, from: oldCount) { place in
      if isCancelled?() == true { throw Failure.cancelled }
      return try Self.texts(of: numbers[place], names, transaction.snapshot)
    }
    for (place, link) in links.enumerated() {
      if place.isMultiple(of: 1024), isCancelled?() == true { throw Failure.cancelled }
      let (first, second) = (numbers[link.first], numbers[link.second])
      try transaction.add(
        DuplicatePair(
          item: min(first, second), other: max(first, second), kind: link.kind == .exact ? .exact : .near,
          similarity: link.similarity))
      guard !former.contains([min(first, second), max(first, second)]) else { continue }
      if link.kind == .exact { counts.exactCount += 1 } else { counts.nearCount += 1 }
    }
    return counts
  }

  /// What `Items.comparedTexts` gives, of an item that is stored.
  private static func texts(of item: Int64, _ names: [String], _ snapshot: Snapshot) throws -> [String] {
    guard let version = try snapshot.newestVersion(ofItem: item) else { return [] }
    let fields = try JSONText.value([String: JSONValue].self, in: version.fields, what: "item \(item)")
    return [version.title]
      + names.compactMap { name in
        guard case .text(let text)? = fields[name], !text.utf8.elementsEqual(version.title.utf8) else { return nil }
        return text
      }
  }
}
