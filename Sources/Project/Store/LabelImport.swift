/// What an import of labels came to, or would come to.
public struct LabelImport: Reply {
  /// The project.
  public var project: String
  /// The file.
  public var source: String
  /// `CSV, delimiter semicolon, Windows-1252`.
  public var format: String
  /// Whether something could be stored; false for a rehearsal.
  public var isStored: Bool
  /// Rows with content.
  public var rowCount: Int
  /// Rows without any.
  public var emptyRowCount: Int
  /// Rows whose id named their item.
  public var matchedByIDCount = 0
  /// Rows whose id was gone and whose title named their item.
  public var matchedByTitle: [TitleMatch] = []
  /// Label events that were added.
  public var newAnswers = Answers()
  /// Answers that were taken back because their cell was emptied.
  public var undoneCount = 0
  /// Rows that say what the export said, or what the log says already.
  public var unchangedCount = 0
  /// Rows without an answer, then and now.
  public var blankCount = 0
  /// Rows whose exported answer was removed.
  public var emptied: [EmptiedRow] = []
  /// Rows that contradict the log, and what became of them.
  public var conflicts: [LabelConflict] = []
  /// Records whose note was changed but not their answer: notes are kept with answers only.
  public var lostNotes: [Int] = []
  /// Rows that were not used, each with its reason.
  public var unusable: [UnusableRow] = []
  /// What was found out about the file.
  public var warnings: [String] = []

  /// How many answers of each kind.
  public struct Answers: Sendable, Hashable, Codable {
    /// Worth it.
    public var yes = 0
    /// Not worth it.
    public var no = 0
    /// Not decided.
    public var unsure = 0
    /// Not now.
    public var skip = 0
    /// All of them.
    public var count: Int { yes + no + unsure + skip }
  }

  /// A row that was matched by its title.
  public struct TitleMatch: Sendable, Hashable, Codable {
    /// The record of the file, from 1.
    public var record: Int
    /// The id of the item that has the title.
    public var id: String
    /// The title.
    public var title: String
  }

  /// A row whose answer was removed.
  public struct EmptiedRow: Sendable, Hashable, Codable {
    /// The record of the file, from 1.
    public var record: Int
    /// The item's id.
    public var id: String
    /// Its title.
    public var title: String
    /// What was exported.
    public var answer: String
    /// Whether the answer was taken back.
    public var isUndone: Bool
  }

  /// What is to be said when no row could be used; nil when one could.
  public var failure: Failure? { unusable.count < rowCount ? nil : .unusableSheet(self) }

  /// What was found and done, row by row where it matters.
  public func text(_ style: TextStyle) -> String { LabelImportText(self, style).text }
}

extension Failure {
  /// What is said when no row of a sheet can be used.
  static func unusableSheet(_ result: LabelImport) -> Failure {
    let shown = result.unusable.prefix(3).map(\.description).joined(separator: "; ")
    let rest = result.unusable.count > 3 ? "; and \(Text.grouped(result.unusable.count - 3)) more" : ""
    return Failure(
      .data,
      "\(result.source): none of \(Text.count(result.rowCount, "row")) can be used, so nothing was stored: \(shown)\(rest)"
    )
  }
}
