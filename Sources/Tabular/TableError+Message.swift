#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension TableError: CustomStringConvertible {
  /// Where, what was found, what was expected, what to do.
  public var description: String { "\(place): \(sentence)" }

  private var place: String {
    switch (record, line) {
    case (let record?, let line?): "\(source): record \(record) (line \(line))"
    case (nil, let line?): "\(source): line \(line)"
    default: source
    }
  }

  private var sentence: String {
    switch problem {
    case .notFound: "no such file"
    case .isDirectory: "is a directory; name the file in it"
    case .notPermitted: "may not be read (permission denied)"
    case .unreadable(let code): "cannot be read: \(String(cString: strerror(code)))"
    case .empty: "is empty; a table has at least a header"
    case .notATable(let kind, let advice): "is \(kind), not a table of text; \(advice)"
    case .gzipTruncated: "the gzip data end too early; the file is incomplete, fetch it again"
    case .gzipDamaged(let word): "the gzip data are damaged (\(word)); fetch the file again"
    case .unknownEncoding(let percent, let offset):
      "not UTF-8 (first at byte \(offset + 1)), and \(percent) % of the bytes are not ASCII, so it is no Western code page "
        + "either; convert it with iconv, or state --encoding"
    case .ragged(let found, let expected, let hasHeader):
      "\(count(found, "field")), \(hasHeader ? "the header has" : "the first record has") \(expected)"
        + "; correct the record, or accept such records with --ragged pad"
        + (expected == 1 ? "; lines that are one text each are read as such with --delimiter tab" : "")
        + (hasHeader && (record ?? 0) <= 5 ? "; lines above the header are skipped with --skip-lines" : "")
    case .unterminatedQuote(let field, let column):
      "the quote that opens field \(field) at byte \(column) of the line is never closed; close it, "
        + "or read quotes as ordinary text with --quote none"
    case .textAfterQuote(let field, let column):
      "field \(field) goes on after its closing quote at byte \(column) of the line; a quote within a quoted field "
        + "is written twice; correct it, keep the text with --quotes lenient, or read quotes as ordinary text with "
        + "--quote none"
    case .recordTooLong(let limit):
      "longer than \(limit) bytes; is a quote not closed? Allow more with --max-record-bytes"
    case .tooManyBytes(let limit, let isUnpacked):
      "holds more than \(limit) bytes\(isUnpacked ? " once unpacked" : ""), which is all that is taken; divide it"
    case .noColumn(let name, let available):
      "no column \"\(name)\"; the columns are \(Self.list(available))"
    case .notJSON(let fault, let column): "byte \(column): \(fault.sentence)"
    }
  }

  private func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }
}

extension JSONFault {
  var sentence: String {
    switch self {
    case .notAnObject(let kind): "\(kind), expected an object: JSON Lines has one { … } on each line"
    case .unexpected(let found, let expected): "found \(found), expected \(expected)"
    case .ends(let expected): "the line ends, expected \(expected)"
    case .trailingComma: "a comma before the closing bracket; remove it"
    case .notFinite(let word): "\(word) is not a JSON value; write null"
    case .duplicateKey(let key): "the key \"\(key)\" occurs twice; keep one"
    case .tooDeep(let limit): "more than \(limit) arrays or objects within each other"
    }
  }
}
