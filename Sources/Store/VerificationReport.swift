/// What a look at every part of a project file found.
public struct VerificationReport: Sendable, Hashable {
  /// The part of the work that a finding is about.
  public enum Area: String, Sendable, Hashable, CaseIterable, Codable {
    /// Answers of people.
    case labels
    /// Items, their versions, imports and recipes.
    case items
    /// Rounds, models, batches and scores.
    case rounds
    /// The file itself: its pages, indexes and rules.
    case file
  }

  /// One thing that is not as it was written.
  public struct Finding: Sendable, Hashable {
    /// What it is about.
    public let area: Area
    /// Where: a table and row, a page, a trigger.
    public let place: String
    /// What was found there.
    public let found: String
    /// What that means for the user's work, and what to do.
    public let meaning: String
  }

  /// Whether people's answers are all there: what one wants to know first.
  public enum Labels: Sendable, Hashable {
    /// Every entry of the log can be read, none is missing, each refers to what is there.
    case whole(count: Int)
    /// Only `readable` entries can be read; `missing` is how many are known to be gone.
    case damaged(readable: Int, missing: Int)
    /// The log cannot be found in the file.
    case unreadable
  }

  /// The path as it was given.
  public let path: String
  /// The version of the file's format, nil where it cannot be read.
  public internal(set) var version: Int?
  /// How many items there are, nil where they cannot be counted.
  public internal(set) var itemCount: Int?
  /// How many rounds there are, nil where they cannot be counted.
  public internal(set) var roundCount: Int?
  /// The log of labels.
  public internal(set) var labels = Labels.unreadable
  /// What was found, the labels first; at most ``ceiling`` of a kind.
  public internal(set) var findings: [Finding] = []

  /// So many findings of one kind are listed; a last one says how many more there are.
  public static let ceiling = 20

  init(path: String) { self.path = path }

  /// Whether nothing was found.
  public var isWhole: Bool { findings.isEmpty }
}
