/// A kind of file that is not a table of text, known by its first bytes.
enum FileKind: CaseIterable {
  case json, workbook, oldWorkbook, parquet, sqlite, pdf, zstandard, bzip2, xz, numpy, rich, ris, html, xml, png, jpeg

  /// Whether bytes that are not UTF-8 are no text in another encoding either: more than one in twenty of the first 4,096 is
  /// a control character that no text has.
  static func isBinary(_ bytes: ArraySlice<UInt8>) -> Bool {
    let looked = bytes.prefix(4096)
    guard looked.count >= 64 else { return false }
    let controlCount = looked.count { ($0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B) || $0 == 0x7F }
    return controlCount * 20 > looked.count
  }

  /// Whether there are NUL bytes, and beside them nothing but white space: as a copy has it that was cut off before its content
  /// came.
  static func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.contains(0) && bytes.allSatisfy { $0 == 0 || $0 == 0x20 || (0x09...0x0D).contains($0) }
  }

  init?(beginningOf bytes: [UInt8], count: Int) {
    for kind in Self.allCases {
      let magic = kind.magic
      if count >= magic.count, bytes[..<magic.count].elementsEqual(magic) {
        self = kind
        return
      }
    }
    // A JSON document that is one array: a bracket, then an object, whatever white space between them.
    var opening: [UInt8] = []
    for byte in bytes[..<count] where byte > 0x20 && ![0xEF, 0xBB, 0xBF].contains(byte) {
      opening.append(byte)
      if opening.count == 2 { break }
    }
    if opening == Array("[{".utf8) {
      self = .json
      return
    }
    // RIS: after a byte order mark and blank lines, a reference begins with its type.
    var index = 0
    while index < count, bytes[index] <= 0x20 || [0xEF, 0xBB, 0xBF].contains(bytes[index]) { index += 1 }
    let type = Array("TY  - ".utf8)
    if count - index >= type.count, bytes[index..<index + type.count].elementsEqual(type) {
      self = .ris
      return
    }
    return nil
  }

  private var magic: [UInt8] {
    switch self {
    case .json: Array("[{".utf8)
    case .workbook: [0x50, 0x4B, 0x03, 0x04]
    case .oldWorkbook: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    case .parquet: Array("PAR1".utf8)
    case .sqlite: Array("SQLite format 3\0".utf8)
    case .pdf: Array("%PDF-".utf8)
    case .zstandard: [0x28, 0xB5, 0x2F, 0xFD]
    case .bzip2: Array("BZh".utf8) + [0x39, 0x31, 0x41, 0x59]
    case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
    case .numpy: [0x93] + Array("NUMPY".utf8)
    case .rich: Array("{\\rtf".utf8)
    case .ris: Array("TY  - ".utf8)
    case .html: Array("<!DOCTYPE".utf8)
    case .xml: Array("<?xml".utf8)
    case .png: [0x89] + Array("PNG".utf8)
    case .jpeg: [0xFF, 0xD8, 0xFF]
    }
  }

  /// What to call it in a message.
  var name: String {
    switch self {
    case .json: "one JSON array"
    case .workbook: "a zip archive or an Excel workbook"
    case .oldWorkbook: "an old Excel workbook"
    case .parquet: "a Parquet file"
    case .sqlite: "an SQLite database"
    case .pdf: "a PDF document"
    case .zstandard: "compressed with Zstandard"
    case .bzip2: "compressed with bzip2"
    case .xz: "compressed with xz"
    case .numpy: "a NumPy array"
    case .rich: "a rich text document"
    case .ris: "a list of references in RIS"
    case .html: "a web page"
    case .xml: "an XML document"
    case .png: "a picture (PNG)"
    case .jpeg: "a picture (JPEG)"
    }
  }

  /// What to do instead, where nothing can be made of the file.
  static let otherFile = "name another file, such as one that was exported as CSV"

  /// What to do where the content is missing.
  static let copyAgain = "fetch the file anew, or name another"

  /// What to do instead.
  var advice: String {
    switch self {
    case .json: "write one object a line, for example with jq -c '.[]'"
    case .workbook, .oldWorkbook: "save it as \"CSV UTF-8\""
    case .zstandard, .bzip2, .xz: "unpack it first"
    case .png, .jpeg: Self.otherFile
    default: "export it as CSV"
    }
  }
}
