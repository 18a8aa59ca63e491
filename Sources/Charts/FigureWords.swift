/// The words that figures and their tables say themselves, and how they write numbers; a figure's own words are given to it.
///
/// `{name}` stands for a number.
public struct FigureWords: Sendable, Hashable {
  /// What opens the table behind a figure.
  public var summary = "The numbers"
  /// The heading of the lower ends of intervals.
  public var low = "95 % from"
  /// The heading of the upper ends.
  public var high = "to"
  /// An interval behind a value: `{low}`, `{high}`.
  public var interval = " (95 % {low} to {high})"
  /// A point of a curve: `{x}`, `{y}`; the axes' words come before.
  public var point = "{xLabel} {x}: {yLabel} {y}"
  /// The abscissa of a histogram.
  public var score = "score"
  /// The ordinate of a histogram, and a column of items.
  public var items = "items"
  /// The heading of the lower ends of bins.
  public var scoreFrom = "score from"
  /// A column of items answered yes.
  public var yes = "yes"
  /// A column of items answered no.
  public var no = "no"
  /// A bin of a histogram: `{from}`, `{to}`, `{yes}`, `{no}`.
  public var bin = "score {from} to {to}: {yes} yes, {no} no"
  /// The abscissa of a reliability diagram.
  public var meanScore = "mean score"
  /// Its ordinate.
  public var shareOfYes = "share of yes"
  /// A bin of it: `{x}`, `{y}`, `{low}`, `{high}`, `{count}`.
  public var calibrationBin = "mean score {x}: {y} are yes (95 % {low} to {high}), {count} items"
  /// What stands between whole and fraction.
  public var decimalMark = "."
  /// What stands between thousands.
  public var groupMark = ","

  /// English.
  public static let english = FigureWords()

  /// The words in English, to be changed one by one.
  public init() {}

  /// The text with its values filled in.
  func filled(_ text: String, _ values: [(name: String, value: String)]) -> String {
    values.reduce(text) { $0.replacing("{\($1.name)}", with: $1.value) }
  }

  /// A number with a fixed count of decimals.
  func fixed(_ value: Double, _ places: Int) -> String { localized(Decimals.fixed(value, places)) }

  /// A whole number.
  func count(_ value: Int) -> String { localized(Decimals.count(value)) }

  private func localized(_ text: String) -> String {
    guard decimalMark != "." || groupMark != "," else { return text }
    return text.reduce(into: "") { $0 += $1 == "." ? decimalMark : $1 == "," ? groupMark : String($1) }
  }
}
