import ArgumentParser
import GarimpoProject

/// Texts of options as values. The errors say what is wrong; ArgumentParser says with which option.
enum OptionValue {
  /// `0.26:1`.
  static func band(_ text: String) throws -> ClosedRange<Double> {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let low = Double(parts[0]), let high = Double(parts[1]), low.isFinite, high.isFinite else {
      throw ValidationError("expected the lowest and the highest score, such as 0.26:1")
    }
    guard low <= high else {
      throw ValidationError("the band ends before it begins; write \(parts[1]):\(parts[0])")
    }
    return low...high
  }

  /// `0.3` or `30%`.
  static func share(_ text: String) throws -> Double {
    let isPercentage = text.hasSuffix("%")
    guard let number = Double(isPercentage ? text.dropLast() : text[...]), number.isFinite else {
      throw ValidationError("expected a share such as 0.3 or 30%")
    }
    return isPercentage ? number / 100 : number
  }

  /// `sqrt`, `log2`, `12` or `30%`.
  static func maxFeatures(_ text: String) throws -> RecipeOverrides.MaxFeatures {
    switch text {
    case "sqrt": return .squareRoot
    case "log2": return .log2
    default:
      if let count = Int(text) { return .count(count) }
      guard let share = try? share(text) else {
        throw ValidationError("expected sqrt, log2, a number of features such as 12, or a share such as 30%")
      }
      return .share(share)
    }
  }

  /// A number of levels, or `none`, which is 0.
  static func depth(_ text: String) throws -> Int {
    if text == "none" { return 0 }
    guard let depth = Int(text), depth != 0 else {
      throw ValidationError("expected a whole number of levels, 1 or more, or none")
    }
    return depth
  }

  /// A byte between fields, by name or as itself.
  static func delimiter(_ text: String) throws -> UInt8 {
    switch text {
    case "comma": return 0x2C
    case "semicolon": return 0x3B
    case "tab", "\\t": return 0x09
    case "pipe": return 0x7C
    case "space": return 0x20
    default:
      guard let byte = text.utf8.first, text.utf8.count == 1, byte < 0x80, ![0x0A, 0x0D, 0x22].contains(byte) else {
        throw ValidationError("expected comma, semicolon, tab, pipe, space or one ASCII character")
      }
      return byte
    }
  }

  /// What ``delimiter(_:)`` reads as this byte.
  static func delimiterWord(_ byte: UInt8) -> String {
    switch byte {
    case 0x2C: "comma"
    case 0x3B: "semicolon"
    case 0x09: "tab"
    case 0x7C: "pipe"
    case 0x20: "space"
    default: String(UnicodeScalar(byte))
    }
  }

  /// What ``quote(_:)`` reads as this byte.
  static func quoteWord(_ byte: UInt8) -> String {
    switch byte {
    case 0: "none"
    case 0x22: "double"
    case 0x27: "single"
    default: String(UnicodeScalar(byte))
    }
  }

  /// A byte around fields; 0 for `none`.
  static func quote(_ text: String) throws -> UInt8 {
    switch text {
    case "none": return 0
    case "double": return 0x22
    case "single": return 0x27
    default:
      guard let byte = text.utf8.first, text.utf8.count == 1, byte < 0x80, byte > 0x20 else {
        throw ValidationError("expected double, single, none or one ASCII character")
      }
      return byte
    }
  }

  /// Numbers as an option shows them: `10,20,50`.
  struct Counts: CustomStringConvertible {
    let values: [Int]
    init(_ values: [Int]) { self.values = values }
    var description: String { values.map(String.init).joined(separator: ",") }
  }

  /// `10,20,50`.
  static func counts(_ text: String) throws -> Counts {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    let values = numbers.compactMap { $0 }
    guard !values.isEmpty, values.count == numbers.count else {
      throw ValidationError("expected numbers of items such as 10,20,50")
    }
    return Counts(values)
  }

  /// A number of bytes as an option shows it: `2GB`.
  struct Size: CustomStringConvertible {
    let bytes: Int64
    init(_ bytes: Int64) { self.bytes = bytes }

    var description: String {
      for (unit, size) in OptionValue.units where bytes >= size && bytes.isMultiple(of: size) {
        return "\(bytes / size)\(unit)"
      }
      return "\(bytes)"
    }
  }

  private static let units: [(name: String, size: Int64)] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)]

  /// `2GB`, `500MB`, `64kB` or a number of bytes.
  static func size(_ text: String) throws -> Size {
    let unit = units.first { text.lowercased().hasSuffix($0.name.lowercased()) }
    let digits = text.dropLast(unit?.name.count ?? 0)
    guard let number = Int64(digits), number > 0, number <= 1_000_000_000_000 / (unit?.size ?? 1) else {
      throw ValidationError("expected a size of at most 1000GB, such as 2GB or 500MB")
    }
    return Size(number * (unit?.size ?? 1))
  }
}
