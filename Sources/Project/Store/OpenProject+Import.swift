import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension OpenProject {
  /// Brings the rows of a table into the project, again and again: new rows join, changed ones get a version, those that
  /// the file lacks stay. One transaction, in memory that does not grow with the file.
  ///
  /// Then the model in use scores what is new or changed; when it cannot, that is a warning.
  ///
  /// Labels of the file become entries of the log; one that contradicts the log is resolved as the options say, or
  /// nothing at all is stored.
  public func importTable(_ options: ImportOptions) throws(Failure) -> ImportResult {
    let wish = ContradictingImport(
      path: options.table, shownName: options.shownName, annotator: options.annotator, isRehearsal: options.isRehearsal,
      rule: options.onConflict, decisions: options.decisions, takesTheirs: options.takesTheirs)
    var result = try importing(wish, conflicts: \ImportResult.labels.conflicts) { decisions, transaction in
      try run(options, deciding: decisions, transaction)
    }
    guard !options.isRehearsal, result.newCount + result.changedCount > 0 else { return result }
    // The import is on the disk: nothing that happens from here on undoes it.
    do throws(Failure) {
      result.scoredCount = try scoreNewItems()
    } catch {
      result.warnings.append("imported, but not scored yet (the ranking does so when it is asked): \(error.statement)")
    }
    return result
  }

  /// Makes a recipe's text the one in use. Only where there is no item yet: their ids come from the recipe.
  private func use(_ text: String, _ transaction: Transaction, at now: Date) throws {
    guard try transaction.snapshot.project().recipe.yaml != text else { return }
    guard try transaction.snapshot.itemCount() == 0 else {
      throw Failure(
        .data,
        "\(path): has items, and their ids come from the recipe in use; leave the recipe out, or make another project")
    }
    let recipe = try Recipe(yaml: text, source: "the recipe")
    _ = try recipe.learner()
    let kept = NewRecipe(name: recipe.name, source: "written in the browser", yaml: text)
    try transaction.use(recipe: try transaction.keep(kept, at: now))
  }

  private func run(
    _ options: ImportOptions, deciding decisions: [LabelConflict: Bool], _ transaction: Transaction
  ) throws -> ImportResult {
    let now = clock()
    if let text = options.recipe { try use(text, transaction, at: now) }
    let project = try transaction.snapshot.project()
    let recipe = try Self.recipe(project.recipe)
    let observed = try RoundOptions.importTime(options.observed, of: recipe, now: now)
    var importer = try Importer(
      transaction, recipe, recipeID: project.recipe.id, options: options, at: now, observed: observed,
      decisions: decisions)
    // While there are no items the recipe can be mended where its error points to; from then on only the table can.
    let isFixed = try transaction.snapshot.itemCount() > 0
    do {
      return try importer.run(project: path)
    } catch RecipeError.missingColumn(_, _, _, let columns) where isFixed {
      throw Failure.misfit(options.shownName, recipe, columns: columns)
    }
  }
}

extension Failure {
  /// A table that lacks columns without which the project's recipe cannot read it.
  fileprivate static func misfit(_ path: String, _ recipe: Recipe, columns: [String]) -> Failure {
    func listed(_ names: [String]) -> String {
      let shown = names.prefix(6).map { $0.isEmpty ? "one without a name" : "\"\(DisplayText.cut($0, to: 40))\"" }
      return shown.joined(separator: ", ") + (names.count > 6 ? " and \(Text.grouped(names.count - 6)) more" : "")
    }
    var missing: [String] = []
    for problem in recipe.check(Table(columnNames: columns, rows: [])) where problem.weight == .needed {
      if case .missingColumn(_, let column, _, _) = problem.error, !missing.contains(column) { missing.append(column) }
    }
    let place = path == "-" ? "standard input" : path
    return Failure(
      .data,
      "\(DisplayText.printable(place)): does not fit the project, whose recipe \(recipe.name) needs "
        + "\(missing.count == 1 ? "a column" : "columns") that the file lacks: \(listed(missing)); found \(listed(columns)). "
        + "Give the columns those names, or make another project for the file",
      command: path == "-" ? " with garimpo init" : ": garimpo label \(DisplayText.shellWord(path)) --project OTHER")
  }
}
