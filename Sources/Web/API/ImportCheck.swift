import GarimpoProject

/// A file that was brought, as the API tells of it.
struct KeptUpload: Encodable, Sendable {
  /// Names the file in the API.
  var id: String
  /// What it is called.
  var name: String
  /// Its size.
  var bytes: Int
  /// For how many seconds it is kept if nobody asks for it.
  var secondsLeft: Int
  /// The job that looks at it, where one does.
  var job: Job?
  /// What an import would do, as it was last looked at.
  var check: ImportCheck?
}

/// What an import of a file would do, and by which recipe: nothing is stored.
struct ImportCheck: Encodable, Sendable {
  /// Whether it is read as a table of items or as a sheet of answers.
  var kind: BroughtFile
  /// The recipe by which it is read.
  var recipe: Recipe
  /// For a table: what would be stored.
  var table: ImportResult?
  /// For a sheet: what would be stored.
  var labels: LabelImport?
  /// How many answers contradict the log; the results list the first of them.
  var conflictCount = 0
  /// Why it cannot be imported so.
  var problem: Problem?

  /// A recipe, and what may be decided otherwise while the project is empty.
  struct Recipe: Encodable, Sendable {
    /// Its name.
    var name: String
    /// Its text.
    var yaml: String
    /// Whether another may take its place.
    var isReplaceable: Bool
    /// What was found out of the file, where the recipe is proposed for it.
    var proposal: RecipeProposal?
  }

  /// So many rows of a kind are sent; there may be as many as the file has.
  static let rowLimit = 1000
}

/// What an import is to be done with, beside the file.
struct ImportWishes: Decodable, Sendable {
  /// How to read the file; nil: by what it looks like.
  var kind: BroughtFile?
  /// The text of a recipe, in a project without items.
  var recipe: String?
  /// Columns that a proposal is to use; an absent one is found out.
  var columns: Columns?
  /// What becomes of answers that contradict the log.
  var onConflict: ConflictRule?
  /// For `ask`: by item, which of the two counts.
  var answers: [String: Side]?
  /// For a sheet: whether an answer whose cell was emptied is taken back.
  var emptyIsUndo: Bool?

  /// Which of two answers counts.
  enum Side: String, Decodable, Sendable { case ours, theirs }

  /// Columns by name; null: none.
  struct Columns: Decodable, Sendable {
    var wishes = ProposalWishes()

    private enum Key: String, CodingKey { case key, title, label }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self)
      func choice(_ key: Key) throws -> ProposalWishes.Choice? {
        guard values.contains(key) else { return nil }
        return try values.decode(String?.self, forKey: key).map { .column($0) } ?? ProposalWishes.Choice.none
      }
      wishes.key = try choice(.key)
      wishes.title = try values.decodeIfPresent(String.self, forKey: .title)
      wishes.label = try choice(.label)
    }
  }

  /// By item, whether the file's answer is to become true.
  var decisions: [String: Bool]? { answers?.mapValues { $0 == .theirs } }
}

extension ImportResult {
  /// As it is sent to a page: of long lists the first.
  var cut: ImportResult {
    var result = self
    result.labels.conflicts = Array(labels.conflicts.prefix(ImportCheck.rowLimit))
    return result
  }
}

extension LabelImport {
  /// As it is sent to a page: of long lists the first.
  var cut: LabelImport {
    var result = self
    result.conflicts = Array(conflicts.prefix(ImportCheck.rowLimit))
    result.unusable = Array(unusable.prefix(ImportCheck.rowLimit))
    result.matchedByTitle = Array(matchedByTitle.prefix(ImportCheck.rowLimit))
    result.emptied = Array(emptied.prefix(ImportCheck.rowLimit))
    result.lostNotes = Array(lostNotes.prefix(ImportCheck.rowLimit))
    result.lostAnnotators = Array(lostAnnotators.prefix(ImportCheck.rowLimit))
    result.changed = Array(changed.prefix(ImportCheck.rowLimit))
    return result
  }
}
