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
    let rule = options.onConflict
    guard rule != .ask || options.takesTheirs != nil else {
      throw Failure(.usage, "--on-conflict ask: there is nobody to ask; say ours, theirs or newest")
    }
    guard rule != .ask || options.sheet != "-" else {
      throw Failure(
        .usage, "--on-conflict ask: standard input cannot be both the file and the answers; give the name of a file")
    }
    guard !options.annotator.isEmpty else {
      throw .badOption("--annotator", found: "an empty name", expected: "a name")
    }
    let (recipe, rawNames) = try read { snapshot in
      guard try snapshot.itemCount() > 0 else { throw Failure.noItems(path: path) }
      var names: Set<String> = []
      for (list, text) in try snapshot.columnLists() {
        names.formUnion(try JSONText.value([String].self, in: text, what: "\(path): list of columns \(list)"))
      }
      return (try self.recipe(snapshot), names)
    }
    let sheet = try Sheet(path: options.sheet, options.reading, recipe, rawNames: rawNames)
    var decisions: [String: Bool]?
    if rule == .ask, let takesTheirs = options.takesTheirs {
      let rehearsal = try rehearse { try merge(sheet, recipe, options, deciding: nil, $0) }
      decisions = [:]
      for conflict in rehearsal.conflicts {
        decisions?[conflict.id] = try Failure.storing(path) { try takesTheirs(conflict) }
      }
    }
    let decided = decisions
    if options.isRehearsal { return try rehearse { try merge(sheet, recipe, options, deciding: decided, $0) } }
    return try write { transaction in
      let result = try merge(sheet, recipe, options, deciding: decided, transaction)
      let open = result.conflicts.filter { $0.resolution == nil }
      guard open.isEmpty else { throw Failure.unresolved(open, source: result.source) }
      return result
    }
  }

  private func rehearse<Value>(_ body: (Transaction) throws -> Value) throws(Failure) -> Value {
    try Failure.storing(path) { try file.rehearse(body) }
  }

  private func merge(
    _ sheet: Sheet, _ recipe: Recipe, _ options: LabelImportOptions, deciding decisions: [String: Bool]?,
    _ transaction: Transaction
  ) throws -> LabelImport {
    guard let label = recipe.label else { throw Failure.noLabelColumn(recipe: recipe.name) }
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
