public import struct Foundation.Date

/// One entry of the log of labels: somebody answered, or took an answer back. Entries are never changed.
public struct LabelEvent: Sendable, Hashable {
  /// What was answered.
  public enum Answer: String, Sendable, Hashable, CaseIterable, Codable {
    /// Worth it.
    case yes
    /// Not worth it.
    case no
    /// Read, but not decided: no label, and not asked again.
    case unsure
    /// Not now: no label, and asked again when nothing else is left.
    case skip
    /// Takes an earlier answer back.
    case undo
  }

  /// Its place in the log, from 1; later entries have greater ones.
  public var position: Int64
  /// The item's number in the file.
  public var item: Int64
  /// The version of the item that was there to be seen.
  public var version: Int64
  /// What was answered.
  public var answer: Answer
  /// For an undo: the entry that is taken back.
  public var undoes: Int64?
  /// Whether this answer settles a disagreement between annotators.
  public var settles: Bool
  /// Who answered.
  public var annotator: String
  /// When.
  public var at: Date
  /// How long the item was looked at, where that is known.
  public var seconds: Double?
  /// Through what: `command line`, `import`, `spreadsheet`, `browser`.
  public var source: String
  /// What the annotator wrote beside it.
  public var note: String?
  /// The import that brought it.
  public var importID: Int64?
  /// Why the item was asked, nil when nobody asked.
  public var asking: Asking?
  /// Names the request, so that one sent twice is stored once.
  public var token: String?

  /// An entry; its place is given when it is stored.
  public init(
    item: Int64, version: Int64, answer: Answer, annotator: String, at: Date, source: String
  ) {
    position = 0
    self.item = item
    self.version = version
    self.answer = answer
    self.annotator = annotator
    self.at = at
    self.source = source
    settles = false
  }
}

/// Why an item is asked, and how probable it was that it would be.
public struct Asking: Sendable, Hashable, Codable {
  /// The round whose batch it is in, nil before the first.
  public var round: Int64?
  /// The model that scored it.
  public var model: Int64?
  /// `hard`, `random`, `certain`, `recheck`, `first`.
  public var strategy: String
  /// Its place in the pool by score, from 1.
  public var rank: Int?
  /// P(yes) at that time.
  public var score: Double?
  /// The probability with which it was to be asked, where chance was involved.
  public var inclusionProbability: Double?
  /// The place in the log of labels up to which the live model that asked had seen; nil: the round's model, or none.
  public var modelPosition: Int64?

  /// A reason.
  public init(
    round: Int64? = nil, model: Int64? = nil, strategy: String, rank: Int? = nil, score: Double? = nil,
    inclusionProbability: Double? = nil, modelPosition: Int64? = nil
  ) {
    self.round = round
    self.model = model
    self.strategy = strategy
    self.rank = rank
    self.score = score
    self.inclusionProbability = inclusionProbability
    self.modelPosition = modelPosition
  }
}
