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
}
