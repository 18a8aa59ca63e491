extension DateReader {
  /// A length of time before the observation: `há 3 horas`, `2 days ago`, `uma hora atrás`, `ontem`.
  ///
  /// Seconds to weeks are exact; months and years are calendar months, so `há 1 mês` on 31 March is the last day of
  /// February. Words for days (`ontem`) give midnight; words for now give the observation time.
  func ago(_ text: [UInt8], _ start: Int, _ observed: Timestamp) -> Reading<Timestamp>? {
    var at = start
    for word in locale.nowWords where Scan.word(word, text, &at) {
      return at == text.count ? Reading(observed, .timeAgo) : nil
    }
    for entry in locale.days where Scan.word(entry.word, text, &at) {
      guard at == text.count else { return nil }
      let midnight = observed.adding(-Int64(observed.secondsSinceMidnight))
      return Reading(midnight.adding(-86_400 * Int64(entry.daysAgo)), .wordDay)
    }
    var marked = false
    for word in locale.agoBefore where Scan.word(word, text, &at) {
      marked = true
      break
    }
    Scan.spaces(text, &at)
    guard let count = amount(text, &at) else { return nil }
    Scan.spaces(text, &at)
    guard let unit = timeUnit(text, &at) else { return nil }
    Scan.spaces(text, &at)
    if at < text.count {
      // `há 3 horas atrás` is said too.
      for word in locale.agoAfter where Scan.word(word, text, &at) {
        marked = true
        break
      }
    }
    guard marked, at == text.count else { return nil }
    let moment: Timestamp? =
      switch unit {
      case .second: observed.adding(-count)
      case .minute: observed.adding(-60 * count)
      case .hour: observed.adding(-3_600 * count)
      case .day: observed.adding(-86_400 * count)
      case .week: observed.adding(-604_800 * count)
      case .month: observed.subtracting(months: Int(count))
      case .year: observed.subtracting(months: 12 * Int(count))
      }
    return moment.map { Reading($0, .timeAgo) }
  }

  /// A whole number of at most five digits, or the locale's word for one.
  private func amount(_ text: [UInt8], _ at: inout Int) -> Int64? {
    for word in locale.oneWords where Scan.word(word, text, &at) { return 1 }
    return Scan.digits(1...5, text, &at).map(Int64.init)
  }

  private func timeUnit(_ text: [UInt8], _ at: inout Int) -> ReadingLocale.TimeUnit? {
    for entry in locale.timeUnits where Scan.word(entry.word, text, &at) {
      _ = Scan.byte(UInt8(ascii: "."), text, &at)
      return entry.unit
    }
    return nil
  }
}
