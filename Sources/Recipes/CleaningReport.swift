/// What happened to the raw columns: nothing is silent.
public struct CleaningReport: Sendable, Hashable, Codable {
  /// Rows of the table.
  public var rowCount: Int
  /// Rows dropped because the columns that the recipe reads were all empty.
  public var emptyRowCount: Int
  /// One entry for each column that the recipe reads, in the recipe's order.
  public var columns: [Column]
  /// Sentences for a person: dates after the observation time, repeated ids, and the like.
  public var warnings: [String]

  /// How one column was read.
  public struct Column: Sendable, Hashable, Codable {
    /// The recipe's field name.
    public var field: String
    /// The column of the table.
    public var column: String
    /// The rules that read values, each with its number of values and an example, in descending order of number.
    public var rules: [Rule]
    /// Items with nothing in the cell.
    public var missingCount: Int
    /// Items whose text no rule could read.
    public var unreadCount: Int
    /// Up to five texts that no rule could read, with the record they came from.
    public var unreadExamples: [Example]

    /// A column's report.
    public init(
      field: String, column: String, rules: [Rule] = [], missingCount: Int = 0, unreadCount: Int = 0,
      unreadExamples: [Example] = []
    ) {
      self.field = field
      self.column = column
      self.rules = rules
      self.missingCount = missingCount
      self.unreadCount = unreadCount
      self.unreadExamples = unreadExamples
    }
  }

  /// One way of reading a text.
  public struct Rule: Sendable, Hashable, Codable {
    /// What the rule is called, e.g. `count with thousands dots`.
    public var name: String
    /// How many values it read.
    public var count: Int
    /// A text that it read, and what it became.
    public var example: String

    /// A rule with its number of values.
    public init(name: String, count: Int, example: String) {
      self.name = name
      self.count = count
      self.example = example
    }
  }

  /// A text that could not be read.
  public struct Example: Sendable, Hashable, Codable {
    /// The number of the record in the file, from 1; a header is record 1, as in the messages about the file.
    public var record: Int
    /// The text, cut to 80 characters.
    public var text: String

    /// An example.
    public init(record: Int, text: String) {
      self.record = record
      self.text = text
    }
  }

  /// A report.
  public init(rowCount: Int, emptyRowCount: Int, columns: [Column], warnings: [String]) {
    self.rowCount = rowCount
    self.emptyRowCount = emptyRowCount
    self.columns = columns
    self.warnings = warnings
  }
}
