import GarimpoStore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A project that a table stands for: `garimpo label videos.csv`.
///
/// The first time it is made, beside where one is, by a recipe that is proposed for the table; from then on it is opened,
/// and the table is imported again when it was changed.
public struct TableProject: Sendable {
  /// The path of the table.
  public let table: String
  /// The path of the project's file.
  public let path: String
  /// How the table is read.
  public var reading = TableReading()
  /// The name of a built-in recipe, or the path of a recipe file; nil: one is proposed.
  public var recipe: String?
  private let annotator: String
  private let choice: ProjectChoice

  /// The project of a table.
  ///
  /// - Parameters:
  ///   - choice: the project, where it is named; else it is called as the table, `videos.garimpo` for `data/videos.csv.gz`,
  ///     and lies in the choice's folder.
  ///   - annotator: who gave the answers that the table holds.
  public init(table: String, _ choice: ProjectChoice, annotator: String) throws(Failure) {
    guard table != "-" else {
      throw .badOption("the table", found: "standard input", expected: "the name of a file")
    }
    self.table = table
    self.annotator = annotator
    var choice = choice
    if choice.path == nil {
      let name = RecipeUse.recipeName(of: table) + ProjectChoice.ending
      choice.path = choice.folder == "." ? name : choice.folder + "/" + name
    }
    self.choice = choice
    path = try choice.resolved()
  }

  /// Whether the project is there already.
  public var exists: Bool { access(path, F_OK) == 0 }

  /// A recipe for the table: the one that was named, else one that is proposed.
  public func propose(_ wishes: ProposalWishes = ProposalWishes()) throws(Failure) -> RecipeProposal {
    if let recipe { return try RecipeUse.proposal(of: recipe, table: table, reading) }
    return try RecipeUse.propose(table: table, wishes: wishes, reading: reading)
  }

  /// Makes the project and imports the table; when that fails, no project is left.
  public func make(by proposal: RecipeProposal) throws(Failure) -> ImportResult {
    let builtIn = proposal.isBuiltIn ? proposal.fitting : nil
    var create = CreateProject(name: path, recipe: recipe ?? builtIn ?? "the recipe proposed for \(table)")
    if recipe == nil { create.recipeText = proposal.yaml }
    _ = try create.run()
    do throws(Failure) {
      return try OpenProject(choice).importTable(options)
    } catch {
      for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
      throw error
    }
  }

  /// What became of the table in a project that was there.
  public enum Update: Sendable {
    /// The file was not touched since it was imported.
    case untouched
    /// It was touched, and says nothing new.
    case nothingNew(ImportResult)
    /// It was imported; where its answers contradicted the log, the log's stay.
    case imported(ImportResult)
  }

  /// Imports the table into the project that is there, if it was changed.
  public func update() throws(Failure) -> Update {
    let project = try OpenProject(choice)
    let last = try project.read { snapshot in try snapshot.imports().filter { $0.source == table }.map(\.at).max() }
    let used = try project.recipeInUse()
    if let recipe, !used.isReplaceable, try RecipeUse(recipe).yaml() != used.yaml {
      throw Failure(
        .usage,
        "\(path): is there already, and its items were made by another recipe, \(used.name); leave --recipe out, or name "
          + "another project with --project")
    }
    if let last, let changed = Self.changeTime(of: table), changed < last { return .untouched }
    var options = options
    options.onConflict = .ours
    if used.isReplaceable {
      options.recipe = try propose().yaml
    } else {
      options.isRehearsal = true
      let rehearsal = try project.importTable(options)
      if rehearsal.newCount + rehearsal.changedCount + rehearsal.labels.newCount == 0 { return .nothingNew(rehearsal) }
      options.isRehearsal = false
    }
    return .imported(try project.importTable(options))
  }

  private var options: ImportOptions {
    var options = ImportOptions(table: table, annotator: annotator)
    options.reading = reading
    return options
  }

  /// When the file's content or its name was last changed: a copy that kept the time of its original is younger than that.
  private static func changeTime(of path: String) -> Date? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    let (content, status) = (information.st_mtim, information.st_ctim)
    func date(_ time: timespec) -> Date {
      Date(timeIntervalSince1970: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }
    return max(date(content), date(status))
  }
}
