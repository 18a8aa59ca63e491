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
  /// Then the newest round's model scores what is new or changed; when it cannot, that is a warning.
  ///
  /// Labels of the file become entries of the log; one that contradicts the log is resolved as the options say, or
  /// nothing at all is stored.
  public func importTable(_ options: ImportOptions) throws(Failure) -> ImportResult {
    let wish = ContradictingImport(
      path: options.table, annotator: options.annotator, isRehearsal: options.isRehearsal, rule: options.onConflict,
      takesTheirs: options.takesTheirs)
    var result = try importing(wish, conflicts: \ImportResult.labels.conflicts) { decisions, transaction in
      try run(options, deciding: decisions, transaction)
    }
    guard !options.isRehearsal, result.newCount + result.changedCount > 0 else { return result }
    // The import is on the disk: nothing that happens from here on undoes it.
    do throws(Failure) {
      result.scoredCount = try scoreNewItems()
    } catch {
      result.warnings.append("imported, but not scored yet (garimpo rank does so when it is asked): \(error)")
    }
    return result
  }

  private func run(
    _ options: ImportOptions, deciding decisions: [LabelConflict: Bool], _ transaction: Transaction
  ) throws -> ImportResult {
    let project = try transaction.snapshot.project()
    let recipe = try Self.recipe(project.recipe)
    let now = clock()
    let observed = try RoundOptions.importTime(options.observed, of: recipe, now: now)
    var importer = try Importer(
      transaction, recipe, recipeID: project.recipe.id, options: options, at: now, observed: observed,
      decisions: decisions)
    return try importer.run(project: path)
  }
}
