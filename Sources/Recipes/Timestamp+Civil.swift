extension Timestamp {
  /// A day's midnight in Coordinated Universal Time, or nil when the calendar has no such day.
  ///
  /// `month` and `day` count from 1. Years 1 ... 9999 are accepted.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Timestamp.dayCount(year: year, month: month)
    else { return nil }
    self.init(secondsSince1970: Timestamp.days(year: year, month: month, day: day) * 86_400)
  }

  /// The year, the month (1 ... 12) and the day of the month (1 ... 31) in Coordinated Universal Time.
  public var civil: (year: Int, month: Int, day: Int) {
    // Hinnant's civil_from_days: eras of 400 years that begin on 1 March, so that the leap day ends a year.
    let shifted = (secondsSince1970.flooredQuotient(86_400)) + 719_468
    let era = shifted.flooredQuotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), Int(month), Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    )
  }

  /// The year.
  public var year: Int { civil.year }
  /// The month, 1 ... 12.
  public var month: Int { civil.month }
  /// The day of the month, 1 ... 31.
  public var day: Int { civil.day }

  /// Seconds since midnight, 0 ..< 86,400.
  public var secondsSinceMidnight: Int {
    Int(secondsSince1970 - secondsSince1970.flooredQuotient(86_400) * 86_400)
  }

  /// Days (whole and part) from `earlier` to this moment; negative when it is later.
  public func days(since earlier: Timestamp) -> Double {
    Double(secondsSince1970 - earlier.secondsSince1970) / 86_400
  }

  /// This moment `count` calendar months earlier, at the same time of day.
  ///
  /// A day that the month does not have becomes its last one: a month before 31 March is 28 or 29 February. Nil before
  /// year 1.
  func subtracting(months count: Int) -> Timestamp? {
    let (year, month, day) = civil
    let months = year * 12 + month - 1 - count
    guard months >= 12 else { return nil }
    let (newYear, newMonth) = (months / 12, months % 12 + 1)
    let newDay = min(day, Timestamp.dayCount(year: newYear, month: newMonth))
    guard let midnight = Timestamp(year: newYear, month: newMonth, day: newDay) else { return nil }
    return Timestamp(secondsSince1970: midnight.secondsSince1970 + Int64(secondsSinceMidnight))
  }

  /// The number of days of a month; `month` is in 1 ... 12.
  static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// Days from 1970-01-01 to a day that exists (Hinnant's days_from_civil).
  private static func days(year: Int, month: Int, day: Int) -> Int64 {
    let shiftedYear = Int64(month <= 2 ? year - 1 : year)
    let era = shiftedYear.flooredQuotient(400)
    let yearOfEra = shiftedYear - era * 400
    let shiftedMonth = Int64(month > 2 ? month - 3 : month + 9)
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + Int64(day) - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Int64 {
  /// The quotient rounded towards negative infinity; `divisor` is positive.
  fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor)
  }
}
