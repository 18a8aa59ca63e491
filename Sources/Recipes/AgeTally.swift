/// Keeps account of dates after the observation, and of dates less than a day before it, whose age counts as one day.
struct AgeTally: Sendable {
  private var lateCount = 0
  private var youngCount = 0
  private var firstLate: (date: Timestamp, observed: Timestamp)?

  /// Adds the dates of some items and when these were observed.
  mutating func add(_ dates: [Timestamp?], _ observed: [Timestamp]) {
    for (date, observed) in zip(dates, observed) {
      guard let date else { continue }
      let age = observed.days(since: date)
      if age < 0 {
        lateCount += 1
        if firstLate == nil { firstLate = (date, observed) }
      }
      if age < 1 { youngCount += 1 }
    }
  }

  /// What is to be said of the field.
  func warnings(of field: String) -> [String] {
    var warnings: [String] = []
    if let (date, observed) = firstLate {
      warnings.append(
        "\(RecipeCleaner.items(lateCount)) with \(field) after the observation time, "
          + "such as \(date) observed \(observed)")
    }
    if youngCount > 0 {
      warnings.append(
        "\(RecipeCleaner.items(youngCount)) with \(field) less than a day before the observation time: "
          + "counted as 1 day old")
    }
    return warnings
  }
}
