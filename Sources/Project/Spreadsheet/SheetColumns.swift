import GarimpoRecipes
import GarimpoTabular

/// Which columns of a file hold what an import of labels needs: found by name, wherever they stand; case and white space of
/// names do not count.
struct SheetColumns {
  /// A column, and which part of its cells counts; nil: all of it.
  struct Place {
    let index: Int
    let source: ColumnSource?
  }

  /// The answers.
  let label: Place
  /// The titles.
  let title: Place?
  /// The columns that may hold the ids, the likeliest first.
  let ids: [Place]
  /// What was written beside the answers.
  let note: Int?
  /// Who answered.
  let annotator: Int?
  /// The number of the export.
  let stamp: Int?

  /// The columns of `table`, which is called `path` in errors; `rawNames` are those of the project's imports.
  init(_ table: Table, _ recipe: Recipe, rawNames: Set<String>, path: String) throws(Failure) {
    let spec = recipe.sheetLabel
    let names = SheetNames(label: spec.source.column)
    let header = Header(table)
    stamp = header.index(of: SheetNames.stamp)
    let isExport = stamp != nil
    switch header.indices(of: names.label) {
    case let found where found.count == 1:
      label = Place(index: found[0], source: isExport ? nil : spec.source)
    case let found where found.isEmpty:
      throw .noAnswerColumn(names.label, path: path, columns: header.names)
    case let found:
      throw .severalAnswerColumns(names.label, path: path, count: found.count)
    }
    let taken = label.index

    func place(_ name: String, _ source: ColumnSource?) -> Place? {
      header.index(of: name).flatMap { $0 == taken ? nil : Place(index: $0, source: source) }
    }
    let ours = (id: place(names.id, nil), title: place(names.title, nil))
    let theirs = (
      id: recipe.item.key.flatMap { place($0.column, $0) }, title: place(recipe.item.title.column, recipe.item.title)
    )
    title = isExport ? ours.title ?? theirs.title : theirs.title ?? ours.title
    var ids = (isExport ? [ours.id, theirs.id] : [theirs.id, ours.id]).compactMap { $0 }
    if let key = recipe.item.key, key.column.isEmpty {
      let renamed = (header.indices(of: "") + header.renamedIndexColumns).filter { $0 != taken }
      // Which of several holds the ids is told by the titles beside them; without titles it would be a guess.
      if title != nil || (ids.isEmpty && renamed.count == 1) { ids += renamed.map { Place(index: $0, source: key) } }
    }
    var seen: Set<Int> = []
    let titleIndex = title?.index
    self.ids = ids.filter { $0.index != titleIndex && seen.insert($0.index).inserted }
    // A table may have columns of such names itself.
    func added(_ name: String) -> Int? {
      let isOwn = rawNames.contains { SpreadsheetText.name($0) == SpreadsheetText.name(name) }
      return isExport || !isOwn ? header.index(of: name).flatMap { $0 == taken ? nil : $0 } : nil
    }
    note = added(names.note)
    annotator = added(names.annotator)
    guard title != nil || !self.ids.isEmpty else {
      let wanted = [recipe.item.key?.column ?? names.id, recipe.item.title.column].filter { !$0.isEmpty }
      throw .nothingToMatchBy(wanted, path: path, columns: header.names)
    }
  }
}

extension SheetColumns {
  /// The names in the first record, as the file has them.
  struct Header {
    let names: [String]
    private let keys: [String]

    init(_ table: Table) {
      var names = table.columnNames
      for renamed in table.report.renamedColumns { names[renamed.column] = renamed.from }
      self.names = names
      keys = names.map(SpreadsheetText.name)
    }

    /// The columns called `name`: those that are called exactly so, else those that differ in case or white space only.
    func indices(of name: String) -> [Int] {
      let exact = names.indices.filter { names[$0] == name }
      guard exact.isEmpty else { return exact }
      let key = SpreadsheetText.name(name)
      return key.isEmpty ? [] : keys.indices.filter { keys[$0] == key }
    }

    /// The first of them.
    func index(of name: String) -> Int? { indices(of: name).first }

    /// The columns whose name a program gave to one that had none: `Unnamed: 0`, `Column1`, `Coluna1`, `index`.
    var renamedIndexColumns: [Int] {
      keys.indices.filter { index in
        if keys[index] == "index" { return true }
        return Self.inventedNames.contains { name in
          let rest = keys[index].dropFirst(name.count)
          return keys[index].hasPrefix(name) && !rest.isEmpty && rest.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        }
      }
    }

    /// What pandas, and Excel in several languages, put before the number of a column without a name.
    private static let inventedNames = [
      "unnamed: ", "column", "coluna", "columna", "colonne", "colonna", "spalte", "kolom", "kolumn", "kolumna",
      "kolonne",
    ]

    /// How many columns there are up to the last one with a name.
    var width: Int { (keys.lastIndex { !$0.isEmpty } ?? -1) + 1 }
  }
}

extension Failure {
  static func noAnswerColumn(_ name: String, path: String, columns: [String]) -> Failure {
    Failure(
      .data,
      "\(path): there is no column \"\(name)\", which holds the answers; found \(quoted(columns)). Give it its name back",
      command: ", or fill in a file of garimpo labels export")
  }

  static func severalAnswerColumns(_ name: String, path: String, count: Int) -> Failure {
    Failure(
      .data, "\(path): \(count) columns are called \"\(name)\"; which holds the answers? Rename or remove the others")
  }

  static func nothingToMatchBy(_ wanted: [String], path: String, columns: [String]) -> Failure {
    Failure(
      .data,
      "\(path): there is no column of ids or titles (\(Text.alternatives(wanted.map { "\"\($0)\"" }))), by which rows "
        + "are matched; found \(quoted(columns))",
      command: ". Fill in a file of garimpo labels export")
  }

  private static func quoted(_ columns: [String]) -> String {
    let shown = columns.prefix(8).map { "\"\(DisplayText.cut($0, to: 30))\"" }.joined(separator: ", ")
    return shown + (columns.count > 8 ? " and \(columns.count - 8) more" : "")
  }
}
