import GarimpoRecipes

/// Finds the columns of a fitted vocabulary's terms in texts.
struct TermIndex: Sendable {
  private var words = WordTable()
  private var grams = GramTable()
  private(set) var columns: TermColumns
  private let ngrams: ClosedRange<Int>
  private let stopWordCount: Int

  /// An index of `vocabulary`, whose terms are words joined with spaces.
  init(_ vocabulary: [String], _ options: TfidfOptions) {
    ngrams = options.ngrams
    var scanner = TokenScanner(foldAccents: options.foldAccents)
    stopWordCount = words.intern(stopWords: options.stopWords, with: &scanner)
    columns = TermColumns(wordCount: 0, gramCount: 0)
    let nodes = vocabulary.map { insert($0) }
    columns = TermColumns(wordCount: words.count, gramCount: grams.count)
    for (column, node) in nodes.enumerated() { columns[node] = column }
  }

  /// The index of the terms that `counter` has counted and `terms` has kept.
  ///
  /// It shares the counter's tables, so that it costs no time, though it holds words that were not kept.
  init(_ terms: SortedTerms, of counter: TermCounter) {
    words = counter.words
    grams = counter.grams
    ngrams = counter.ngrams
    stopWordCount = counter.stopWordCount
    columns = TermColumns(wordCount: words.count, gramCount: grams.count)
    for (column, node) in terms.nodes.enumerated() { columns[node] = column }
  }

  private mutating func insert(_ term: String) -> TermNode {
    var list = TokenList()
    let bytes = Array(term.utf8)
    for word in bytes.split(separator: UInt8(ascii: " ")) { list.append(token: word.span) }
    var node: TermNode?
    for token in list.tokens {
      let word = words.intern(token, of: list)
      node = node.map { TermNode(gram: grams.intern($0, word)) } ?? TermNode(word: word)
    }
    precondition(node != nil, "a term has a word at least")
    return node ?? TermNode(word: 0)
  }

  /// Calls `body` with the column of each term of the text that `scanner` has scanned last, once for each occurrence.
  @inline(__always)
  func forEachColumn(in scanner: TokenScanner, line: inout [Int], _ body: (Int) -> Void) {
    if ngrams == 1...1 {
      for token in scanner.list.tokens {
        guard let word = words.number(of: token, of: scanner.list), word >= stopWordCount else { continue }
        let column = columns[TermNode(word: word)]
        if column >= 0 { body(column) }
      }
      return
    }
    line.removeAll(keepingCapacity: true)
    for token in scanner.list.tokens {
      let word = words.number(of: token, of: scanner.list) ?? -1
      if word >= stopWordCount || word < 0 { line.append(word) }
    }
    for place in line.indices where line[place] >= 0 {
      var node = TermNode(word: line[place])
      if ngrams.lowerBound == 1, columns[node] >= 0 { body(columns[node]) }
      var next = place + 1
      while next < line.count, next - place < ngrams.upperBound, line[next] >= 0,
        let gram = grams.number(of: node, line[next])
      {
        node = TermNode(gram: gram)
        if columns[node] >= 0 { body(columns[node]) }
        next += 1
      }
    }
  }
}
