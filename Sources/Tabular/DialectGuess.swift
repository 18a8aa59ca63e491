/// Which delimiter divides the first records of a text most evenly.
struct DialectGuess {
  /// The candidates, in the order that breaks ties.
  static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
  /// How much of a text is looked at: this many bytes and records.
  static let sample = (bytes: 64 << 10, records: 200)

  private(set) var delimiter: UInt8
  private(set) var reason = ReadingReport.DelimiterReason.counted
  /// Whether quotes come out wrong under the tab, so that they are ordinary bytes: databases write no quotes in such files.
  private(set) var hasPlainQuotes = false

  /// Looks whether quotes come out wrong under a delimiter that is known.
  init(_ text: [UInt8], in range: Range<Int>, isWhole: Bool, quote: UInt8?, delimiter: UInt8) {
    self.delimiter = delimiter
    let shape = Shape(text, range, isWhole: isWhole, delimiter: delimiter, quote: quote)
    hasPlainQuotes = delimiter == 0x09 && shape.hasTextAfterQuote
  }

  /// Tries each candidate on `text[range]`, which begins at the beginning of a record; `isWhole` when the text ends there.
  ///
  /// A candidate's worth is the share of records that have the most frequent number of fields (at least two), times 0.5
  /// when the first record has another number, times 0.7 when quotes stand inside unquoted fields, and times 0.1 when
  /// text follows a closing quote. Among candidates within 0.05 of the best the one with more fields wins, then the
  /// earlier one. When none is worth 0.4, the file extension's delimiter or the comma is taken, as a guess.
  init(_ text: [UInt8], in range: Range<Int>, isWhole: Bool, quote: UInt8?, allowsPlainQuotes: Bool, expected: UInt8?) {
    var tabHasPlainQuotes = false
    var best: (score: Double, fields: Int, delimiter: UInt8)?
    var candidates = Self.candidates
    if let expected {
      candidates.removeAll { $0 == expected }
      candidates.insert(expected, at: 0)
    }
    for candidate in candidates {
      var shape = Shape(text, range, isWhole: isWhole, delimiter: candidate, quote: quote)
      if candidate == 0x09 && shape.hasTextAfterQuote && allowsPlainQuotes {
        shape = Shape(text, range, isWhole: isWhole, delimiter: candidate, quote: nil)
        tabHasPlainQuotes = true
      }
      let (score, fields) = shape.worth
      guard score >= 0.4 else { continue }
      if let known = best {
        let isBetter = score > known.score + 0.05 || (score >= known.score - 0.05 && fields > known.fields)
        if !isBetter { continue }
      }
      best = (score, fields, candidate)
    }
    delimiter = best?.delimiter ?? expected ?? 0x2C
    hasPlainQuotes = delimiter == 0x09 && tabHasPlainQuotes
    if best == nil { reason = .guessed }
  }
}

/// How the records of a text come out under one delimiter.
private struct Shape {
  private enum State { case fieldStart, unquoted, quoted, afterQuote }

  private var counts: [Int] = []
  private var hasQuoteInside = false
  private(set) var hasTextAfterQuote = false

  init(_ text: [UInt8], _ range: Range<Int>, isWhole: Bool, delimiter: UInt8, quote: UInt8?) {
    var state = State.fieldStart
    var fields = 1
    var recordStart = range.lowerBound
    let end = min(range.upperBound, range.lowerBound + DialectGuess.sample.bytes)
    for index in range.lowerBound..<end {
      let byte = text[index]
      switch state {
      case .quoted:
        if byte == quote { state = .afterQuote }
        continue
      case .afterQuote where byte == quote:
        state = .quoted
        continue
      case .fieldStart where byte == quote:
        state = .quoted
        continue
      default: break
      }
      if byte == delimiter {
        fields += 1
        state = .fieldStart
      } else if byte == 0x0A || byte == 0x0D {
        if index > recordStart { counts.append(fields) }
        fields = 1
        recordStart = index + 1
        state = .fieldStart
        if counts.count == DialectGuess.sample.records { return }
      } else {
        if byte == quote { hasQuoteInside = true }
        if state == .afterQuote { hasTextAfterQuote = true }
        state = .unquoted
      }
    }
    if recordStart < end && (isWhole && end == range.upperBound || counts.isEmpty) { counts.append(fields) }
  }

  /// The candidate's worth and its most frequent number of fields.
  var worth: (score: Double, fields: Int) {
    guard let first = counts.first else { return (0, 0) }
    var frequency: [Int: Int] = [:]
    for count in counts where count > 1 { frequency[count, default: 0] += 1 }
    let fields = frequency.keys.sorted().max { frequency[$0, default: 0] < frequency[$1, default: 0] } ?? 0
    guard fields > 1 else { return (0, 0) }
    var score = Double(frequency[fields, default: 0]) / Double(counts.count)
    if first != fields { score *= 0.5 }
    if hasQuoteInside { score *= 0.7 }
    if hasTextAfterQuote { score *= 0.1 }
    return (score, fields)
  }
}
