import Mustache

/// How values get into a page: every scalar that means something to HTML is written as a reference.
///
/// Mustache's own escaping looks at characters, and a quotation mark with a combining mark behind is another character: in
/// an attribute it would end the value. Scalars that turn the direction of the text around are shown as what they are.
struct SafeText: MustacheContentType {
  /// The name under which templates ask for it.
  static let name = "GARIMPO"

  func escapeText(_ text: String) -> String { Self.escaped(text) }

  /// `text` for the body of an element or a quoted attribute.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    result.reserveCapacity(text.unicodeScalars.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      // Were a text ever rendered twice, it must not be a template.
      case "{": result.append(contentsOf: "&#123;".unicodeScalars)
      case "`": result.append(contentsOf: "&#96;".unicodeScalars)
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{0}": result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// JSON text for a `<script type="application/json">`: nothing in it can end the element.
  static func scriptData(_ json: String) -> String {
    json.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e").replacing("&", with: "\\u0026")
  }

  /// A link that may be followed: `http`, `https` or `mailto`; nil for everything else, such as `javascript:`.
  static func link(_ text: String) -> String? {
    let scheme = text.prefix { $0 != ":" }.lowercased()
    guard ["http", "https", "mailto"].contains(scheme), text.unicodeScalars.allSatisfy({ $0.value > 0x20 }) else {
      return nil
    }
    return text
  }

  /// The address of an item's page.
  static func itemPath(_ id: String) -> String { "/item/\(percentEncoded(id))" }

  /// `text` as a part of an address: all but letters, digits and `-._~` as `%XX` (RFC 3986, section 2).
  static func percentEncoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += byte < 16 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }

  /// A part of an address with its `%XX` as what they stand for; a `%` that begins none stays. What is no UTF-8 becomes
  /// U+FFFD.
  static func percentDecoded(_ text: some StringProtocol) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count,
        let value = UInt8(String(decoding: bytes[place + 1...place + 2], as: UTF8.self), radix: 16)
      {
        result.append(value)
        place += 3
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A name or value of a query as forms write it: a `+` is a space.
  static func formDecoded(_ text: some StringProtocol) -> String {
    percentDecoded(String(text).replacing("+", with: " "))
  }

  /// The value of `Content-Disposition` for a download under a name (RFC 6266): letters that are not ASCII come encoded,
  /// beside a name for programs that cannot read that.
  static func attachment(_ name: String) -> String {
    let plain = String(
      name.unicodeScalars.map { scalar -> Character in
        let isPlain =
          scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789-._ ".unicodeScalars.contains(scalar))
        return isPlain ? Character(scalar) : "_"
      })
    return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(percentEncoded(name))"
  }
}
