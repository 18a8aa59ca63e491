import GarimpoProject

/// What is done with a file that was brought: looking at it, and importing it. Runs on the threads for what takes seconds.
struct ImportWork: Sendable {
  let project: OpenProject
  let upload: Upload
  let wishes: ImportWishes
  /// Who gave the answers that the file holds.
  let annotator: String
  /// The most bytes that are read, of a packed file once unpacked.
  let byteLimit: Int64

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
    reading.maximumByteCount = Int(clamping: byteLimit)
    return reading
  }

  /// How the file is read: as was wished, else by what it looks like. A file that is no table is a failure.
  func kind() throws(Failure) -> BroughtFile {
    let found = try project.kind(ofFile: upload.file.path, reading)
    return wishes.kind ?? found
  }

  /// What an import would do, as a job. What is wrong with the recipe or with rows is part of the answer, for a person can
  /// mend it.
  func check(_ control: JobControl) throws(Failure) -> ImportCheck {
    let kind = try kind()
    try control.tell("check_rows", share: 0)
    var check = ImportCheck(kind: kind, recipe: try recipe(kind))
    do throws(Failure) {
      switch kind {
      case .table:
        let result = try project.importTable(
          tableOptions(check.recipe, isRehearsal: true, "check", control))
        check.table = result.cut
        check.conflictCount = result.labels.conflicts.count
      case .labels:
        let result = try project.importLabels(labelOptions(isRehearsal: true, control))
        check.labels = result.cut
        check.conflictCount = result.conflicts.count
        if let failure = result.failure { check.problem = Problem(failure) }
      }
    } catch {
      // What came of half a file says nothing.
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
      let options = tableOptions(try recipe(kind), isRehearsal: false, "import", control)
      return Outcome(name: upload.name, kind: kind, table: try project.importTable(options).cut)
    case .labels:
      let result = try project.importLabels(labelOptions(isRehearsal: false, control))
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

  /// `step`: how the steps that the job tells of begin.
  private func tableOptions(
    _ recipe: ImportCheck.Recipe, isRehearsal: Bool, _ step: String, _ control: JobControl
  ) -> ImportOptions {
    var options = ImportOptions(table: upload.file.path, annotator: annotator)
    options.reading = reading
    options.isRehearsal = isRehearsal
    options.onConflict = wishes.onConflict
    options.decisions = wishes.decisions
    options.changedAtSeconds = upload.changedAtSeconds
    options.recipe = recipe.yaml
    options.isCancelled = { control.isCancelled }
    options.observer = { _, share in
      // What comes after the last row, duplicates and scores, takes a while too.
      try control.tell("\(step)_\(share == 1 ? "rest" : "rows")", share: share.map { 0.7 * $0 })
    }
    return options
  }

  private func labelOptions(isRehearsal: Bool, _ control: JobControl) -> LabelImportOptions {
    var options = LabelImportOptions(sheet: upload.file.path, annotator: annotator)
    options.reading = reading
    options.isRehearsal = isRehearsal
    options.onConflict = wishes.onConflict
    options.decisions = wishes.decisions
    options.changedAtSeconds = upload.changedAtSeconds
    options.emptyIsUndo = wishes.emptyIsUndo ?? false
    options.isCancelled = { control.isCancelled }
    return options
  }
}
