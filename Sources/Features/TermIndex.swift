import GarimpoRecipes

/// Finds the columns of a fitted vocabulary's terms in texts.
struct TermIndex: Sendable {
  private var words = WordTable()
  private var grams = GramTable()
  /// The column of each word and of each n-gram of several words, or -1.
  private var wordColumns: [Int32] = []
  private var gramColumns: [Int32] = []
  private let ngrams: ClosedRange<Int>
  private let stopWordCount: Int

  /// An index of `vocabulary`, whose terms are words joined with spaces.
  init(_ vocabulary: [String], _ options: TfidfOptions) {
    ngrams = options.ngrams
    var scanner = TokenScanner(foldAccents: options.foldAccents)
    stopWordCount = words.intern(stopWords: options.stopWords, with: &scanner)
    wordColumns = Array(repeating: -1, count: stopWordCount)
    for (column, term) in vocabulary.enumerated() {
      var list = TokenList()
      let bytes = Array(term.utf8)
      for word in bytes.split(separator: UInt8(ascii: " ")) { list.append(token: word.span) }
      insert(list, column: Int32(column))
    }
  }

  private mutating func insert(_ list: TokenList, column: Int32) {
    var node: TermNode?
    for token in list.tokens {
      let word = words.intern(token, of: list)
      if word == wordColumns.count { wordColumns.append(-1) }
      node = node.map { TermNode(gram: grams.intern($0, word)) } ?? TermNode(word: word)
      if grams.count > gramColumns.count { gramColumns.append(-1) }
    }
    guard let node else { return }
    if node.isGram { gramColumns[node.number] = column } else { wordColumns[node.number] = column }
  }

  /// Calls `body` with the column of each term of the text that `scanner` has scanned last, once for each occurrence.
  @inline(__always)
  func forEachColumn(in scanner: TokenScanner, line: inout [Int], _ body: (Int) -> Void) {
    if ngrams == 1...1 {
      for token in scanner.list.tokens {
        guard let word = words.number(of: token, of: scanner.list), wordColumns[word] >= 0 else { continue }
        body(Int(wordColumns[word]))
      }
      return
    }
    line.removeAll(keepingCapacity: true)
    for token in scanner.list.tokens {
      let word = words.number(of: token, of: scanner.list) ?? -1
      if word >= stopWordCount || word < 0 { line.append(word) }
    }
    for place in line.indices where line[place] >= 0 {
      if ngrams.lowerBound == 1, wordColumns[line[place]] >= 0 { body(Int(wordColumns[line[place]])) }
      var node = TermNode(word: line[place])
      var next = place + 1
      while next < line.count, next - place < ngrams.upperBound, line[next] >= 0,
        let gram = grams.number(of: node, line[next])
      {
        if gramColumns[gram] >= 0 { body(Int(gramColumns[gram])) }
        node = TermNode(gram: gram)
        next += 1
      }
    }
  }
}
