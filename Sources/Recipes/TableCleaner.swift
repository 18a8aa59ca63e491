import GarimpoTabular

/// Turns the rows of one table into items.
struct TableCleaner {
  let recipe: Recipe
  let table: Table
  private var columns: [CleaningReport.Column] = []
  private var warnings: [String] = []

  init(recipe: Recipe, table: Table) {
    self.recipe = recipe
    self.table = table
  }

  /// The items and the report; see `Recipe.items`.
  mutating func clean(
    importTime: Timestamp, labelsRequired: Bool
  ) throws(RecipeError) -> (items: Items, report: CleaningReport) {
    for problem in recipe.check(table) where problem.weight != .round { warnings.append(problem.description) }
    let rows = rowsWithContent()
    guard !rows.isEmpty else { throw .noItems(source: recipe.source, rowCount: table.rowCount) }
    let labels = try labels(rows, required: labelsRequired)
    let observed = try observed(rows, importTime)
    var fields: [Field] = []
    for spec in recipe.fields {
      fields.append(Field(name: spec.name, values: try values(spec, rows, observed)))
    }
    reportDates(fields, observed)
    let links = texts(recipe.item.link, rows)
    let ids = ids(rows)
    var titles = texts(recipe.item.title, rows) ?? []
    let untitled = titles.count { $0.isEmpty }
    if untitled > 0 {
      warnings.append("\(Self.items(untitled)) without a title: shown by id")
      for index in titles.indices where titles[index].isEmpty { titles[index] = ids[index] }
    }
    let items = Items(
      ids: ids, sourceRows: rows, titles: titles, labels: labels, observed: observed, fields: fields, links: links,
      pictures: texts(recipe.item.picture, rows))
    let report = CleaningReport(
      rowCount: table.rowCount, emptyRowCount: table.rowCount - rows.count, columns: columns, warnings: warnings)
    return (items, report)
  }

  /// `1 item` or `7 items`.
  static func items(_ count: Int) -> String { count == 1 ? "1 item" : "\(count) items" }

  /// The rows in which a column that the recipe reads for more than the key holds more than white space.
  private func rowsWithContent() -> [Int] {
    var sources = recipe.fields.map(\.source) + [recipe.item.title] + recipe.item.identity
    sources += [recipe.item.picture, recipe.item.link, recipe.label?.source].compactMap { $0 }
    var columns: [Int] = []
    for source in sources {
      if let column = table.column(named: source.column), !columns.contains(column) { columns.append(column) }
    }
    return (0..<table.rowCount).filter { row in
      columns.contains { column in table.withBytes(row, column) { !Blank.trimmed($0, 0..<$0.count).isEmpty } }
    }
  }

  private func texts(_ source: ColumnSource?, _ rows: [Int]) -> [String]? {
    guard let source else { return nil }
    let reader = ColumnReader(table, source, field: "")
    return rows.map { reader.text(row: $0) }
  }

  // MARK: Labels and observation

  private mutating func labels(_ rows: [Int], required: Bool) throws(RecipeError) -> [Bool?] {
    guard let label = recipe.label, table.column(named: label.source.column) != nil else {
      return [Bool?](repeating: nil, count: rows.count)
    }
    let yes = label.yes.map { AnswerText.key($0) }
    let no = label.no.map { AnswerText.key($0) }
    // A recipe that has `1` under yes and `1.0` under no tells them apart itself.
    let exactYes = label.yes.map { CellText($0).bytes }
    let exactNo = label.no.map { CellText($0).bytes }
    var reader = ColumnReader(table, label.source, field: "label")
    let labels = reader.values(rows: rows, absent: Bool?.none, show: { $0.map { $0 ? "yes" : "no" } }) { _, _, cell in
      if exactYes.contains(cell.bytes) { return Reading(true, .yes) }
      if exactNo.contains(cell.bytes) { return Reading(false, .no) }
      let key = AnswerText.key(cell.bytes)
      if yes.contains(key) { return Reading(true, .yes) }
      return no.contains(key) ? Reading(false, .no) : nil
    }
    columns.append(reader.tally.report)
    if required, reader.tally.readCount == 0 {
      throw .noLabels(
        label.source.place, column: label.source.column, filled: reader.tally.unreadCount,
        example: reader.tally.unreadExamples.first)
    }
    return labels
  }

  private mutating func observed(_ rows: [Int], _ importTime: Timestamp) throws(RecipeError) -> [Timestamp] {
    switch recipe.observed {
    case .fixed(let moment): return [Timestamp](repeating: moment, count: rows.count)
    case .importTime: return [Timestamp](repeating: importTime, count: rows.count)
    case .column(let source, let locale, let order):
      let dates = Self.dateReader(locale, order)
      var reader = ColumnReader(table, source, field: "observed")
      let moments = reader.values(rows: rows, absent: Timestamp?.none, show: { $0?.description }) { _, _, cell in
        dates.date(cell.bytes, observed: importTime).map { Reading(value: $0.value, rule: $0.rule) }
      }
      columns.append(reader.tally.report)
      if reader.tally.readCount == 0 { throw unreadable(source, "date", reader.tally, "observed") }
      let unknown = moments.count { $0 == nil }
      if unknown > 0 {
        warnings.append(
          "\(Self.items(unknown)) without a readable observation time: the import time, \(importTime), is used")
      }
      return moments.map { $0 ?? importTime }
    }
  }

