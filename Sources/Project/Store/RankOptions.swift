/// Which unread items are listed, and where.
public struct RankOptions: Sendable {
  /// How many, best first; nil: all.
  public var count: Int? = 20
  /// The lowest score that is listed.
  public var minimumScore: Double?
  /// A file for the list, ending in `.csv` or `.jsonl`, or `-` for CSV on standard output; nil: none.
  public var output: String?
  /// Whether a file that exists is replaced.
  public var replacesExisting = false
  /// The number of threads, at least 1; nil: one for each processor. The result does not depend on it.
  public var threadCount: Int?

  /// The best twenty.
  public init() {}

  /// `minimumScore` as scores are kept: a model's 0.28 is at least 0.28.
  var lowestScore: Double { Double(Float(minimumScore ?? 0)) }

  /// Throws unless every option makes sense.
  func check() throws(Failure) {
    if let count { _ = try RecipeOverrides.checked("-n", count, from: 1, to: 1_000_000_000) }
    if let minimumScore, !(0...1).contains(minimumScore) {
      throw .badOption("--min-score", found: Text.shortest(minimumScore), expected: "a score from 0 to 1")
    }
  }
}

/// The forms in which rows are written.
enum RowFormat: String, Sendable {
  case csv, jsonl

  /// The form that a file's name asks for; CSV for standard output.
  init(path: String) throws(Failure) {
    if path == "-" || path.hasSuffix(".csv") {
      self = .csv
    } else if path.hasSuffix(".jsonl") {
      self = .jsonl
    } else {
      throw .badOption("--output", found: "\"\(path)\"", expected: "a name that ends in .csv or .jsonl, or -")
    }
  }
}
