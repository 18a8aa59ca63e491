import GarimpoRecipes

/// Reads the training texts once: numbers their terms, counts each in each text, and the texts of each.
struct TermCounter {
  /// How often a term occurs in a text.
  struct Entry {
    let node: TermNode
    var count: UInt32
  }

  /// What is known of a term while texts are read.
  private struct Tally {
    /// The number of texts that have the term.
    var documents: UInt32 = 0
    /// One more than the term's last place in `entries`.
    var last: Int = 0
  }

  /// The terms of each text, in the order in which they first occur in it.
  private(set) var entries: [Entry] = []
  /// The number of entries up to and with each text; the first is 0.
  private(set) var rowEnds: [Int] = [0]
  private(set) var words = WordTable()
  private(set) var grams = GramTable()

  private var scanner: TokenScanner
  private var wordTallies: [Tally] = []
  private var gramTallies: [Tally] = []
  private var line: [Int] = []
  private let ngrams: ClosedRange<Int>
  private let stopWordCount: Int

  /// A counter that has read nothing.
  init(_ options: TfidfOptions) {
    ngrams = options.ngrams
    scanner = TokenScanner(foldAccents: options.foldAccents)
    stopWordCount = words.intern(stopWords: options.stopWords, with: &scanner)
    wordTallies = Array(repeating: Tally(), count: stopWordCount)
  }

  /// Reads a text.
  mutating func add(_ text: String) {
    scanner.scan(text)
    let start = entries.count
    if ngrams == 1...1 {
      for token in scanner.list.tokens {
        let word = words.intern(token, of: scanner.list)
        if word >= stopWordCount { count(word: word, from: start) }
      }
    } else {
      addGrams(from: start)
    }
    rowEnds.append(entries.count)
  }

  private mutating func addGrams(from start: Int) {
    line.removeAll(keepingCapacity: true)
    for token in scanner.list.tokens {
      let word = words.intern(token, of: scanner.list)
      if word >= stopWordCount { line.append(word) }
    }
    for place in line.indices {
      if ngrams.lowerBound == 1 { count(word: line[place], from: start) }
      var node = TermNode(word: line[place])
      let end = min(line.count, place + ngrams.upperBound)
      for next in (place + 1)..<max(end, place + 1) {
        let gram = grams.intern(node, line[next])
        if next - place + 1 >= ngrams.lowerBound { count(gram: gram, from: start) }
        node = TermNode(gram: gram)
      }
    }
  }

  @inline(__always)
  private mutating func count(word: Int, from start: Int) {
    while word >= wordTallies.count { wordTallies.append(Tally()) }
    let last = wordTallies[word].last
    if last > start {
      entries[last - 1].count += 1
    } else {
      entries.append(Entry(node: TermNode(word: word), count: 1))
      wordTallies[word].last = entries.count
      wordTallies[word].documents += 1
    }
  }

  @inline(__always)
  private mutating func count(gram: Int, from start: Int) {
    while gram >= gramTallies.count { gramTallies.append(Tally()) }
    let last = gramTallies[gram].last
    if last > start {
      entries[last - 1].count += 1
    } else {
      entries.append(Entry(node: TermNode(gram: gram), count: 1))
      gramTallies[gram].last = entries.count
      gramTallies[gram].documents += 1
    }
  }

  /// The number of texts that have the term.
  func documents(of node: TermNode) -> Int {
    let tallies = node.isGram ? gramTallies : wordTallies
    return node.number < tallies.count ? Int(tallies[node.number].documents) : 0
  }

  /// The terms that occur in any text.
  var nodes: [TermNode] {
    wordTallies.indices.lazy.filter { wordTallies[$0].documents > 0 }.map { TermNode(word: $0) }
      + gramTallies.indices.lazy.filter { gramTallies[$0].documents > 0 }.map { TermNode(gram: $0) }
  }

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
