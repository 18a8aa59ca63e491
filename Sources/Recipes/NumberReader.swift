/// Reads numbers as people and programs of a locale write them.
///
/// Strict: a separator is either between groups of exactly three digits or before a fraction, never both ways. Under
/// `pt-BR`, `1.234` is 1234 and `1,234` the number 1.234; under `en` it is the other way round. What fits neither is
/// not read.
struct NumberReader: Sendable {
  /// How numbers are written.
  let locale: ReadingLocale
  /// Units that a count may have besides the locale's, in `CellText`'s form.
  let units: [[UInt8]]

  init(locale: ReadingLocale, units: [String] = []) {
    self.locale = locale
    self.units = units.map { CellText($0).bytes }.sorted { $0.count > $1.count }
  }

  /// A whole number of things: digits with or without thousands separators, a multiplier, a unit that the locale
  /// knows; or the locale's word for none with a unit.
  ///
  /// A fraction is read only before a multiplier that makes it whole (`1,2 mil`), or as `.0` (`1280.0`, which programs
  /// write for whole numbers).
  func count(_ text: [UInt8]) -> Reading<Double>? {
    var at = 0
    for word in locale.noneWords where Scan.word(word, text, &at) {
      Scan.spaces(text, &at)
      guard at < text.count, unit(text, &at), at == text.count else { return nil }
      return Reading(value: 0, rule: ReadingRule(form: .noneCount))
    }
    if let whole = wholeWithPoint(text) {
      return Reading(value: whole, rule: ReadingRule(form: .wholeWithPoint))
    }
    guard let number = decimal(text, &at) else { return nil }
    let factor = multiplier(text, &at)
    guard rest(text, at, joined: factor != nil) else { return nil }
    guard let factor else {
      guard number.scale == 0 else { return nil }
      return Reading(value: Double(number.mantissa), rule: ReadingRule(form: number.countForm))
    }
    let (product, overflow) = number.mantissa.multipliedReportingOverflow(by: factor)
    let divisor = NumberReader.powersOfTen[min(number.scale, 18)]
    guard !overflow, number.scale <= 18, product % divisor == 0 else { return nil }
    return Reading(value: Double(product / divisor), rule: ReadingRule(form: .multipliedCount))
  }

  /// A measure: an optional sign, digits, a fraction, an exponent or a multiplier; a currency sign before or after, or
  /// a per cent sign after it (which is dropped: `45 %` is 45).
  func number(_ text: [UInt8]) -> Reading<Double>? {
    var at = 0
    var negative = sign(text, &at)
    let isSigned = at > 0
    currency(text, &at)
    if !isSigned { negative = sign(text, &at) }
    let start = at
    guard let number = decimal(text, &at, allowsPointFirst: true) else { return nil }
    var value = number.value
    var form: ReadingRule.Form = number.grouped ? .groupedNumber : .plainNumber
    if at < text.count, text[at] == UInt8(ascii: "e"), !number.grouped {
      var end = at + 1
      if !Scan.byte(UInt8(ascii: "-"), text, &end) { _ = Scan.byte(UInt8(ascii: "+"), text, &end) }
      guard Scan.digits(1...3, text, &end) != nil else { return nil }
      // The exponent in digits: rounding is right only if the whole is read at once.
      let ascii = text[start..<end].map { $0 == locale.decimalSeparator ? UInt8(ascii: ".") : $0 }
      guard let exact = Double(String(decoding: ascii, as: UTF8.self)), exact.isFinite else { return nil }
      value = exact
      at = end
    } else if let factor = multiplier(text, &at) {
      value = number.timesExactly(factor)
      guard value.isFinite else { return nil }
      form = .multipliedNumber
    }
    Scan.spaces(text, &at)
    if !Scan.byte(UInt8(ascii: "%"), text, &at) { currency(text, &at) }
    Scan.spaces(text, &at)
    guard at == text.count else { return nil }
    return Reading(value: negative ? -value : value, rule: ReadingRule(form: form))
  }

  /// Digits in groups with a fraction, as they stand.
  struct Decimal {
    /// All digits, without separators.
    var mantissa: Int
    /// How many of them stand after the decimal separator.
    var scale: Int
    /// The separator between groups, if there are any.
    var separator: UInt8?
    /// The nearest double where the digits are too many for `mantissa`.
    var inexact: Double?

    var grouped: Bool { separator != nil }

    /// The value, correctly rounded.
    var value: Double {
      inexact ?? Double(mantissa) / NumberReader.doublePowersOfTen[scale]
    }

    /// The value times a whole number, correctly rounded where the digits allow.
    func timesExactly(_ factor: Int) -> Double {
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: factor)
      return inexact == nil && !overflow
        ? Double(product) / NumberReader.doublePowersOfTen[scale] : value * Double(factor)
    }

