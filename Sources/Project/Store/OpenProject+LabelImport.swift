import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

extension OpenProject {
  /// Brings answers back from a sheet: rows are matched by id, the answers are merged with what was exported and with what
  /// the log says now. One transaction: all of it is stored, or nothing.
  ///
  /// Nothing is guessed. What cannot be used is listed in the reply; when that is every row, or when an answer contradicts
  /// the log and no rule says which of the two counts, nothing is stored.
  public func importLabels(_ options: LabelImportOptions) throws(Failure) -> LabelImport {
    let wish = ContradictingImport(
      path: options.sheet, shownName: options.reading.name ?? options.sheet, annotator: options.annotator,
      isRehearsal: options.isRehearsal, rule: options.onConflict, decisions: options.decisions,
      takesTheirs: options.takesTheirs)
    try wish.check()
    let (recipe, rawNames) = try read { snapshot in
      guard try snapshot.itemCount() > 0 else { throw Failure.noItems(path: path) }
      var names: Set<String> = []
      for (list, text) in try snapshot.columnLists() {
        names.formUnion(try JSONText.value([String].self, in: text, what: "\(path): list of columns \(list)"))
      }
      return (try self.recipe(snapshot), names)
    }
    let sheet = try Sheet(path: options.sheet, options.reading, recipe, rawNames: rawNames)
    return try importing(wish, conflicts: \LabelImport.conflicts) { decisions, transaction in
      try merge(sheet, recipe, options, deciding: decisions, transaction)
    }
  }

  private func merge(
    _ sheet: Sheet, _ recipe: Recipe, _ options: LabelImportOptions, deciding decisions: [LabelConflict: Bool],
    _ transaction: Transaction
  ) throws -> LabelImport {
    let label = recipe.sheetLabel
    let match = try SheetMatch(sheet, recipe, transaction.snapshot)
    let report = sheet.table.report
    var result = LabelImport(
      project: path, source: report.source, format: report.formatSentence, isStored: !options.isRehearsal,
      rowCount: sheet.rows.count + sheet.misshapen.count, emptyRowCount: sheet.emptyRowCount)
    result.warnings = sheet.warnings
    var merge = try LabelMerge(result, transaction, label, options, at: clock(), decisions: decisions)
    try merge.merge(match)
    return merge.result
  }
}
