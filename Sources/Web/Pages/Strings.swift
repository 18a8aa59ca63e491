#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The words of the pages in one language.
///
/// Each page has its words in files of its own, `Resources/PAGE.en.json` and `Resources/PAGE.pt-BR.json`, with the same
/// keys, which a test holds; `frame` has those that all pages share, `stop` the reasons to stop. `{name}` in a text stands
/// for a value; a text that depends on a number has the keys `…_one` and `…_other`. What begins with `js_` goes to the scripts.
struct Strings: Sendable {
  /// The language, as in `<html lang>`.
  let language: String
  /// All texts by key.
  let texts: [String: String]
  /// Sentences of the server as pages say them, by the sentence: `{name}` stands for any text, `{said…}` for one that is a
  /// sentence of these. In English those that a page says otherwise than the server.
  let sentences: [String: String]

  static let english = Strings("en", files.map(\.english), sentences: PackageResources.said_en_json)
  static let portuguese = Strings("pt-BR", files.map(\.portuguese), sentences: PackageResources.said_pt_BR_json)

  /// The files of words; a key stands in one of them alone.
  static let files: [(name: String, english: [UInt8], portuguese: [UInt8])] = [
    ("frame", PackageResources.frame_en_json, PackageResources.frame_pt_BR_json),
    ("label", PackageResources.label_en_json, PackageResources.label_pt_BR_json),
    ("item", PackageResources.item_en_json, PackageResources.item_pt_BR_json),
    ("rank", PackageResources.rank_en_json, PackageResources.rank_pt_BR_json),
    ("quality", PackageResources.quality_en_json, PackageResources.quality_pt_BR_json),
    ("rounds", PackageResources.rounds_en_json, PackageResources.rounds_pt_BR_json),
    ("login", PackageResources.login_en_json, PackageResources.login_pt_BR_json),
    ("import", PackageResources.import_en_json, PackageResources.import_pt_BR_json),
    ("stop", PackageResources.stop_en_json, PackageResources.stop_pt_BR_json),
  ]

  private init(_ language: String, _ resources: [[UInt8]], sentences: [UInt8]) {
    self.language = language
    self.sentences = (try? Self.words(sentences)) ?? [:]
    // A test reads all files; one that cannot be read leaves the keys, which a person can still make sense of.
    texts = resources.reduce(into: [:]) { texts, resource in
      texts.merge((try? Self.words(resource)) ?? [:]) { first, _ in first }
    }
  }

  /// The words of a file by key.
  static func words(_ file: [UInt8]) throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: Data(file))
  }

  /// The language that `header` (the value of `Accept-Language`) prefers, of those that there are; else English.
  static func preferred(_ header: String) -> Strings {
    var best: (strings: Strings, weight: Double)?
    for part in header.split(separator: ",") {
      let pieces = part.split(separator: ";").map { $0.trimmingWhitespace().lowercased() }
      guard let tag = pieces.first else { continue }
      let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      let strings: Strings? =
        tag == "pt" || tag.hasPrefix("pt-")
        ? .portuguese : tag == "en" || tag.hasPrefix("en-") || tag == "*" ? .english : nil
      if let strings, weight > best?.weight ?? 0 { best = (strings, weight) }
    }
    return best?.strings ?? .english
  }

  /// The text of a key with its values filled in.
  subscript(_ key: String, _ values: [String: String] = [:]) -> String {
    var text = texts[key] ?? key
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      text = text.replacing("{\(name)}", with: value)
    }
    return text
  }

  /// A text that depends on a number, which it may show as `{count}`.
  func plural(_ key: String, _ count: Int, _ values: [String: String] = [:]) -> String {
    self[key + (count == 1 ? "_one" : "_other"), values.merging(["count": number(count)]) { given, _ in given }]
  }

  /// A whole number with its thousands apart, `1,234` or `1.234`.
  func number(_ value: Int) -> String {
    let digits = Array("\(value.magnitude)")
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text += language == "en" ? "," : "." }
      text.append(digit)
    }
    return (value < 0 ? "−" : "") + text
  }

  /// What stands before the decimals.
  var decimalMark: String { language == "en" ? "." : "," }

  /// A number with so many places, `0.24` or `0,24`.
  func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "–" }
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = (value.magnitude * Double(scale)).rounded()
    guard scaled < 1e15 else { return "\(value)" }
    let whole = Int(scaled)
    let sign = value < 0 && whole > 0 ? "−" : ""
    guard places > 0 else { return sign + number(whole) }
    let rest = "\(whole % scale)"
    let fraction = String(repeating: "0", count: places - rest.count) + rest
    return sign + number(whole / scale) + decimalMark + fraction
  }

  /// What the scripts are told: the keys that begin with `js_`, without that.
  var forScripts: [String: String] {
    Dictionary(
      uniqueKeysWithValues: texts.compactMap { key, text in
        key.hasPrefix("js_") ? (String(key.dropFirst(3)), text) : nil
      })
  }
}

extension Substring {
  fileprivate func trimmingWhitespace() -> Substring {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
