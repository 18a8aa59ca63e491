import GarimpoRecipes

/// Reads the training texts once: numbers their terms, counts each in each text, and the texts of each.
struct TermCounter {
  /// The terms of each text.
  private(set) var rows = TermRows()
  private(set) var words = WordTable()
  private(set) var grams = GramTable()

  private var tallies = TermTallies()
  let ngrams: ClosedRange<Int>
  let stopWordCount: Int

  /// A counter that has read `texts`.
  init(_ options: TfidfOptions, _ texts: [String]) {
    ngrams = options.unitNgrams
    var scanner = UnitScanner(options)
    stopWordCount = words.intern(stopWords: options.stopWords, with: &scanner)
    rows.ends.reserveCapacity(texts.count)
    // Address space for the most units there can be, or about: words of two letters and more, each with its separator, or
    // n-grams of characters; memory is taken when they come.
    let bytesOfUnits = options.units == .characters ? 1 : 3
    rows.entries.reserveCapacity(texts.reduce(texts.count) { $0 + $1.utf8.count / bytesOfUnits })
    var wordLines = TermLines()
    var lines = TermLines()
    texts.scanBlocks(with: &scanner) { list in
      words.intern(list, droppingFirst: stopWordCount, into: &wordLines)
      if ngrams.upperBound > 1 { grams.intern(wordLines, ngrams, into: &lines) }
      tallies.makeRoom(wordCount: words.count, gramCount: grams.count)
      tallies.count(ngrams.upperBound > 1 ? lines : wordLines, into: &rows)
    }
  }

  /// The number of texts that have the term.
  func documents(of node: TermNode) -> Int { tallies.documents(of: node) }

  /// The terms that occur in `minimum` to `maximum` texts, words first.
  func nodes(in minimum: Double, to maximum: Double) -> [TermNode] { tallies.nodes(in: minimum, to: maximum) }

  /// The number of terms that occur in any text.
  var termCount: Int { tallies.termCount }

  /// Appends the bytes of a term, its words joined with a space.
  func appendBytes(of node: TermNode, to bytes: inout [UInt8]) {
    guard node.isGram else { return words.appendBytes(of: node.number, to: &bytes) }
    let (prefix, word) = grams.parts(of: node.number)
    appendBytes(of: prefix, to: &bytes)
    bytes.append(UInt8(ascii: " "))
    words.appendBytes(of: word, to: &bytes)
  }
}

extension WordTable {
  /// Numbers the words that `stopWords` are made of, in a table that is empty still; returns how many they are.
  mutating func intern(stopWords: [String], with scanner: inout UnitScanner) -> Int {
    scanner.scan(stopWords[...])
    for token in scanner.list.tokens { _ = intern(token, of: scanner.list) }
    return count
  }
}
