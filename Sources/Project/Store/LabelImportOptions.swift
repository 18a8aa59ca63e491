/// Which labels to take from a sheet, and how.
public struct LabelImportOptions: Sendable {
  /// The path of the file, or `-` for standard input.
  public var sheet: String
  /// How the file is read.
  public var reading = TableReading()
  /// Who answered.
  public var annotator: String
  /// Whether to say what would happen, and to store nothing.
  public var isRehearsal = false
  /// Whether an answer that was exported and whose cell is empty now is taken back.
  public var emptyIsUndo = false
  /// What becomes of answers that contradict the log; nil: nothing is stored when there are any.
  public var onConflict: ConflictRule?
  /// For ``ConflictRule/ask``: whether the file's answer is to become true.
  public var takesTheirs: (@Sendable (LabelConflict) throws -> Bool)?
  /// For ``ConflictRule/ask``, where a person has decided before: by item, whether the file's answer is to become true. An
  /// item that is not among them stays a conflict.
  public var decisions: [String: Bool]?
  /// When the file was last changed, in seconds since 1970, for ``ConflictRule/newest``; nil: what its folder says.
  public var changedAtSeconds: Double?
  /// Whether the import is to end before it is done, without anything stored; asked between two rows.
  public var isCancelled: (@Sendable () -> Bool)?

  /// An import of the labels of `sheet`, given by `annotator`.
  public init(sheet: String, annotator: String) {
    self.sheet = sheet
    self.annotator = annotator
  }
}
