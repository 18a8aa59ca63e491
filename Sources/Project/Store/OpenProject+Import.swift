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
    let rule = options.onConflict
    guard rule != .ask || options.takesTheirs != nil else {
      throw Failure(.usage, "--on-conflict ask: there is nobody to ask; say ours, theirs or newest")
    }
    guard rule != .ask || options.table != "-" else {
      throw Failure(.usage, "--on-conflict ask: standard input can be read only once; give the name of a file")
    }
    guard !options.annotator.isEmpty else {
      throw .badOption("--annotator", found: "an empty name", expected: "a name")
    }
    var decisions: [String: Bool] = [:]
    if rule == .ask, let takesTheirs = options.takesTheirs {
      let rehearsal = try Failure.storing(path) { try file.rehearse { try run(options, deciding: nil, $0) } }
      for conflict in rehearsal.labels.conflicts {
        decisions[conflict.id] = try Failure.storing(path) { try takesTheirs(conflict) }
      }
    }
    let decided = rule == .ask ? decisions : nil
    if options.isRehearsal {
      return try Failure.storing(path) { try file.rehearse { try run(options, deciding: decided, $0) } }
    }
    var result = try write { transaction in
      let result = try run(options, deciding: decided, transaction)
      let open = result.labels.conflicts.filter { $0.resolution == nil }
      guard open.isEmpty else { throw Failure.unresolved(open, source: options.table) }
      return result
    }
    guard result.newCount + result.changedCount > 0 else { return result }
    // The import is on the disk: nothing that happens from here on undoes it.
    do throws(Failure) {
      result.scoredCount = try scoreNewItems()
    } catch {
      result.warnings.append("imported, but not scored yet (garimpo rank does so when it is asked): \(error)")
    }
    return result
  }

  private func run(
    _ options: ImportOptions, deciding decisions: [String: Bool]?, _ transaction: Transaction
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
