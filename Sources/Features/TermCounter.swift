import GarimpoRecipes

/// Reads the training texts once: numbers their terms, counts each in each text, and the texts of each.
struct TermCounter {
  /// How often a term occurs in a text.
  struct Entry {
    let node: TermNode
    var count: UInt32
  }

  /// The terms of each text, in the order in which they first occur in it.
  private(set) var entries: [Entry] = []
  /// The number of entries up to and with each text; the first is 0.
  private(set) var rowEnds: [Int] = [0]
  private(set) var words = WordTable()
  private(set) var grams = GramTable()

  private var scanner: TokenScanner
  private var wordTallies = TermTallies()
  private var gramTallies = TermTallies()
  /// The words of the text being read, and its n-grams of several words.
  private var wordLine: [UInt32] = []
  private var gramLine: [UInt32] = []
  let ngrams: ClosedRange<Int>
  let stopWordCount: Int

  /// A counter that has read nothing; `byteCount` bytes of text are to come.
  init(_ options: TfidfOptions, textCount: Int, byteCount: Int) {
    ngrams = options.ngrams
    scanner = TokenScanner(foldAccents: options.foldAccents)
    stopWordCount = words.intern(stopWords: options.stopWords, with: &scanner)
    rowEnds.reserveCapacity(textCount + 1)
    // Address space for the most words there can be; memory is taken when they come.
    entries.reserveCapacity(byteCount / 3 + textCount)
  }

  /// Reads a text.
  mutating func add(_ text: String) {
    scanner.scan(text)
    words.intern(scanner.list, droppingFirst: stopWordCount, into: &wordLine)
    if ngrams.lowerBound == 1 {
      wordTallies.count(wordLine, of: words.count, mark: 0, into: &entries)
    }
    if ngrams.upperBound > 1 {
      grams.intern(wordLine, ngrams, into: &gramLine)
      gramTallies.count(gramLine, of: grams.count, mark: TermNode.gramMark, into: &entries)
    }
    rowEnds.append(entries.count)
  }

  /// The number of texts that have the term.
  func documents(of node: TermNode) -> Int {
    node.isGram ? gramTallies.documents(of: node.number) : wordTallies.documents(of: node.number)
  }

  /// The terms that occur in `minimum` to `maximum` texts.
  func nodes(in minimum: Double, to maximum: Double) -> [TermNode] {
    wordTallies.numbers(in: minimum, to: maximum).map { TermNode(word: $0) }
      + gramTallies.numbers(in: minimum, to: maximum).map { TermNode(gram: $0) }
  }

  /// The number of terms that occur in any text.
  var termCount: Int { wordTallies.termCount + gramTallies.termCount }

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
  mutating func intern(stopWords: [String], with scanner: inout TokenScanner) -> Int {
    for text in stopWords {
      scanner.scan(text)
      for token in scanner.list.tokens { _ = intern(token, of: scanner.list) }
    }
    return count
  }
}
