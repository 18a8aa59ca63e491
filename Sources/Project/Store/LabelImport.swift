import GarimpoStore

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
  /// Answers to items that had none, or only a skip.
  public var newAnswers = Answers()
  /// Answers to items that had another label.
  public var changedAnswers = Answers()
  /// Their rows.
  public var changed: [ChangedRow] = []
  /// How many of these answers are those of annotators whom the sheet names, by name.
  public var answersOfOthers: [String: Int] = [:]
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
  /// Whether nobody has said of one of these which of the two counts: of a rehearsal, that nothing would be stored.
  public var isRefused = false
  /// Records whose note was changed but not their answer: notes are kept with answers only.
  public var lostNotes: [Int] = []
  /// Records that name an annotator whose answer was not stored, for the log has that answer from somebody else.
  public var lostAnnotators: [Int] = []
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

    mutating func add(_ answer: LabelEvent.Answer) {
      switch answer {
      case .yes: yes += 1
      case .no: no += 1
      case .unsure: unsure += 1
      case .skip, .undo: skip += 1
      }
    }
  }

  /// A row whose answer replaces another.
  public struct ChangedRow: Sendable, Hashable, Codable {
    /// The record of the file, from 1.
    public var record: Int
    /// The item's id.
    public var id: String
    /// Its title.
    public var title: String
    /// What the log said: `yes`, `no`, `unsure` or `disputed`.
    public var before: String
    /// Who said so.
    public var by: [String]
    /// What it says now.
    public var answer: String
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

  /// Answers that were added.
  var storedCount: Int { newAnswers.count + changedAnswers.count }

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
