/// Why labelled items cannot be divided into training and validation.
public enum SplitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One of the two parts.
  public enum Part: String, Sendable, Hashable {
    /// The items a model learns from.
    case training
    /// The items it is judged by.
    case validation
  }

  /// There are no labelled items.
  case noItems
  /// Dates or groups do not pair up with the labels.
  case unequalLengths(values: Int, targets: Int)
  /// The share does not lie between 0 and 1.
  case shareOutOfRange(Double)
  /// No item has a date.
  case noDates(count: Int)
  /// Every dated item lies at or after the threshold.
  case nothingBefore(threshold: Int64, earliest: Int64, count: Int)
  /// Every dated item lies before the threshold.
  case nothingFrom(threshold: Int64, latest: Int64, count: Int)
  /// All dated items have the same date.
  case oneDateOnly(date: Int64, count: Int)
  /// All items belong to one group, or no choice of whole groups leaves items on both sides.
  case oneGroupOnly(count: Int)
  /// There are too few items to have some on both sides.
  case tooFewItems(count: Int)
  /// The items of one part are all yes or all no.
  case oneClassOnly(Part, positives: Int, negatives: Int)
  /// All labelled items have the same answer, so that no split helps.
  case oneAnswerOnly(isPositive: Bool, count: Int)

  /// The sentence for people. Dates are days in UTC, or moments where they are not midnight.
  public var description: String {
    switch self {
    case .noItems:
      return "split: no labelled items; expected some to train on and some to validate with: label items first"
    case .unequalLengths(let values, let targets):
      return "split: \(values) values to split by and \(targets) labels; expected one value for each label"
    case .shareOutOfRange(let share):
      return "split: a validation share of \(share); expected more than 0 and less than 1"
    case .noDates(let count):
      return "split: none of the \(count) labelled items has a date; expected dates: split at random or by group"
    case .nothingBefore(let threshold, let earliest, let count):
      return "split: no training items: none of the \(count) labelled items is dated before \(Self.day(threshold)), "
        + "the earliest is of \(Self.day(earliest)); choose a later date"
    case .nothingFrom(let threshold, let latest, let count):
      return "split: no validation items: all \(count) labelled items are dated before \(Self.day(threshold)), "
        + "the latest is of \(Self.day(latest)); choose an earlier date"
    case .oneDateOnly(let date, let count):
      return "split: all \(count) labelled items are dated \(Self.day(date)), and equal dates stay together; "
        + "expected two dates at least: split at random or by group"
    case .oneGroupOnly(let count):
      return "split: the \(count) labelled items cannot be divided by whole groups; "
        + "expected two groups at least: split by date or at random"
    case .tooFewItems(let count):
      return "split: \(count) labelled item\(count == 1 ? "" : "s"); expected at least 2: label more items"
    case .oneClassOnly(let part, let positives, let negatives):
      return "split: the \(part.rawValue) items are \(positives) yes and \(negatives) no; "
        + "expected at least one of each: choose another split or label more items"
    case .oneAnswerOnly(let isPositive, let count):
      return "split: all \(count) labelled items are \(isPositive ? "yes" : "no"); "
        + "label at least one \(isPositive ? "no" : "yes")"
    }
  }

  /// `2019-04-01`, with `T12:30:05Z` behind it unless it is midnight.
  ///
  /// Hinnant, "chrono-compatible low-level date algorithms": civil date from a count of days.
  static func day(_ seconds: Int64) -> String {
    var days = seconds / 86_400
    var rest = seconds % 86_400
    if rest < 0 {
      days -= 1
      rest += 86_400
    }
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let date = [
      yearOfEra + era * 400 + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9,
      dayOfYear - (153 * month + 2) / 5 + 1,
    ]
    func padded(_ value: Int64, _ width: Int) -> String {
      let digits = String(value.magnitude)
      return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let text = "\(padded(date[0], 4))-\(padded(date[1], 2))-\(padded(date[2], 2))"
    guard rest != 0 else { return text }
    return text + "T\(padded(rest / 3_600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))Z"
  }
}
