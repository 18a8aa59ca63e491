public import GarimpoTabular

/// Turns the rows of a table into items, piece by piece, and reports on all of them in the end.
///
/// ```swift
/// var cleaner = RecipeCleaner(recipe: recipe, importTime: now)
/// while let rows = try chunks.next() { use(try cleaner.items(of: rows)) }
/// let report = try cleaner.finish()
/// ```
///
/// The pieces must be those of one table, in order. However it is divided, the items and the report are the same.
public struct RecipeCleaner: Sendable {
  let recipe: Recipe
  let importTime: Timestamp
  private let labelsRequired: Bool
  private let numbersRepeatedIDs: Bool
  /// Whether the rows were items before, so that key and label are not read.
  private var knowsRows = false
  private var columnNames: [String] = []
  private var rowCount = 0
  private var itemCount = 0
  private var untitledCount = 0
  private var unobservedCount = 0
  /// The items so far when no piece had the label column; JSON Lines may still come to it.
  private var itemsBeforeLabels = 0
  private var label: ColumnTally?
  private var observation: ColumnTally?
  private var fields: [ColumnTally?]
  private var ages: [AgeTally]
  private var ids = ItemIDs()

  /// A cleaner that has seen no row.
  ///
  /// - Parameters:
  ///   - importTime: The observation time where the recipe says `import time`, and of rows whose own is unreadable.
  ///   - labelsRequired: Whether the label column must be there and hold at least one yes or no.
  ///   - numbersRepeatedIDs: Whether an id that was there before gets `~2`, `~3` and so on. If not, ids may repeat, and
  ///     the memory does not grow with the rows.
  public init(
    recipe: Recipe, importTime: Timestamp, labelsRequired: Bool = true, numbersRepeatedIDs: Bool = true
  ) {
    self.recipe = recipe
    self.importTime = importTime
    self.labelsRequired = labelsRequired
    self.numbersRepeatedIDs = numbersRepeatedIDs
    fields = recipe.fields.map { _ in nil }
    ages = recipe.fields.map { _ in AgeTally() }
  }

  /// The items of the next rows: one for each row with content in a column that the recipe reads (the key does not count).
  ///
  /// - Throws: `missingColumn` when a column is absent that something needs; for JSON Lines, whose later rows may have
  ///   it, only `finish` can tell.
  public mutating func items(of rows: Table) throws(RecipeError) -> Items {
    let known = Set(columnNames)
    columnNames += rows.columnNames.filter { !known.contains($0) }
    if rows.report.format != .jsonLines { try checkColumns() }
    let kept = rowsWithContent(rows)
    let labels = labels(rows, kept)
    let observed = observed(rows, kept, [Timestamp](repeating: importTime, count: kept.count))
    let values = readFields(rows, kept, observed)
    let ids = ids.take(rows, kept, recipe, numbersRepeated: numbersRepeatedIDs)
    rowCount += rows.rowCount
    itemCount += kept.count
    return Items(
      ids: ids, sourceRows: kept, titles: titles(rows, kept, ids), labels: labels, observed: observed, fields: values,
      links: texts(recipe.item.link, rows, kept), pictures: texts(recipe.item.picture, rows, kept))
  }

  /// The items of rows that are known: every row is one, with the id and the observation time that are given, and without
  /// a label. Only `finish` throws if a column that something needs holds nothing that can be read.
  ///
  /// - Throws: `missingColumn`.
  public mutating func items(of rows: Table, known: KnownRows) throws(RecipeError) -> Items {
    knowsRows = true
    columnNames = rows.columnNames
    try checkColumns()
    let all = Array(0..<rows.rowCount)
    let observed = observed(rows, all, known.observed)
    let values = readFields(rows, all, observed)
    rowCount += rows.rowCount
    itemCount += all.count
    return Items(
      ids: known.ids, sourceRows: all, titles: titles(rows, all, known.ids), labels: all.map { _ in nil },
      observed: observed, fields: values, links: texts(recipe.item.link, rows, all),
      pictures: texts(recipe.item.picture, rows, all))
  }

