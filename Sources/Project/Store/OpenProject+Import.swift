import GarimpoRecipes
import GarimpoStore

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
    return try importer.run(project: path)
  }
}
