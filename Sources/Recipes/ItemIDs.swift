import GarimpoTabular

/// Gives rows their ids: the key, else a hash of the identifying columns.
struct ItemIDs: Sendable {
  private var used: Set<String> = []
  private var nextNumber: [String: Int] = [:]
  private var keylessCount = 0
  private var repeatedCount = 0
  private var firstRepeated: (id: String, records: [Int])?

  /// The ids of `kept` rows; with `numbersRepeated` one that was there before gets `~2`, `~3` … in the table's order.
  mutating func take(_ rows: Table, _ kept: [Int], _ recipe: Recipe, numbersRepeated: Bool) -> [String] {
    let key = recipe.item.key.map { ColumnReader(rows, $0, field: "") }
    let identity = Self.identity(of: recipe).map { ColumnReader(rows, $0, field: "") }
    return kept.map { row in
      var id = key?.text(row: row) ?? ""
      if id.isEmpty {
        if key != nil { keylessCount += 1 }
        id = ContentHash.hexadecimal(ContentHash.of(identity.map { $0.text(row: row) }))
      }
      return numbersRepeated ? numbered(id, record: rows.record(ofRow: row)) : id
    }
  }

  /// The columns that a hash is made of.
  private static func identity(of recipe: Recipe) -> [ColumnSource] {
    guard recipe.item.identity.isEmpty else { return recipe.item.identity }
    let sources = [recipe.item.title] + recipe.fields.filter { $0.kind == .text }.map(\.source)
    // A title is usually a text field too.
    var seen: [ColumnSource] = []
    for var source in sources {
      source.place = recipe.item.title.place
      if !seen.contains(source) { seen.append(source) }
    }
    return seen
  }

  private mutating func numbered(_ id: String, record: Int) -> String {
    guard used.contains(id) else {
      used.insert(id)
      return id
    }
    repeatedCount += 1
    if firstRepeated == nil { firstRepeated = (id, []) }
    if let count = firstRepeated?.records.count, count < 5 { firstRepeated?.records.append(record) }
    var number = nextNumber[id] ?? 2
    while used.contains("\(id)~\(number)") { number += 1 }
    nextNumber[id] = number + 1
    let name = "\(id)~\(number)"
    used.insert(name)
    return name
  }

  /// What is to be said of the ids.
  func warnings(hasKey: Bool) -> [String] {
    var warnings: [String] = []
    if keylessCount > 0 {
      warnings.append("\(RecipeCleaner.items(keylessCount)) with an empty key: the id is a hash of the content")
    }
    if let (id, records) = firstRepeated {
      let shown = records.map(String.init).joined(separator: ", ")
      warnings.append(
        "\(RecipeCleaner.items(repeatedCount)) with the \(hasKey ? "key" : "content") of an earlier one: "
          + "the id gets ~2, ~3 and so on; the first is \(id), records \(shown)\(repeatedCount > 5 ? " …" : "")")
    }
    return warnings
  }
}
