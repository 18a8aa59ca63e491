import GarimpoKernels

/// The readable twin of the byte scanner: one state, one byte at a time, the whole text at once.
struct PlainRecords: Equatable {
  struct Row: Equatable {
    var line: Int
    var fields: [[UInt8]]
  }

  enum Problem: Equatable {
    case unterminatedQuote(field: Int, line: Int, column: Int)
    case textAfterQuote(field: Int, line: Int, column: Int)
  }

  private(set) var rows: [Row] = []
  private(set) var problem: Problem?
  private(set) var blankLineCount = 0

  private enum State { case fieldStart, unquoted, quoted, afterQuote }

  init(_ text: [UInt8], _ dialect: ByteScan.Dialect) {
    var state = State.fieldStart
    var fields: [[UInt8]] = []
    var field: [UInt8] = []
    var line = 1
    var lineStart = 0
    var row = 1
    var quotePlace = (line: 0, column: 0)
    var index = 0
    func endsLine(_ index: Int) -> Bool {
      text[index] == 0x0A || (text[index] == 0x0D && (index + 1 == text.count || text[index + 1] != 0x0A))
    }
    while index < text.count {
      let byte = text[index]
      if state == .quoted {
        if byte == dialect.quote {
          state = .afterQuote
        } else {
          field.append(byte)
          if endsLine(index) {
            line += 1
            lineStart = index + 1
          }
        }
        index += 1
        continue
      }
      if state == .afterQuote && byte == dialect.quote {
        field.append(byte)
        state = .quoted
        index += 1
        continue
      }
      if byte == dialect.delimiter {
        fields.append(field)
        field = []
        state = .fieldStart
      } else if byte == 0x0A || byte == 0x0D {
        if byte == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A { index += 1 }
        if dialect.skipsBlankLines && fields.isEmpty && state == .fieldStart {
          blankLineCount += 1
        } else {
          rows.append(Row(line: row, fields: fields + [field]))
        }
        fields = []
        field = []
        state = .fieldStart
        line += 1
        row = line
        lineStart = index + 1
      } else if state == .fieldStart && byte == dialect.quote {
        state = .quoted
        quotePlace = (line, index - lineStart + 1)
      } else if state == .afterQuote && !dialect.keepsTextAfterQuote {
        problem = .textAfterQuote(field: fields.count, line: line, column: index - lineStart)
        return
      } else {
        field.append(byte)
        state = .unquoted
      }
      index += 1
    }
    if state == .quoted {
      problem = .unterminatedQuote(field: fields.count, line: quotePlace.line, column: quotePlace.column)
    } else if state != .fieldStart || !fields.isEmpty {
      rows.append(Row(line: row, fields: fields + [field]))
    }
  }

  /// What the scanner makes of the text when it arrives in pieces that end at `cuts`.
  init(scanning text: [UInt8], _ dialect: ByteScan.Dialect, cuts: [Int] = []) {
    var scanner = ByteScan.Scanner(dialect: dialect)
    var batch = ByteScan.Batch()
    var start = 0
    for end in cuts + [text.count] {
      // Bytes behind the piece that would change the result if they were used.
      let piece = text[start..<end] + [UInt8](repeating: 0x22, count: ByteScan.padding)
      let (rest, stop) = scanner.scan(
        Array(piece), in: 0..<end - start, isFinal: end == text.count, into: &batch)
      start += rest
      switch stop {
      case .needsMore, .limit: break
      case .unterminatedQuote(let field, let line, let column):
        problem = .unterminatedQuote(field: field, line: line, column: column)
      case .textAfterQuote(let field, let line, let column):
        problem = .textAfterQuote(field: field, line: line, column: column)
      }
      if problem != nil { break }
    }
    blankLineCount = batch.blankLineCount
    var cell = 0
    var byte = 0
    for (record, recordEnd) in batch.recordEnds.enumerated() {
      var fields: [[UInt8]] = []
      while cell < recordEnd {
        let end = Int(batch.ends[cell])
        fields.append(Array(batch.bytes[byte..<end]))
        byte = end
        cell += 1
      }
      rows.append(Row(line: Int(batch.lines[record]), fields: fields))
    }
  }
}
