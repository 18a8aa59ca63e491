/// What to import, and how.
public struct ImportOptions: Sendable {
  /// The path of the table, or `-` for standard input.
  public var table: String
  /// How the table is read.
  public var reading = TableReading()
  /// Who gave the labels that the file holds.
  public var annotator: String
  /// Whether to say what would happen, and to store nothing.
  public var isRehearsal = false
  /// What becomes of labels that contradict the log; nil: nothing is stored when there are any.
  public var onConflict: ConflictRule?
  /// The day (ISO 8601) that the rows were observed on, where the recipe says `import time`; nil: now.
  public var observed: String?
  /// For ``ConflictRule/ask``: whether the file's answer is to become true.
  public var takesTheirs: (@Sendable (LabelConflict) throws -> Bool)?
  /// For ``ConflictRule/ask``, where a person has decided before: by item, whether the file's answer is to become true. An
  /// item that is not among them stays a conflict.
  public var decisions: [String: Bool]?
  /// When the file was last changed, in seconds since 1970, for ``ConflictRule/newest``; nil: what its folder says.
  public var changedAtSeconds: Double?
  /// A recipe's text to use from now on, in a project without items; nil: the one in use.
  public var recipe: String?
  /// Told of the number of rows that are stored, a few thousand at a time, and how much of the file that is, 0 to 1, where
  /// its size is known; when it throws, nothing is stored.
  public var observer: (@Sendable (_ rowCount: Int, _ share: Double?) throws -> Void)?
  /// Whether the import is to end before it is done; asked between two pieces of the table and between two duplicates.
  public var isCancelled: (@Sendable () -> Bool)?

  /// An import of `table` whose labels were given by `annotator`.
  public init(table: String, annotator: String) {
    self.table = table
    self.annotator = annotator
  }

  /// What the file is called.
  var shownName: String { reading.name ?? table }
}
