/// Reads dates and times as people and programs of a locale write them.
///
/// A date in numbers whose order the locale does not settle (`05/28/2016` under `en`) is read only when the recipe
/// states the order. A day that the calendar does not have is not read. A time without an offset is taken as
/// Coordinated Universal Time.
struct DateReader: Sendable {
  /// The words and customs.
  let locale: ReadingLocale
  /// The order of dates in numbers: the recipe's, else the locale's, else unknown.
  let order: ReadingLocale.DateOrder?

  init(locale: ReadingLocale, order: ReadingLocale.DateOrder? = nil) {
    self.locale = locale
    self.order = order ?? locale.dateOrder
  }

  /// The moment that `text` names; relative times count back from `observed`.
  func date(_ text: [UInt8], observed: Timestamp) -> Reading<Timestamp>? {
    guard let first = text.first else { return nil }
    var at = 0
    var lead = ReadingRule.Lead.none
    if !Scan.isDigit(first) {
      for entry in locale.leads where Scan.word(entry.phrase, text, &at) {
        _ = Scan.byte(UInt8(ascii: ":"), text, &at)
        Scan.spaces(text, &at)
        lead = entry.lead
        break
      }
    }
    guard at < text.count else { return nil }
    guard let reading = moment(text, at) ?? ago(text, at, observed) else { return nil }
    return Reading(value: reading.value, rule: ReadingRule(lead: lead, form: reading.rule.form))
  }

  /// A date that does not depend on the observation.
  private func moment(_ text: [UInt8], _ start: Int) -> Reading<Timestamp>? {
    if Scan.isDigit(text[start]) {
      var at = start
      if order == .yearOnly, let year = Scan.digits(4...4, text, &at), at == text.count {
        return Timestamp(year: year, month: 1, day: 1).map { Reading($0, .yearOnly) }
      }
      return digitsOnly(text, start) ?? yearFirstReading(text, start) ?? numeric(text, start) ?? dayFirst(text, start)
    }
    // Before the weekday, because `mar.` is Tuesday and March in Spanish.
    if let reading = monthFirst(text, start) { return reading }
    var at = start
    weekday(text, &at)
    guard at > start, at < text.count else { return nil }
    return Scan.isDigit(text[at]) ? dayFirst(text, at) : monthFirst(text, at)
  }

  /// `20181102`, `20181102T103000Z`, or seconds since 1970 and their thousandths.
  private func digitsOnly(_ text: [UInt8], _ start: Int) -> Reading<Timestamp>? {
    var at = start
    while at < text.count, Scan.isDigit(text[at]) { at += 1 }
    let width = at - start
    var from = start
    if width == 8 {
      guard let number = Scan.digits(8...8, text, &from),
        let day = Timestamp(year: number / 10_000, month: number / 100 % 100, day: number % 100)
      else { return nil }
      if from == text.count { return Reading(day, .compactDate) }
      guard Scan.byte(UInt8(ascii: "t"), text, &from), let clock = Scan.digits(6...6, text, &from),
        let seconds = DateReader.seconds(clock / 10_000, clock / 100 % 100, clock % 100)
      else { return nil }
      let offset = DateReader.offset(text, &from) ?? 0
      guard from == text.count else { return nil }
      return Reading(day.adding(seconds - offset), .isoTime)
    }
    if at + 1 < text.count, width == 10, text[at] == UInt8(ascii: ".") {
      at += 1
      while at < text.count, Scan.isDigit(text[at]) { at += 1 }
    }
    guard at == text.count, width >= 10, (width - 10) % 3 == 0, width <= 19 else { return nil }
    let exponent = width - 10
    var seconds: Int64 = 0
    for byte in text[start..<start + width - exponent] { seconds = seconds * 10 + Int64(byte - 0x30) }
    return Reading(Timestamp(secondsSince1970: seconds), exponent == 0 ? .epoch : .epochFine)
  }

  /// `2018-11-02` or `2018/11/02`, with or without a time.
  private func yearFirstReading(_ text: [UInt8], _ start: Int) -> Reading<Timestamp>? {
    var at = start
    guard let moment = DateReader.yearFirst(text, &at), at == text.count else { return nil }
    return Reading(moment, at - start <= 10 ? .isoDate : .isoTime)
  }