  /// What happened to all rows.
  ///
  /// - Parameter demandsValues: Whether a column that something needs must hold a value that can be read. If not, one that
  ///   does not is a warning: the rows join others that have values.
  /// - Throws: `missingColumn`; `noItems`; `noLabels`, if labels are required; `unreadable` when a column that something
  ///   needs holds no value that can be read.
  public func finish(demandsValues: Bool = true) throws(RecipeError) -> CleaningReport {
    try checkColumns()
    guard itemCount > 0 else { throw .noItems(source: recipe.source, rowCount: rowCount) }
    if labelsRequired, let source = recipe.label?.source, let label, label.readCount == 0 {
      throw .noLabels(
        source.place, column: source.column, filled: label.unreadCount, example: label.unreadExamples.first)
    }
    var withoutValues: [String] = []
    if let observation, observation.readCount == 0, case .column(let source, _, _) = recipe.observed, demandsValues {
      throw unreadable(source, "date", observation, "observed")
    }
    for (spec, tally) in zip(recipe.fields, fields) {
      if let tally, tally.readCount == 0, let need = recipe.needs[spec.name] {
        if demandsValues { throw unreadable(spec.source, spec.kind.rawValue, tally, need.description) }
        withoutValues.append(
          "no row has anything readable in the column \(RecipeError.quoted(spec.source.column)), which \(need.description) reads"
        )
      }
    }
    return CleaningReport(
      rowCount: rowCount, emptyRowCount: rowCount - itemCount,
      columns: ([label, observation] + fields).compactMap { $0?.report }, warnings: withoutValues + warnings)
  }

  private var warnings: [String] {
    var warnings = recipe.check(columnNames, ofKnownRows: knowsRows).filter { $0.weight != .round }.map(\.description)
    if unobservedCount > 0 {
      let time = knowsRows ? "the time known from the import" : "the import time, \(importTime),"
      warnings.append("\(Self.items(unobservedCount)) without a readable observation time: \(time) is used")
    }
    for (spec, age) in zip(recipe.fields, ages) { warnings += age.warnings(of: spec.name) }
    warnings += ids.warnings(hasKey: recipe.item.key != nil)
    if untitledCount > 0 { warnings.append("\(Self.items(untitledCount)) without a title: shown by id") }
    return warnings
  }

  /// `1 item` or `7 items`.
  static func items(_ count: Int) -> String { count == 1 ? "1 item" : "\(count) items" }

  private func checkColumns() throws(RecipeError) {
    for problem in recipe.check(columnNames, ofKnownRows: knowsRows)
    where problem.isError(labelsRequired: labelsRequired) {
      throw problem.error
    }
  }

  private func unreadable(
    _ source: ColumnSource, _ kind: String, _ tally: ColumnTally, _ need: String
  ) -> RecipeError {
    .unreadable(source.place, column: source.column, kind: kind, example: tally.unreadExamples.first, need: need)
  }

  // MARK: Rows and texts

  /// The rows in which a column that the recipe reads for more than the key holds more than white space.
  private func rowsWithContent(_ rows: Table) -> [Int] {
    var sources = recipe.fields.map(\.source) + [recipe.item.title] + recipe.item.identity
    sources += [recipe.item.picture, recipe.item.link, recipe.label?.source].compactMap { $0 }
    var columns: [Int] = []
    for source in sources {
      if let column = rows.column(named: source.column), !columns.contains(column) { columns.append(column) }
    }
    return (0..<rows.rowCount).filter { row in
      columns.contains { column in rows.withBytes(row, column) { !Blank.trimmed($0, 0..<$0.count).isEmpty } }
    }
  }

  private func texts(_ source: ColumnSource?, _ rows: Table, _ kept: [Int]) -> [String]? {
    guard let source else { return nil }
    let reader = ColumnReader(rows, source, field: "")
    return kept.map { reader.text(row: $0) }
  }

  private mutating func titles(_ rows: Table, _ kept: [Int], _ ids: [String]) -> [String] {
    var titles = texts(recipe.item.title, rows, kept) ?? []
    for index in titles.indices where titles[index].isEmpty {
      titles[index] = ids[index]
      untitledCount += 1
    }
    return titles
  }

  // MARK: Labels and observation