  private static func dateReader(_ locale: String, _ order: String?) -> DateReader {
    DateReader(
      locale: ReadingLocale(named: locale) ?? .english("en", dateOrder: nil),
      order: order.flatMap(ReadingLocale.DateOrder.init(rawValue:)))
  }

  private func unreadable(
    _ source: ColumnSource, _ kind: String, _ tally: ColumnTally, _ need: String
  ) -> RecipeError {
    .unreadable(source.place, column: source.column, kind: kind, example: tally.unreadExamples.first, need: need)
  }

  // MARK: Fields

  private mutating func values(
    _ spec: FieldSpec, _ rows: [Int], _ observed: [Timestamp]
  ) throws(RecipeError) -> FieldValues {
    var reader = ColumnReader(table, spec.source, field: spec.name, missing: spec.missing)
    let values: FieldValues
    switch spec.kind {
    case .text: values = .text(reader.texts(rows: rows, .text))
    case .category: values = .category(reader.texts(rows: rows, .category))
    case .number, .count:
      let numbers = NumberReader(
        locale: ReadingLocale(named: spec.locale) ?? .english("en", dateOrder: nil), units: spec.units)
      values = .number(
        reader.values(rows: rows, absent: .nan, show: Self.shown) { _, _, cell in
          spec.kind == .count ? numbers.count(cell.bytes) : numbers.number(cell.bytes)
        })
    case .date:
      let dates = Self.dateReader(spec.locale, spec.order)
      values = .date(
        reader.values(rows: rows, absent: Timestamp?.none, show: { $0?.description }) { index, _, cell in
          dates.date(cell.bytes, observed: observed[index]).map { Reading(value: $0.value, rule: $0.rule) }
        })
    case .tags:
      let tags = TagsReader(separator: spec.separator)
      let cells = reader
      values = .tags(
        reader.values(rows: rows, absent: [], show: { $0.count == 1 ? "1 value" : "\($0.count) values" }) { _, row, _ in
          tags.tags(cells.text(row: row))
        })
    }
    columns.append(reader.tally.report)
    if reader.tally.readCount == 0, let need = recipe.needs[spec.name] {
      throw unreadable(spec.source, spec.kind.rawValue, reader.tally, need.description)
    }
    return values
  }

  /// A number without the `.0` of whole ones.
  private static func shown(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
  }

  /// Warns of dates after the observation, and of dates less than a day before it, whose age counts as one day.
  private mutating func reportDates(_ fields: [Field], _ observed: [Timestamp]) {
    for field in fields {
      guard case .date(let dates) = field.values else { continue }
      var late: [Int] = []
      var young = 0
      for (index, date) in dates.enumerated() {
        guard let date else { continue }
        let age = observed[index].days(since: date)
        if age < 0 { late.append(index) }
        if age < 1 { young += 1 }
      }
      if let first = late.first, let date = dates[first] {
        warnings.append(
          "\(Self.items(late.count)) with \(field.name) after the observation time, "
            + "such as \(date) observed \(observed[first])")
      }
      if young > 0 {
        warnings.append(
          "\(Self.items(young)) with \(field.name) less than a day before the observation time: counted as 1 day old")
      }
    }
  }

  // MARK: Ids

  /// The key of each row, else a hash of its identifying columns; a repeated one gets `~2`, `~3` … in the table's order.
  private mutating func ids(_ rows: [Int]) -> [String] {
    let key = recipe.item.key.map { ColumnReader(table, $0, field: "") }
    var sources = recipe.item.identity
    if sources.isEmpty {
      sources = [recipe.item.title] + recipe.fields.filter { $0.kind == .text }.map(\.source)
      // A title is usually a text field too.
      var seen: [ColumnSource] = []
      for var source in sources {
        source.place = recipe.item.title.place
        if !seen.contains(source) { seen.append(source) }
      }
      sources = seen
    }
    let identity = sources.map { ColumnReader(table, $0, field: "") }
    var ids: [String] = []
    var used: Set<String> = []
    var nextNumber: [String: Int] = [:]
    var repeated: [(id: String, record: Int)] = []
    var keyless = 0
    for row in rows {
      var id = key?.text(row: row) ?? ""
      if id.isEmpty {
        if key != nil { keyless += 1 }
        id = ContentHash.hexadecimal(ContentHash.of(identity.map { $0.text(row: row) }))
      }
      if used.contains(id) {
        repeated.append((id, table.record(ofRow: row)))
        var number = nextNumber[id] ?? 2
        while used.contains("\(id)~\(number)") { number += 1 }
        nextNumber[id] = number + 1
        id = "\(id)~\(number)"
      }
      used.insert(id)
      ids.append(id)
    }
    if keyless > 0 { warnings.append("\(Self.items(keyless)) with an empty key: the id is a hash of the content") }
    if let first = repeated.first {
      let what = key == nil ? "content" : "key"
      let records = repeated.prefix(5).map { String($0.record) }.joined(separator: ", ")
      warnings.append(
        "\(Self.items(repeated.count)) with the \(what) of an earlier one: the id gets ~2, ~3 and so on; "
          + "the first is \(first.id), records \(records)\(repeated.count > 5 ? " …" : "")")
    }
    return ids
  }
}
