import GarimpoKernels

/// Which delimiter divides the first records of a text most evenly.
struct DialectGuess {
  /// The candidates, in the order that breaks ties.
  static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

  private(set) var delimiter: UInt8
  private(set) var reason = ReadingReport.DelimiterReason.counted

  /// Tries each candidate on `text[range]`, which begins at the beginning of a record; `isWhole` when the text ends there.
  ///
  /// A candidate's worth is the share of records that have the most frequent number of fields (at least two); half of it
  /// when the first record has another number, a tenth when quotes come out wrong. Among candidates within 0.05 of the
  /// best the one with more fields wins, then the earlier one. When none is worth 0.5, the file extension's delimiter or
  /// the comma is taken, as a guess.
  init(_ text: [UInt8], in range: Range<Int>, isWhole: Bool, quote: UInt8?, expected: UInt8?) {
    var best: (score: Double, fields: Int, delimiter: UInt8)?
    var candidates = Self.candidates
    if let expected {
      candidates.removeAll { $0 == expected }
      candidates.insert(expected, at: 0)
    }
    for candidate in candidates {
      let (score, fields) = Self.worth(of: candidate, text, range, isWhole, quote)
      guard score >= 0.5 else { continue }
      if let known = best {
        let isBetter = score > known.score + 0.05 || (score >= known.score - 0.05 && fields > known.fields)
        if !isBetter { continue }
      }
      best = (score, fields, candidate)
    }
    delimiter = best?.delimiter ?? expected ?? 0x2C
    if best == nil { reason = .guessed }
  }

  private static func worth(
    of delimiter: UInt8, _ text: [UInt8], _ range: Range<Int>, _ isWhole: Bool, _ quote: UInt8?
  ) -> (score: Double, fields: Int) {
    var scanner = ByteScan.Scanner(dialect: .init(delimiter: delimiter, quote: quote, keepsTextAfterQuote: false))
    scanner.recordLimit = 200
    var batch = ByteScan.Batch()
    let (_, stop) = scanner.scan(text, in: range, isFinal: isWhole, into: &batch)
    var isBroken = false
    if case .textAfterQuote = stop { isBroken = true }
    var counts: [Int] = []
    var before = 0
    for end in batch.recordEnds {
      counts.append(end - before)
      before = end
    }
    guard let first = counts.first else { return (0, 0) }
    var frequency: [Int: Int] = [:]
    for count in counts where count > 1 { frequency[count, default: 0] += 1 }
    let fields = frequency.keys.sorted().max { frequency[$0, default: 0] < frequency[$1, default: 0] } ?? 0
    guard fields > 1 else { return (0, 0) }
    var score = Double(frequency[fields, default: 0]) / Double(counts.count)
    if first != fields { score *= 0.5 }
    if isBroken { score *= 0.1 }
    return (score, fields)
  }
}
