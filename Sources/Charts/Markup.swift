/// A piece of HTML or SVG that is well formed as XML: what is interpolated as text is escaped, what is interpolated as
/// markup is not. There is no way to put a text into it unescaped by oversight.
///
/// ```swift
/// let cell: Markup = "<td title=\"\(title)\">\(icon)</td>"  // title: String is escaped, icon: Markup is not
/// ```
///
/// Escaping works on Unicode scalars, not on characters: a quotation mark that carries a combining mark is one
/// character, which is not a quotation mark, and would otherwise close the attribute it stands in.
public struct Markup: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
  /// The markup.
  public private(set) var description: String

  /// Markup written in the program: taken as it is.
  public init(stringLiteral value: String) {
    description = value
  }

  /// Markup with interpolated parts.
  public init(stringInterpolation: Interpolation) {
    description = stringInterpolation.text
  }

  /// The text, escaped.
  ///
  /// - Parameter text: Any text. What XML does not allow (control characters, U+FFFE, U+FFFF) becomes U+FFFD.
  public init(text: String) {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    Markup.escape(text, into: &escaped)
    description = escaped
  }

  /// The pieces one after the other.
  public init(_ pieces: [Markup], separator: Markup = "") {
    description = pieces.map(\.description).joined(separator: separator.description)
  }

  /// Appends markup.
  public static func += (left: inout Markup, right: Markup) {
    left.description += right.description
  }

  /// What a literal with interpolations becomes.
  public struct Interpolation: StringInterpolationProtocol {
    var text = ""

    /// Room for the literal parts.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    /// Markup written in the program.
    public mutating func appendLiteral(_ literal: String) {
      text += literal
    }

    /// A text, escaped.
    public mutating func appendInterpolation(_ value: String) {
      Markup.escape(value, into: &text)
    }

    /// A whole number, without grouping.
    public mutating func appendInterpolation(_ value: Int) {
      text += String(value)
    }

    /// Markup, as it is.
    public mutating func appendInterpolation(_ value: Markup) {
      text += value.description
    }

    /// A coordinate: one decimal, an ASCII minus.
    public mutating func appendInterpolation(at value: Double) {
      text += Decimals.coordinate(value)
    }
  }

  static func escape(_ text: String, into result: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\r": result += " "
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
