/// Numbers as a person reads them, the same on every machine: no locale, no exponent.
public enum Decimals {
  /// The number with a fixed count of decimals, thousands grouped by commas, a true minus sign: `−1,234.50`.
  ///
  /// A half is rounded away from zero; a result of zero has no sign. Not a number is `–`; a magnitude of 10¹² and more
  /// is written without decimals, infinity as `∞`.
  ///
  /// - Parameters:
  ///   - value: Any number.
  ///   - places: 0 to 6.
  public static func fixed(_ value: Double, _ places: Int) -> String {
    precondition((0...6).contains(places), "between 0 and 6 decimals")
    if value.isNaN { return "–" }
    if value.isInfinite { return value < 0 ? "−∞" : "∞" }
    let magnitude = value.magnitude
    if magnitude >= 1e12 {
      let digits = magnitude < 1e18 ? grouped(UInt64(magnitude.rounded())) : "\(magnitude)"
      return (value < 0 ? "−" : "") + digits
    }
    let scale = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000][places] as UInt64
    let units = UInt64((magnitude * Double(scale)).rounded())
    var text = value < 0 && units > 0 ? "−" : ""
    text += grouped(units / scale)
    if places > 0 {
      let fraction = String(units % scale)
      text += "." + String(repeating: "0", count: places - fraction.utf8.count) + fraction
    }
    return text
  }

  /// A count with thousands grouped by commas.
  public static func count(_ value: Int) -> String {
    (value < 0 ? "−" : "") + grouped(UInt64(value.magnitude))
  }

  /// A share as a percentage, one decimal below ten per cent: `7.4 %`, `81 %`.
  public static func percent(_ share: Double) -> String {
    fixed(share * 100, share * 100 < 9.95 && share > 0 ? 1 : 0) + "\u{A0}%"
  }

  /// A coordinate of a drawing: one decimal at most, an ASCII minus sign; not a number is 0.
  static func coordinate(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return "0" }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let rest = tenths.magnitude % 10
    return sign + String(tenths.magnitude / 10) + (rest == 0 ? "" : ".\(rest)")
  }

  private static func grouped(_ value: UInt64) -> String {
    let digits = String(value)
    guard digits.utf8.count > 3 else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
