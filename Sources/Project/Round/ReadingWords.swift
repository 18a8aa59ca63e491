import GarimpoTabular

// What the reader found out about a file, in sentences.

extension ReadingReport {
  /// `CSV, delimiter comma, UTF-8 (with byte order mark), gzip`.
  var formatSentence: String {
    var parts: [String] = []
    if format == .jsonLines {
      parts.append("JSON Lines")
    } else {
      parts.append("CSV")
      switch delimiter {
      case UInt8(ascii: ",")?: parts.append("delimiter comma")
      case UInt8(ascii: ";")?: parts.append("delimiter semicolon")
      case UInt8(ascii: "\t")?: parts.append("delimiter tab")
      case let byte?: parts.append("delimiter \(Character(Unicode.Scalar(byte)))")
      case nil: break
      }
    }
    switch encodingReason {
    case .given: parts.append("\(encoding.rawValue) as told")
    case .byteOrderMark: parts.append("\(encoding.rawValue) by its byte order mark")
    case .zeroBytes: parts.append("\(encoding.rawValue) by its zero bytes")
    case .ascii, .wellFormed, .mostlyWellFormed: parts.append(encoding.rawValue)
    case .windowsBytes: parts.append("\(encoding.rawValue), as it is not UTF-8 and has bytes from 80 to 9F")
    case .noWindowsBytes: parts.append("\(encoding.rawValue), as it is not UTF-8 and has no byte from 80 to 9F")
    }
    if isCompressed { parts.append("gzip") }
    return parts.joined(separator: ", ")
  }

  /// What was done that a person should know of; empty for a file without surprises.
  var warnings: [String] {
    var sentences: [String] = []
    if delimiterReason == .guessed {
      sentences.append("no delimiter divides the records evenly: the one above is a guess")
    }
    if skippedLineCount > 0 {
      sentences.append("\(Text.count(skippedLineCount, "line")) above the table skipped as told")
    }
    if blankLineCount > 0 { sentences.append("\(Text.count(blankLineCount, "blank line")) skipped") }
    for ragged in raggedRecords.prefix(5) {
      sentences.append(
        "record \(ragged.record) (line \(ragged.line)) has \(Text.count(ragged.fieldCount, "field")): padded or cut to the header"
      )
    }
    if raggedRecords.count > 5 {
      sentences.append("\(Text.grouped(raggedRecords.count - 5)) more records padded or cut to the header")
    }
    for column in renamedColumns {
      sentences.append(
        "column \(column.column + 1) is called \(column.to), as its name \(column.from.isEmpty ? "is empty" : "\(column.from) is taken")"
      )
    }
    if !suspectHeader.isEmpty {
      sentences.append(
        "the header looks like a row of values (\(suspectHeader.prefix(3).joined(separator: ", "))): "
          + "if the file has no header, say --no-header")
    }
    if nulCount > 0 { sentences.append("\(Text.count(nulCount, "NUL byte")) kept") }
    if invalidCount > 0 {
      sentences.append(
        "\(Text.count(invalidCount, "byte")) not valid in \(encoding.rawValue) replaced by U+FFFD, the first at offset "
          + "\(firstInvalidOffset ?? 0)")
    }
    if loneSurrogateCount > 0 {
      sentences.append("\(Text.count(loneSurrogateCount, "half surrogate pair")) replaced by U+FFFD")
    }
    if suspectsMojibake {
      sentences.append("the text looks double-encoded (Ã§ for ç): if so, say --repair-mojibake")
    }
    if repairedCharacterCount > 0 {
      sentences.append("\(Text.count(repairedCharacterCount, "double-encoded character")) repaired as told")
    }
    return sentences
  }
}

extension TableError {
  /// Whether the file itself could not be had, as opposed to what is in it.
  var isAboutInput: Bool {
    switch problem {
    case .notFound, .isDirectory, .notPermitted, .unreadable: true
    default: false
    }
  }
}
