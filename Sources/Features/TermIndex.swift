import GarimpoRecipes

/// Finds the columns of a fitted vocabulary's terms in texts.
struct TermIndex: Sendable {
  private var words = WordTable()
  private var grams = GramTable()
  private(set) var columns: TermColumns
  private let ngrams: ClosedRange<Int>
  private let stopWordCount: Int

  /// An index of `vocabulary`, whose terms are words joined with spaces, or n-grams of characters.
  init(_ vocabulary: [String], _ options: TfidfOptions) {
    ngrams = options.unitNgrams
    var scanner = UnitScanner(options)
    stopWordCount = words.intern(stopWords: options.stopWords, with: &scanner)
    columns = TermColumns(wordCount: 0, gramCount: 0)
    let nodes = vocabulary.map { insert($0, isWhole: options.units == .characters) }
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

  /// Takes a term in: words joined with spaces, or one unit as a whole.
  private mutating func insert(_ term: String, isWhole: Bool) -> TermNode {
    var list = TokenList()
    let bytes = Array(term.utf8)
    for word in isWhole ? [bytes[...]] : bytes.split(separator: UInt8(ascii: " ")) { list.append(token: word.span) }
    var node: TermNode?
    for token in list.tokens {
      let word = words.intern(token, of: list)
      node = node.map { TermNode(gram: grams.intern($0, word)) } ?? TermNode(word: word)
    }
    precondition(node != nil, "a term has a word at least")
    return node ?? TermNode(word: 0)
  }

  /// Tallies that have counted nothing, with room for all terms.
  var tallies: TermTallies {
    var tallies = TermTallies()
    tallies.makeRoom(wordCount: words.count, gramCount: grams.count)
    return tallies
  }

  /// Sets `lines` to the terms of the texts of `list` that are known; some may have no column.
  func find(_ list: TokenList, into lines: inout TermLines) {
    lines.removeAll()
    var start = 0
    for end in list.textEnds {
      if ngrams.upperBound == 1 {
        findWords(of: list, start..<end, &lines.codes)
      } else {
        findGrams(of: list, start..<end, &lines.codes)
      }
      lines.ends.append(lines.codes.count)
      start = end
    }
  }

  private func findWords(of list: TokenList, _ places: Range<Int>, _ codes: inout [UInt32]) {
    codes.append(addingCapacity: places.count) { codes in
      let tokens = list.tokens.span
      for place in places {
        guard let word = words.number(of: tokens[place], of: list), word >= stopWordCount else { continue }
        codes.append(TermNode(word: word).code)
      }
    }
  }

  private func findGrams(of list: TokenList, _ places: Range<Int>, _ codes: inout [UInt32]) {
    // Stop words are left out; an unknown word (nil) stays, for no n-gram goes across it.
    let found: [Int?] = list.tokens[places].map { words.number(of: $0, of: list) }
    let line = found.filter { ($0 ?? .max) >= stopWordCount }
    for place in line.indices {
      guard let word = line[place] else { continue }
      var node = TermNode(word: word)
      if ngrams.lowerBound == 1 { codes.append(node.code) }
      var next = place + 1
      while next < line.count, next - place < ngrams.upperBound, let word = line[next],
        let gram = grams.number(of: node, word)
      {
        node = TermNode(gram: gram)
        next += 1
        if next - place >= ngrams.lowerBound { codes.append(node.code) }
      }
    }
  }
}
