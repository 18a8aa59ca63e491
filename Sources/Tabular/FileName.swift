/// What the extension of a file's name says about it.
struct FileName {
  private let ending: String

  /// A name; the endings `.gz` and `.gzip` are looked through.
  init(_ name: String) {
    var parts = name.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).map { part in
      String(decoding: part.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
    if let last = parts.last, last == "gz" || last == "gzip" { parts.removeLast() }
    ending = parts.count > 1 ? parts.last ?? "" : ""
  }

  /// The delimiter that files with this extension usually have.
  var delimiter: UInt8? {
    switch ending {
    case "tsv", "tab": 0x09
    case "psv": 0x7C
    case "csv": 0x2C
    default: nil
    }
  }

  /// The kind of file, or nil when the extension does not say.
  var format: TableOptions.Format? {
    switch ending {
    case "csv", "tsv", "tab", "psv": .delimited
    case "jsonl", "ndjson": .jsonLines
    default: nil
    }
  }
}
