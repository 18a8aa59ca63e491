import GarimpoKernels

/// A day of the example's crawl, which ran from 2018-02-08 to 2019-11-25.
struct ExampleDate {
  /// Days since 2018-02-08.
  let dayNumber: Int

  /// The number of days of the crawl.
  static let dayCount = 656
  private static let trainingDayCount = 417
  private static let months = ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"]
  private static let monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

  /// The day `dayNumber` days after 2018-02-08.
  init(dayNumber: Int) { self.dayNumber = dayNumber }

  /// The date of a row: a fifth of all videos is from the crawl's last ten days, the others are spread over the time before.
  ///
  /// Rows step through the time by the golden ratio, so that even a few rows have videos from before and after the day
  /// that divides training from validation.
  init(row: Int, random: inout SplitMix64) {
    if row >= 4 && random.chance(0.2) {
      dayNumber = Self.dayCount - 1 - random.next(below: 10)
    } else {
      let step = Double(row) * 0.618_033_988_749_894_9
      dayNumber = Int((step - step.rounded(.down)) * Double(Self.dayCount - 10))
    }
  }

  /// Whether the day lies before 2019-04-01, where the recipe divides.
  var isInTraining: Bool { dayNumber < Self.trainingDayCount }

  /// As a watch page writes it: `8 de fev. de 2018`.
  var portuguese: String {
    var (day, month, year) = (8 + dayNumber, 1, 2018)
    while day > Self.monthLengths[month] {
      day -= Self.monthLengths[month]
      month += 1
      if month == 12 { (month, year) = (0, year + 1) }
    }
    return "\(day) de \(Self.months[month]). de \(year)"
  }

  /// The year, for titles that name it.
  var year: Int { dayNumber < 327 ? 2018 : 2019 }
}
