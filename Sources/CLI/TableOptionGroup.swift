import ArgumentParser
import GarimpoProject

/// How a table is read.
struct TableOptionGroup: ParsableArguments {
  enum Ragged: String, ExpressibleByArgument, CaseIterable { case error, pad }
  enum Quotes: String, ExpressibleByArgument, CaseIterable { case strict, lenient }

  @Option(
    help: .init(
      "What stands between fields: comma, semicolon, tab, pipe or a character (default: found out).",
      valueName: "character"),
    completion: .list(["comma", "semicolon", "tab", "pipe"]), transform: OptionValue.delimiter)
  var delimiter: UInt8?

  @Option(
    help: .init(
      "The encoding: \(TableReading.encodings.joined(separator: ", ")) (default: found out).", valueName: "name"),
    completion: .list(TableReading.encodings))
  var encoding: String?

  @Option(help: .init("Records longer or shorter than the header: error, or pad to accept them.", valueName: "what"))
  var ragged: Ragged = .error

  @Flag(help: "The first record is a row; the columns are called column1, column2 and so on.")
  var noHeader = false

  @Option(parsing: .unconditional, help: .init("Lines above the table that are not part of it.", valueName: "n"))
  var skipLines = 0

  @Option(
    help: .init(
      "What stands around fields: double, single, none or a character (default: double).", valueName: "character"),
    completion: .list(["double", "single", "none"]), transform: OptionValue.quote)
  var quote: UInt8?

  @Option(help: .init("Text behind a closing quote: strict is an error, lenient keeps it.", valueName: "how"))
  var quotes: Quotes = .strict

  @Option(
    parsing: .unconditional,
    help: .init(
      "Stop at a record that has not ended after so many bytes, as with a quote that is never closed (default: 268435456).",
      valueName: "n"))
  var maxRecordBytes: Int?

  @Flag(help: "Undo UTF-8 that was taken for Windows-1252 and written again (Ã§ becomes ç).")
  var repairMojibake = false

  @Flag(help: "Take off the apostrophe before cells such as '=1+1, as batch files have it.")
  var unprotect = false

  /// The options that were given otherwise than they are by default.
  var given: [String] { options.map(\.name) }

  /// The same with their values, as words of a shell.
  var words: [String] {
    options.flatMap { [$0.name] + ($0.value.map { [DisplayText.shellWord($0)] } ?? []) }
  }

  /// The options that were given otherwise than they are by default; flags have no value.
  private var options: [(name: String, value: String?)] {
    let all: [(name: String, value: String?, isUsual: Bool)] = [
      ("--delimiter", delimiter.map(OptionValue.delimiterWord), delimiter == nil),
      ("--encoding", encoding, encoding == nil), ("--ragged", ragged.rawValue, ragged == .error),
      ("--no-header", nil, !noHeader), ("--skip-lines", "\(skipLines)", skipLines == 0),
      ("--quote", quote.map(OptionValue.quoteWord), quote == nil), ("--quotes", quotes.rawValue, quotes == .strict),
      ("--max-record-bytes", maxRecordBytes.map(String.init), maxRecordBytes == nil),
      ("--repair-mojibake", nil, !repairMojibake), ("--unprotect", nil, !unprotect),
    ]
    return all.filter { !$0.isUsual }.map { ($0.name, $0.value) }
  }

  var reading: TableReading {
    var reading = TableReading()
    reading.delimiter = delimiter
    reading.encoding = encoding
    reading.quote = quote
    reading.hasLenientQuotes = quotes == .lenient
    reading.padsRaggedRecords = ragged == .pad
    reading.hasHeader = !noHeader
    reading.skippedLineCount = skipLines
    reading.maximumRecordByteCount = maxRecordBytes
    reading.repairsMojibake = repairMojibake
    reading.unprotectsFormulas = unprotect
    return reading
  }
}
