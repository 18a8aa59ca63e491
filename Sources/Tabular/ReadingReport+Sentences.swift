extension ReadingReport {
  /// One line: how many rows, in which encoding and dialect. For example
  /// `videos.csv: 1184 rows, UTF-8, fields divided by comma, lines end with LF`.
  public var summary: String {
    var parts = ["\(source): \(Self.count(rowCount, "row"))"]
    if isCompressed { parts.append("gzip") }
    parts.append(encoding.rawValue)
    if let delimiter { parts.append("fields divided by \(Self.name(delimiter))") } else { parts.append("JSON Lines") }
    if let ending { parts.append("lines end with \(ending)") }
    return parts.joined(separator: ", ")
  }

  /// A sentence for everything about the file that a person may want to know, and what to do about it.
  public var notes: [String] { encodingNotes + shapeNotes + headerNotes }

  private var encodingNotes: [String] {
    var notes: [String] = []
    switch encodingReason {
    case .windowsBytes: notes.append("not UTF-8; bytes from 80 to 9F occur, so it was read as Windows-1252")
    case .noWindowsBytes: notes.append("not UTF-8; read as Latin-1 (Windows-1252 would give the same text)")
    case .zeroBytes:
      notes.append("no byte order mark; every second byte is zero, so it was read as \(encoding.rawValue)")
    default: break
    }
    if invalidCount > 0, let firstInvalidOffset {
      let unit = encoding == .utf16BigEndian || encoding == .utf16LittleEndian ? "unit" : "byte"
      notes.append(
        "\(Self.count(invalidCount, unit)) not \(encoding.rawValue), the first at byte \(firstInvalidOffset + 1): "
          + "replaced by U+FFFD")
    }
    if loneSurrogateCount > 0 {
      notes.append("\(Self.count(loneSurrogateCount, "escape")) of half a surrogate pair: replaced by U+FFFD")
    }
    if nulCount > 0 { notes.append("\(Self.count(nulCount, "NUL byte")) kept") }
    if repairedCharacterCount > 0 {
      notes.append("\(Self.count(repairedCharacterCount, "character")) of text that was read twice repaired")
    } else if suspectsMojibake {
      notes.append(
        "the text looks like UTF-8 that was read in another encoding (Ã§ for ç); repair it with --repair-mojibake")
    }
    return notes
  }

  private var shapeNotes: [String] {
    var notes: [String] = []
    if delimiterReason == .separatorLine { notes.append("the first line names the delimiter (sep=)") }
    if delimiterReason == .guessed && format == .delimited {
      notes.append("no delimiter divides the records evenly; state it with --delimiter if there is one")
    }
    if hasPlainQuotes {
      notes.append("quotes do not enclose fields in this tab-separated file, so they were read as ordinary text")
    }
    if skippedLineCount > 0 { notes.append("\(Self.count(skippedLineCount, "line")) above the table skipped") }
    if blankLineCount > 0 { notes.append("\(Self.count(blankLineCount, "blank line")) skipped") }
    for ragged in raggedRecords {
      notes.append(
        "record \(ragged.record) (line \(ragged.line)): \(Self.count(ragged.fieldCount, "field")), made to fit")
    }
    return notes
  }

  private var headerNotes: [String] {
    var notes: [String] = []
    for renamed in renamedColumns {
      let number = renamed.column + 1
      notes.append(
        renamed.from.isEmpty
          ? "column \(number) has no name: called \"\(renamed.to)\""
          : "column \(number) is called \"\(renamed.to)\": there is a \"\(renamed.from)\" before it")
    }
    if let first = suspectHeader.first {
      notes.append(
        "the header looks like data (\"\(first.prefix(40))\"); if the file has no header, say so with --no-header")
    }
    return notes
  }

  private var ending: String? {
    let kinds = [("LF", lineFeedCount), ("CRLF", pairCount), ("CR", returnCount)].filter { $0.1 > 0 }
    if kinds.count == 1 { return kinds[0].0 }
    return kinds.isEmpty ? nil : kinds.map { "\($0.0) (\($0.1))" }.joined(separator: " and ")
  }

  private static func name(_ delimiter: UInt8) -> String {
    switch delimiter {
    case 0x2C: "comma"
    case 0x3B: "semicolon"
    case 0x09: "tab"
    case 0x7C: "pipe"
    default: "'\(String(decoding: [delimiter], as: UTF8.self))'"
    }
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
