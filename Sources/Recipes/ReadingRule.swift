/// Which rule read a value: the name that the cleaning report gives.
struct ReadingRule: Sendable, Hashable {
  /// What the words before a date said of it.
  enum Lead: Sendable, Hashable {
    case none, published, streamed, premiered, updated
  }

  /// The form of the text.
  enum Form: String, Sendable, Hashable {
    case text = "text"
    case category = "one of few values"
    case plainCount = "count without separators"
    case dotCount = "count with thousands dots"
    case commaCount = "count with thousands commas"
    case spaceCount = "count with thousands spaces"
    case multipliedCount = "count with a multiplier"
    case noneCount = "none, read as 0"
    case wholeWithPoint = "whole number written with .0"
    case plainNumber = "number"
    case groupedNumber = "number with thousands separators"
    case multipliedNumber = "number with a multiplier"
    case isoDate = "year-month-day"
    case isoTime = "year-month-day and time"
    case compactDate = "eight digits, year month day"
    case epoch = "seconds since 1970"
    case epochFine = "milli-, micro- or nanoseconds since 1970"
    case dayFirst = "day/month/year"
    case monthFirst = "month/day/year"
    case yearOnly = "year alone, read as 1 January"
    case dayMonthName = "day, month name, year"
    case monthNameDay = "month name, day, year"
    case timeAgo = "time before the observation"
    case wordDay = "word for a day before the observation"
    case jsonList = "JSON list"
    case pythonList = "Python list"
    case separated = "values between separators"
    case oneTag = "one value"
    case yes = "yes"
    case no = "no"
  }

  /// What stood before the date.
  var lead: Lead = .none
  /// The form.
  var form: Form

  /// The rule's name in the report: `published: day, month name, year`.
  var name: String {
    switch lead {
    case .none: form.rawValue
    case .published: "published: \(form.rawValue)"
    case .streamed: "streamed live: \(form.rawValue)"
    case .premiered: "premiered: \(form.rawValue)"
    case .updated: "updated: \(form.rawValue)"
    }
  }
}

/// A value that was read, and the rule that read it.
struct Reading<Value> {
  var value: Value
  var rule: ReadingRule
}
