/// One entry of a recipe's `fields:`: a typed field and how it is read.
public struct FieldSpec: Sendable, Hashable {
  /// What a field holds.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Running text.
    case text
    /// A measure: sign, fraction, currency.
    case number
    /// A whole number of things: `2.167 visualizações`.
    case count
    /// A date or time, also one relative to the observation.
    case date
    /// One of few values.
    case category
    /// Any number of values in one cell.
    case tags
  }

  /// The name that features use.
  public var name: String
  /// Where the text comes from.
  public var source: ColumnSource
  /// What it holds.
  public var kind: Kind
  /// How numbers and dates are written.
  public var locale: String
  /// The order of dates in numbers, if the recipe states it: `dmy`, `mdy`, `ymd` or `y`.
  public var order: String?
  /// What stands between tags.
  public var separator: String
  /// Units of a count besides the locale's.
  public var units: [String]
  /// Texts that mean that there is no value, such as `NA`.
  public var missing: [String]
}
