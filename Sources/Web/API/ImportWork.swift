import GarimpoProject

/// What is done with a file that was brought: looking at it, and importing it. Runs on the threads for what takes seconds.
struct ImportWork: Sendable {
  let project: OpenProject
  let upload: Upload
  let wishes: ImportWishes
  /// Who gave the answers that the file holds.
  let annotator: String

  /// What came of an import.
  struct Outcome: Encodable, Sendable {
    var name: String
    var kind: BroughtFile
    var table: ImportResult?
    var labels: LabelImport?
  }

  private var reading: TableReading {
    var reading = TableReading()
    reading.name = upload.name
    return reading
  }

  /// How the file is read: as was wished, else by what it looks like. A file that is no table is a failure.
  private func kind() throws(Failure) -> BroughtFile {
    let found = try project.kind(ofFile: upload.file.path, reading)
    return wishes.kind ?? found
  }

  /// What an import would do. What is wrong with the recipe or with rows is part of the answer, for a person can mend it.
  func check() throws(Failure) -> ImportCheck {
    let kind = try kind()
    var check = ImportCheck(
      id: upload.id, name: upload.name, bytes: upload.file.byteCount, secondsLeft: 0, kind: kind,
      recipe: try recipe(kind))
    do throws(Failure) {
      switch kind {
      case .table:
        let result = try project.importTable(tableOptions(check.recipe, isRehearsal: true))
        check.table = result.cut
        check.conflictCount = result.labels.conflicts.count
      case .labels:
        let result = try project.importLabels(labelOptions(isRehearsal: true))
        check.labels = result.cut
        check.conflictCount = result.conflicts.count
        if let failure = result.failure { check.problem = Problem(failure) }
      }
    } catch {
      guard error.kind == .data || error.kind == .usage || error.kind == .missing else { throw error }
      check.problem = Problem(error)
    }
    return check
  }

  /// The import, as a job.
  func run(_ control: JobControl) throws(Failure) -> Outcome {
    let kind = try kind()
    try control.tell("import_rows", share: 0)
    switch kind {
    case .table:
      var options = tableOptions(try recipe(kind), isRehearsal: false)
      let rowCount = max(1, upload.rowCount)
      options.observer = { count in
        // What comes after the last row, duplicates and scores, takes a while too.
        try control.tell("import_rows", share: 0.9 * min(1, Double(count) / Double(rowCount)))
      }
      return Outcome(name: upload.name, kind: kind, table: try project.importTable(options).cut)
    case .labels:
      let result = try project.importLabels(labelOptions(isRehearsal: false))
      if let failure = result.failure { throw failure }
      return Outcome(name: upload.name, kind: kind, labels: result.cut)
    }
  }

  // MARK: Options

  /// The recipe in use; in a project without items the one that was given, else one that is proposed for the file.
  private func recipe(_ kind: BroughtFile) throws(Failure) -> ImportCheck.Recipe {
    let used = try project.recipeInUse()
    var recipe = ImportCheck.Recipe(name: used.name, yaml: used.yaml, isReplaceable: used.isReplaceable)
    guard recipe.isReplaceable, kind == .table else {
      recipe.yaml = wishes.recipe ?? used.yaml
      return recipe
    }
    let proposal = try RecipeUse.propose(
      table: upload.file.path, wishes: wishes.columns?.wishes ?? ProposalWishes(), reading: reading)
    recipe.yaml = wishes.recipe ?? proposal.yaml
    recipe.proposal = proposal
    return recipe
  }

  private func tableOptions(_ recipe: ImportCheck.Recipe, isRehearsal: Bool) -> ImportOptions {
    var options = ImportOptions(table: upload.file.path, annotator: annotator)
    options.reading = reading
    options.isRehearsal = isRehearsal
    options.onConflict = wishes.onConflict
    options.decisions = wishes.decisions
    options.changedAtSeconds = upload.changedAtSeconds
    options.recipe = recipe.yaml
    return options
  }

  private func labelOptions(isRehearsal: Bool) -> LabelImportOptions {
    var options = LabelImportOptions(sheet: upload.file.path, annotator: annotator)
    options.reading = reading
    options.isRehearsal = isRehearsal
    options.onConflict = wishes.onConflict
    options.decisions = wishes.decisions
    options.changedAtSeconds = upload.changedAtSeconds
    options.emptyIsUndo = wishes.emptyIsUndo ?? false
    return options
  }
}