  private mutating func labels(_ rows: Table, _ kept: [Int]) -> [Bool?] {
    guard let label = recipe.label, rows.column(named: label.source.column) != nil else {
      itemsBeforeLabels += kept.count
      return [Bool?](repeating: nil, count: kept.count)
    }
    let words = AnswerWords(label)
    var tally = self.label ?? ColumnTally(field: "label", column: label.source.column)
    if self.label == nil { tally.miss(itemsBeforeLabels) }
    var reader = ColumnReader(rows, label.source, field: "label", tally: tally)
    let labels = reader.values(rows: kept, absent: Bool?.none, show: { $0.map { $0 ? "yes" : "no" } }) { _, _, cell in
      words.isYes(cell).map { Reading($0, $0 ? .yes : .no) }
    }
    self.label = reader.tally
    return labels
  }

  /// When each row was observed; `known` is the time of those whose own is unreadable, or does not count.
  private mutating func observed(_ rows: Table, _ kept: [Int], _ known: [Timestamp]) -> [Timestamp] {
    switch recipe.observed {
    case .fixed(let moment): return [Timestamp](repeating: moment, count: kept.count)
    case .importTime: return known
    case .column(let source, let locale, let order):
      let dates = Self.dateReader(locale, order)
      let knowsRows = knowsRows
      var reader = ColumnReader(rows, source, field: "observed", tally: observation)
      let moments = reader.values(rows: kept, absent: Timestamp?.none, show: { $0?.description }) { index, _, cell in
        dates.date(cell.bytes, observed: known[index]).map { reading in
          // `2 days ago` was counted back from the import when the row came; the time that is known is the result.
          let isCountedBack = knowsRows && (reading.rule.form == .timeAgo || reading.rule.form == .wordDay)
          return Reading(value: isCountedBack ? known[index] : reading.value, rule: reading.rule)
        }
      }
      observation = reader.tally
      unobservedCount += moments.count { $0 == nil }
      return zip(moments, known).map { $0 ?? $1 }
    }
  }

  private static func dateReader(_ locale: String, _ order: String?) -> DateReader {
    DateReader(
      locale: ReadingLocale(named: locale) ?? .english("en", dateOrder: nil),
      order: order.flatMap(ReadingLocale.DateOrder.init(rawValue:)))
  }

  // MARK: Fields

  private mutating func readFields(_ rows: Table, _ kept: [Int], _ observed: [Timestamp]) -> [Field] {
    recipe.fields.indices.map { index in
      let spec = recipe.fields[index]
      var reader = ColumnReader(rows, spec.source, field: spec.name, missing: spec.missing, tally: fields[index])
      let values = Self.values(spec, &reader, kept, observed)
      fields[index] = reader.tally
      if case .date(let dates) = values { ages[index].add(dates, observed) }
      return Field(name: spec.name, values: values)
    }
  }

  private static func values(
    _ spec: FieldSpec, _ reader: inout ColumnReader, _ rows: [Int], _ observed: [Timestamp]
  ) -> FieldValues {
    switch spec.kind {
    case .text: return .text(reader.texts(rows: rows, .text))
    case .category: return .category(reader.texts(rows: rows, .category))
    case .number, .count:
      let numbers = NumberReader(
        locale: ReadingLocale(named: spec.locale) ?? .english("en", dateOrder: nil), units: spec.units)
      return .number(
        reader.values(rows: rows, absent: .nan, show: shown) { _, _, cell in
          spec.kind == .count ? numbers.count(cell.bytes) : numbers.number(cell.bytes)
        })
    case .date:
      let dates = dateReader(spec.locale, spec.order)
      return .date(
        reader.values(rows: rows, absent: Timestamp?.none, show: { $0?.description }) { index, _, cell in
          dates.date(cell.bytes, observed: observed[index]).map { Reading(value: $0.value, rule: $0.rule) }
        })
    case .tags:
      let tags = TagsReader(separator: spec.separator)
      let cells = reader
      return .tags(
        reader.values(rows: rows, absent: [], show: { $0.count == 1 ? "1 value" : "\($0.count) values" }) { _, row, _ in
          tags.tags(cells.text(row: row))
        })
    }
  }

  /// A number without the `.0` of whole ones.
  private static func shown(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
  }
}
