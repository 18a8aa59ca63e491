/// A table as it is saved from a damaged file.
struct SalvagedTable {
  /// How its rows are found.
  enum Key {
    /// By `id`.
    case number
    /// By two columns, of which the first is an id of `parent`.
    case pair(first: String, parent: String, second: String, SecondKind)
  }

  /// What the second column of a key is.
  enum SecondKind {
    /// A number; behind damage each up to the greatest id of `parent` is sought.
    case idOf(parent: String)
    /// Anything else.
    case other
  }

  let name: String
  let key: Key
  /// The version of the file's format that it came with.
  var since = 1

  /// All tables of a project, those that hold people's work first. The index of the texts is none of them: it is made again
  /// from the versions of the items.
  static let all: [SalvagedTable] = [
    SalvagedTable(name: "label_event", key: .number),
    SalvagedTable(name: "item", key: .number),
    SalvagedTable(name: "item_version", key: .number),
    SalvagedTable(name: "recipe", key: .number),
    SalvagedTable(name: "project", key: .number),
    SalvagedTable(name: "import", key: .number),
    SalvagedTable(name: "column_list", key: .number),
    SalvagedTable(name: "model", key: .number),
    SalvagedTable(name: "round", key: .number),
    SalvagedTable(
      name: "batch_item", key: .pair(first: "round", parent: "round", second: "place", .idOf(parent: "item"))),
    SalvagedTable(name: "score", key: .pair(first: "round", parent: "round", second: "item", .idOf(parent: "item"))),
    SalvagedTable(name: "export", key: .number),
    SalvagedTable(name: "duplicate", key: .pair(first: "item", parent: "item", second: "other", .other)),
    SalvagedTable(name: "lease", key: .pair(first: "item", parent: "item", second: "annotator", .other)),
    SalvagedTable(name: "seen", key: .pair(first: "item", parent: "item", second: "annotator", .other), since: 2),
    SalvagedTable(name: "account", key: .number, since: 2),
    SalvagedTable(name: "model_choice", key: .number, since: 2),
  ]
}