  /// The ISO 8601 date at `at`, with its time and offset if they follow.
  static func yearFirst(_ text: [UInt8], _ at: inout Int) -> Timestamp? {
    var end = at
    guard let year = Scan.digits(4...4, text, &end), end < text.count else { return nil }
    let separator = text[end]
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") || separator == UInt8(ascii: ".") else {
      return nil
    }
    end += 1
    guard let month = Scan.digits(1...2, text, &end), Scan.byte(separator, text, &end),
      let day = Scan.digits(1...2, text, &end), let midnight = Timestamp(year: year, month: month, day: day)
    else { return nil }
    at = end
    if !Scan.byte(UInt8(ascii: "t"), text, &end) {
      guard end < text.count, text[end] == 0x20 else { return midnight }
      Scan.spaces(text, &end)
    }
    guard let seconds = time(text, &end) else { return midnight }
    at = end
    return midnight.adding(seconds)
  }

  /// `05/28/2016 19:51` in the order that is stated; `28.05.2016`, `28-05-2016`.
  private func numeric(_ text: [UInt8], _ start: Int) -> Reading<Timestamp>? {
    guard order == .dayFirst || order == .monthFirst else { return nil }
    var at = start
    guard let first = Scan.digits(1...2, text, &at), at < text.count else { return nil }
    let separator = text[at]
    guard separator == UInt8(ascii: "/") || separator == UInt8(ascii: "-") || separator == UInt8(ascii: ".") else {
      return nil
    }
    at += 1
    guard let second = Scan.digits(1...2, text, &at), Scan.byte(separator, text, &at),
      let year = Scan.digits(4...4, text, &at)
    else { return nil }
    let dayFirst = order == .dayFirst
    guard let day = Timestamp(year: year, month: dayFirst ? second : first, day: dayFirst ? first : second),
      let seconds = endingTime(text, at)
    else { return nil }
    return Reading(day.adding(seconds), dayFirst ? .dayFirst : .monthFirst)
  }

  /// `2 de nov. de 2018`, `2 Nov 2018`, `2nd November 2018, 10:30`.
  private func dayFirst(_ text: [UInt8], _ start: Int) -> Reading<Timestamp>? {
    var at = start
    guard let day = Scan.digits(1...2, text, &at) else { return nil }
    ordinal(text, &at)
    joint(text, &at)
    guard let month = month(text, &at) else { return nil }
    joint(text, &at)
    guard let year = Scan.digits(4...4, text, &at), let date = Timestamp(year: year, month: month, day: day),
      let seconds = endingTime(text, at)
    else { return nil }
    return Reading(date.adding(seconds), .dayMonthName)
  }

  /// `Nov 2, 2018`, `November 2nd 2018 10:30 PM`.
  private func monthFirst(_ text: [UInt8], _ start: Int) -> Reading<Timestamp>? {
    var at = start
    guard let month = month(text, &at) else { return nil }
    joint(text, &at)
    guard let day = Scan.digits(1...2, text, &at) else { return nil }
    ordinal(text, &at)
    joint(text, &at)
    guard let year = Scan.digits(4...4, text, &at), let date = Timestamp(year: year, month: month, day: day),
      let seconds = endingTime(text, at)
    else { return nil }
    return Reading(date.adding(seconds), .monthNameDay)
  }

  private func month(_ text: [UInt8], _ at: inout Int) -> Int? {
    for entry in locale.months where Scan.word(entry.word, text, &at) {
      _ = Scan.byte(UInt8(ascii: "."), text, &at)
      return entry.month
    }
    return nil
  }

  private func weekday(_ text: [UInt8], _ at: inout Int) {
    var end = at
    for word in locale.weekdays where Scan.word(word, text, &end) {
      _ = Scan.byte(UInt8(ascii: "."), text, &end)
      _ = Scan.byte(UInt8(ascii: ","), text, &end)
      Scan.spaces(text, &end)
      at = end
      return
    }
  }

  /// What may stand between day, month and year: spaces, a comma, a full stop, a hyphen, the locale's `de`.
  private func joint(_ text: [UInt8], _ at: inout Int) {
    if !Scan.byte(UInt8(ascii: ","), text, &at) {
      if !Scan.byte(UInt8(ascii: "."), text, &at) { _ = Scan.byte(UInt8(ascii: "-"), text, &at) }
    }
    Scan.spaces(text, &at)
    for word in locale.dateJoiners where Scan.word(word, text, &at) {
      Scan.spaces(text, &at)
      return
    }
  }

  /// The ending of a day's number: 1st, 2nd, 3rd, 4th, 1º, 1er.
  private func ordinal(_ text: [UInt8], _ at: inout Int) {
    for ending in DateReader.ordinals where Scan.word(ending, text, &at) { return }
  }

  private static let ordinals: [[UInt8]] = ["st", "nd", "rd", "th", "º", "er"].map { Array($0.utf8) }

  /// The seconds of the time at the end of a text; 0 when nothing is left; nil when what is left is no time.
  private func endingTime(_ text: [UInt8], _ start: Int) -> Int64? {
    guard start < text.count else { return 0 }
    var at = start
    _ = Scan.byte(UInt8(ascii: ","), text, &at)
    Scan.spaces(text, &at)
    for word in DateReader.timeJoiners where Scan.word(word, text, &at) { Scan.spaces(text, &at) }
    guard at > start, let seconds = DateReader.time(text, &at), at == text.count else { return nil }
    return seconds
  }

  private static let timeJoiners: [[UInt8]] = ["at", "às", "a las", "à", "um", "alle"].map { Array($0.utf8) }

  /// A time of day at `at` as seconds to add to midnight: `19:51`, `7:51 pm`, `10:30:15.25Z`, `10:30+05:30`.
  private static func time(_ text: [UInt8], _ at: inout Int) -> Int64? {
    var end = at
    guard var hour = Scan.digits(1...2, text, &end), Scan.byte(UInt8(ascii: ":"), text, &end),
      let minute = Scan.digits(2...2, text, &end)
    else { return nil }
    var second = 0
    if Scan.byte(UInt8(ascii: ":"), text, &end) {
      guard let seconds = Scan.digits(2...2, text, &end) else { return nil }
      second = seconds
      if end + 1 < text.count, text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: ","),
        Scan.isDigit(text[end + 1])
      {
        end += 1
        while end < text.count, Scan.isDigit(text[end]) { end += 1 }
      }
    }
    var half = end
    Scan.spaces(text, &half)
    let isMorning = Scan.word(Array("am".utf8), text, &half)
    if isMorning || Scan.word(Array("pm".utf8), text, &half) {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isMorning ? 0 : 12)
      end = half
    }
    guard let seconds = seconds(hour, minute, second) else { return nil }
    let offset = offset(text, &end) ?? 0
    at = end
    return seconds - offset
  }

  /// An offset from Coordinated Universal Time in seconds: `Z`, `UTC`, `GMT`, `+05:30`, `-0300`, `+02`.
  private static func offset(_ text: [UInt8], _ at: inout Int) -> Int64? {
    var end = at
    Scan.spaces(text, &end)
    for name in zeroOffsets where Scan.word(name, text, &end) {
      at = end
      return 0
    }
    let isWest = Scan.byte(UInt8(ascii: "-"), text, &end)
    guard isWest || Scan.byte(UInt8(ascii: "+"), text, &end) else { return nil }
    var minutes = 0
    let hours: Int
    if let both = Scan.digits(4...4, text, &end) {
      (hours, minutes) = (both / 100, both % 100)
    } else {
      guard let two = Scan.digits(2...2, text, &end) else { return nil }
      hours = two
      if Scan.byte(UInt8(ascii: ":"), text, &end) {
        guard let rest = Scan.digits(2...2, text, &end) else { return nil }
        minutes = rest
      }
    }
    guard hours <= 18, minutes < 60 else { return nil }
    at = end
    return Int64((isWest ? -1 : 1) * (hours * 3600 + minutes * 60))
  }

  private static let zeroOffsets: [[UInt8]] = ["z", "utc", "gmt"].map { Array($0.utf8) }

  /// Seconds since midnight, or nil for a time that no clock shows; a leap second counts as the one before it.
  private static func seconds(_ hour: Int, _ minute: Int, _ second: Int) -> Int64? {
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    return Int64(hour * 3600 + minute * 60 + min(second, 59))
  }
}

extension Reading {
  init(_ value: Value, _ form: ReadingRule.Form) {
    self.init(value: value, rule: ReadingRule(form: form))
  }
}

extension Timestamp {
  /// The moment `seconds` later.
  func adding(_ seconds: Int64) -> Timestamp { Timestamp(secondsSince1970: secondsSince1970 + seconds) }
}
