import Foundation

/// What an HTML page is made of, byte by byte as a browser takes it apart.
struct Markup {
  struct Tag {
    var name: String
    var attributes: [(name: String, value: String)]
  }

  var tags: [Tag] = []
  /// What is in `<script>` elements.
  var scripts: [String] = []
  /// What is neither a tag nor in a script.
  var text = ""

  init(_ html: String) {
    let bytes = Array(html.utf8)
    var place = 0
    func rest(_ end: Int) -> String { String(decoding: bytes[place..<end], as: UTF8.self) }
    func index(of text: String, from start: Int) -> Int? {
      let wanted = Array(text.utf8)
      guard bytes.count >= wanted.count else { return nil }
      return (start...max(start, bytes.count - wanted.count)).first { bytes[$0...].starts(with: wanted) }
    }
    while place < bytes.count {
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0x20
      guard bytes[place] == UInt8(ascii: "<"),
        next == UInt8(ascii: "/") || next == UInt8(ascii: "!") || Self.isLetter(next)
      else {
        text.unicodeScalars.append(UnicodeScalar(bytes[place]))
        place += 1
        continue
      }
      var tag = Tag(name: "", attributes: [])
      var (end, quote, start) = (place + 1, UInt8(0), place + 1)
      var parts: [String] = []
      while end < bytes.count, quote != 0 || bytes[end] != UInt8(ascii: ">") {
        let byte = bytes[end]
        if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        } else if byte == 0x20 || byte == 0x0A {
          parts.append(String(decoding: bytes[start..<end], as: UTF8.self))
          start = end + 1
        }
        end += 1
      }
      parts.append(String(decoding: bytes[start..<end], as: UTF8.self))
      tag.name = parts[0].lowercased()
      for part in parts.dropFirst() where !part.isEmpty {
        let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        tag.attributes.append((pair[0].lowercased(), pair.count > 1 ? String(pair[1]) : ""))
      }
      tags.append(tag)
      place = end + 1
      if tag.name == "script" {
        let close = index(of: "</script", from: place) ?? bytes.count
        scripts.append(rest(close))
        place = close
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// The elements that pages may have: none that loads, frames or runs something.
  private static let known: Set = [
    "!doctype", "html", "head", "meta", "title", "link", "script", "body", "a", "header", "div", "i", "span", "nav",
    "p", "bdi", "form", "button", "main", "section", "article", "h1", "h2", "h3", "details", "summary", "dl", "dt",
    "dd", "label", "textarea", "kbd", "aside", "ul", "ol", "li", "input", "footer", "dialog", "noscript", "table",
    "thead", "tbody", "tr", "th", "td", "caption", "svg", "g", "path", "line", "rect", "circle", "polyline",
    "polygon", "text", "tspan", "figure", "figcaption", "select", "option", "optgroup", "mark", "time", "small",
    "strong", "em", "b", "code", "pre", "img", "abbr", "progress", "meter", "output", "fieldset", "legend",
    "template", "desc", "defs", "use", "symbol", "clippath", "hr", "br", "u", "s", "colgroup", "col", "search",
    "data", "blockquote", "cite",
  ]

  /// What ought not to be in a page of ours.
  var complaints: [String] {
    var found: [String] = []
    for tag in tags {
      let name = tag.name.hasPrefix("/") ? String(tag.name.dropFirst()) : tag.name
      if !Self.known.contains(name.hasSuffix("/") ? String(name.dropLast()) : name) { found.append("element \(name)") }
      for (attribute, value) in tag.attributes {
        if attribute.hasPrefix("on") || attribute == "style" || attribute == "srcdoc" {
          found.append("attribute \(attribute)")
        }
        if attribute.contains(where: { !$0.isASCII || !($0.isLetter || $0.isNumber || "-:/".contains($0)) }) {
          found.append("attribute \(attribute.prefix(40))")
        }
        if ["href", "src", "action", "formaction"].contains(attribute) {
          let bare = value.trimmingCharacters(in: CharacterSet(charactersIn: "\"'")).lowercased()
          let isFine =
            (bare.hasPrefix("/") && !bare.hasPrefix("//")) || bare.hasPrefix("#") || bare.hasPrefix("?")
            || (["a", "img"].contains(name) && (bare.hasPrefix("https://") || bare.hasPrefix("http://")))
          if !isFine { found.append("\(attribute) \(bare.prefix(60))") }
        }
      }
      if name == "script", !tag.name.hasPrefix("/") {
        let values = tag.attributes.map { "\($0.name)=\($0.value)" }
        if !values.contains(where: { $0.hasPrefix("src=\"/assets/") || $0 == "type=\"application/json\"" }) {
          found.append("script \(values)")
        }
      }
    }
    for script in scripts where script.contains("<") { found.append("< in a script: \(script.prefix(60))") }
    if text.contains("{{") { found.append("{{ in the text") }
    return found
  }
}