    var countForm: ReadingRule.Form {
      switch separator {
      case nil: .plainCount
      case UInt8(ascii: "."): .dotCount
      case UInt8(ascii: ","): .commaCount
      default: .spaceCount
      }
    }
  }

  /// The digits at `at` with their separators, or nil when they are not well formed for the locale.
  private func decimal(_ text: [UInt8], _ at: inout Int, allowsPointFirst: Bool = false) -> Decimal? {
    let start = at
    var number = Decimal(mantissa: 0, scale: 0)
    var digits = 0
    var fits = true
    func take() {
      while at < text.count, Scan.isDigit(text[at]) {
        let (scaled, first) = number.mantissa.multipliedReportingOverflow(by: 10)
        let (sum, second) = scaled.addingReportingOverflow(Int(text[at] - 0x30))
        if first || second { fits = false } else { number.mantissa = sum }
        digits += 1
        at += 1
      }
    }
    take()
    if digits == 0, !allowsPointFirst { return nil }
    if (1...3).contains(digits), text[start] != UInt8(ascii: "0") {
      while at < text.count, isGroupSeparator(text[at]), number.separator ?? text[at] == text[at] {
        var end = at + 1
        guard Scan.digits(3...3, text, &end) != nil else { break }
        number.separator = text[at]
        at += 1
        take()
      }
    }
    if at + 1 < text.count, text[at] == locale.decimalSeparator, Scan.isDigit(text[at + 1]) {
      at += 1
      let before = digits
      take()
      number.scale = digits - before
    }
    // A separator and a digit left over: 12.34 under pt-BR, 1,23,456 under en.
    if digits == 0 || (at + 1 < text.count && (text[at] == 0x2E || text[at] == 0x2C) && Scan.isDigit(text[at + 1])) {
      return nil
    }
    if !fits || number.mantissa > 1 << 53 || number.scale > 22 {
      let ascii = text[start..<at].filter { Scan.isDigit($0) || $0 == locale.decimalSeparator }
        .map { $0 == locale.decimalSeparator ? UInt8(ascii: ".") : $0 }
      guard fits || allowsPointFirst, let value = Double(String(decoding: ascii, as: UTF8.self)), value.isFinite else {
        return nil
      }
      number.inexact = value
    }
    return number
  }

  /// `1280.0` and the like, in every locale: a point and zeros that cannot be a group of thousands.
  private func wholeWithPoint(_ text: [UInt8]) -> Double? {
    var at = 0
    guard let whole = Scan.digits(1...15, text, &at), Scan.byte(UInt8(ascii: "."), text, &at) else { return nil }
    let zeros = text.count - at
    guard zeros == 1 || zeros == 2, text[at...].allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
    return Double(whole)
  }

  private func isGroupSeparator(_ byte: UInt8) -> Bool {
    byte == locale.groupSeparator || byte == CellText.hardSpace || (byte == 0x20 && locale.groupsBySpace)
  }

  /// The factor of the multiplier at `at` (after an optional space and with an optional dot), or nil.
  private func multiplier(_ text: [UInt8], _ at: inout Int) -> Int? {
    var end = at
    Scan.spaces(text, &end)
    for entry in locale.multipliers where Scan.word(entry.word, text, &end) {
      _ = Scan.byte(UInt8(ascii: "."), text, &end)
      at = end
      return entry.factor
    }
    return nil
  }

  /// Whether what follows a count is nothing or a unit.
  private func rest(_ text: [UInt8], _ start: Int, joined: Bool) -> Bool {
    var at = start
    Scan.spaces(text, &at)
    if joined {
      for joiner in locale.unitJoiners where Scan.literal(joiner, text, &at) { break }
      Scan.spaces(text, &at)
    }
    guard at < text.count else { return true }
    // A unit is a word of its own: 12views is not a count.
    guard at > start, unit(text, &at) else { return false }
    return at == text.count
  }

  private func unit(_ text: [UInt8], _ at: inout Int) -> Bool {
    for word in units where Scan.word(word, text, &at) { return true }
    for word in locale.units where Scan.word(word, text, &at) { return true }
    return false
  }

  /// A minus of either kind; moves past a plus too.
  private func sign(_ text: [UInt8], _ at: inout Int) -> Bool {
    if Scan.byte(UInt8(ascii: "+"), text, &at) { return false }
    return Scan.byte(UInt8(ascii: "-"), text, &at) || Scan.literal([0xE2, 0x88, 0x92], text, &at)
  }

  private static let currencies: [[UInt8]] = ["r$", "us$", "$", "€", "£", "¥"].map { Array($0.utf8) }

  private func currency(_ text: [UInt8], _ at: inout Int) {
    var end = at
    Scan.spaces(text, &end)
    for sign in NumberReader.currencies where Scan.literal(sign, text, &end) {
      Scan.spaces(text, &end)
      at = end
      return
    }
  }

  private static let powersOfTen: [Int] = (0...18).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }
  private static let doublePowersOfTen: [Double] = (0...22).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }
}
