public import GarimpoTabular

extension Recipe {
  /// The rows of `table` as items with typed fields, and what happened to every column.
  ///
  /// - Parameters:
  ///   - table: The raw columns.
  ///   - importTime: The observation time where the recipe says `import time`, and of rows whose own is unreadable.
  ///   - labelsRequired: Whether the label column must be there and hold at least one yes or no. False for a table that
  ///     is only to be scored.
  /// - Returns: One item for each row with content in a column that the recipe reads (the key does not count), in the
  ///   table's order, and the report.
  /// - Throws: `missingColumn` when a column is absent that the id, the title, the label, the observation time, a
  ///   feature or the split needs; `noItems`; `unreadable`; `noLabels`.
  public func items(
    of table: Table, importTime: Timestamp, labelsRequired: Bool = true
  ) throws(RecipeError) -> (items: Items, report: CleaningReport) {
    for problem in check(table) where problem.isError(labelsRequired: labelsRequired) { throw problem.error }
    var cleaner = RecipeCleaner(recipe: self, importTime: importTime, labelsRequired: labelsRequired)
    let items = try cleaner.items(of: table)
    return (items, try cleaner.finish())
  }

  /// The items of rows that were given their ids and observation times before, such as those of a project file.
  ///
  /// Every row is an item. Key and label column are not read and may be missing: all labels are nil. The observation time
  /// is the recipe's, else that of its column, else the one that is known; so it is where the column counts back from the
  /// import (`2 days ago`), which the known time has behind it.
  ///
  /// - Throws: `missingColumn`, `noItems` and `unreadable` as for a table that is read for the first time.
  public func items(of table: Table, known: KnownRows) throws(RecipeError) -> (items: Items, report: CleaningReport) {
    precondition(
      known.ids.count == table.rowCount && known.observed.count == table.rowCount, "an id and a time for each row")
    var cleaner = RecipeCleaner(
      recipe: self, importTime: Timestamp(secondsSince1970: 0), labelsRequired: false, numbersRepeatedIDs: false)
    let items = try cleaner.items(of: table, known: known)
    return (items, try cleaner.finish())
  }

  /// The columns that the recipe reads and `table` lacks, in the order of the document; then what a round lacks.
  ///
  /// A problem is an error when something cannot do without the column, else the field stays empty.
  public func check(_ table: Table) -> [RecipeProblem] { check(table.columnNames) }

  /// The same for a table with these columns; rows that are known have their ids and answers from elsewhere.
  func check(_ columnNames: [String], ofKnownRows: Bool = false) -> [RecipeProblem] {
    var problems: [RecipeProblem] = []
    func look(_ source: ColumnSource, _ weight: RecipeProblem.Weight) {
      guard !columnNames.contains(source.column) else { return }
      let error = RecipeError.missingColumn(
        source.place, column: source.column,
        nearest: NearestName.nearest(to: source.column, among: columnNames), columns: columnNames)
      if !problems.contains(where: { $0.error == error }) {
        problems.append(RecipeProblem(error: error, weight: weight))
      }
    }
    if !ofKnownRows {
      if let key = item.key { look(key, .needed) }
      for column in item.identity { look(column, .needed) }
    }
    look(item.title, .needed)
    for column in [item.picture, item.link].compactMap({ $0 }) { look(column, .spare) }
    if let label, !ofKnownRows { look(label.source, .label) }
    if case .column(let source, _, _) = observed { look(source, .needed) }
    for field in fields { look(field.source, needs[field.name] == nil ? .spare : .needed) }
    if features.isEmpty {
      let error = RecipeError.badValue(
        featuresPlace, found: "no features", expected: "one at least, such as - number: views")
      problems.append(RecipeProblem(error: error, weight: .round))
    }
    if batch.hard == 0, batch.random == 0 {
      let error = RecipeError.badValue(
        batchPlace, found: "hard: 0 and random: 0", expected: "one item at least, such as { hard: 70, random: 30 }")
      problems.append(RecipeProblem(error: error, weight: .round))
    }
    return problems
  }
}
