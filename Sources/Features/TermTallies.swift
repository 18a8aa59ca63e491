/// In how many texts each numbered term occurs, while texts are read in blocks.
struct TermTallies {
  fileprivate struct Tally {
    /// The number of texts that have the term.
    var documents: UInt32 = 0
    /// One more than the place of the term's last entry, among the entries of all texts.
    var last: UInt32 = 0
  }

  private var words: [Tally] = []
  private var grams: [Tally] = []
  /// The number of entries of all texts counted.
  private var entryCount = 0

  /// Makes room for the first `wordCount` words and `gramCount` n-grams of several words.
  mutating func makeRoom(wordCount: Int, gramCount: Int) {
    words.append(contentsOf: repeatElement(Tally(), count: max(0, wordCount - words.count)))
    grams.append(contentsOf: repeatElement(Tally(), count: max(0, gramCount - grams.count)))
  }

  /// Counts the terms of texts, and appends them to `rows`.
  mutating func count(_ lines: TermLines, into rows: inout TermRows) {
    precondition(entryCount + lines.codes.count <= Int(UInt32.max), "more than 4,294,967,295 entries")
    let held = rows.entries.count
    Self.count(lines, after: entryCount, &words, &grams, into: &rows)
    entryCount += rows.entries.count - held
  }

  private static func count(
    _ lines: TermLines, after blockStart: Int, _ words: inout [Tally], _ grams: inout [Tally], into rows: inout TermRows
  ) {
    let held = rows.entries.count
    rows.entries.append(addingCapacity: lines.codes.count) { entries in
      var words = words.mutableSpan
      var grams = grams.mutableSpan
      let codes = lines.codes.span
      var place = 0
      for end in lines.ends {
        let textStart = blockStart + entries.count
        while place < end {
          let node = TermNode(code: codes[place])
          let next = UInt32(truncatingIfNeeded: blockStart + entries.count + 1)
          let last = node.isGram ? grams[node.number].note(next, textStart) : words[node.number].note(next, textStart)
          if let last { entries[last - blockStart].count += 1 } else { entries.append(.init(node: node, count: 1)) }
          place += 1
        }
        rows.ends.append(held + entries.count)
      }
    }
  }

  /// The number of texts that have the term.
  func documents(of node: TermNode) -> Int {
    Int(node.isGram ? grams[node.number].documents : words[node.number].documents)
  }

  /// The terms that occur in `minimum` to `maximum` texts, and in one at least; words first.
  func nodes(in minimum: Double, to maximum: Double) -> [TermNode] {
    func fits(_ tally: Tally) -> Bool {
      tally.documents > 0 && Double(tally.documents) >= minimum && Double(tally.documents) <= maximum
    }
    return words.indices.filter { fits(words[$0]) }.map { TermNode(word: $0) }
      + grams.indices.filter { fits(grams[$0]) }.map { TermNode(gram: $0) }
  }

  /// The number of terms that occur in any text.
  var termCount: Int { words.count { $0.documents > 0 } + grams.count { $0.documents > 0 } }
}

extension TermTallies.Tally {
  /// The place of the term's entry when it has one in the text whose entries start at `textStart`; else nil, and the
  /// text is counted and the entry before `next` is taken for the term's.
  @inline(__always)
  fileprivate mutating func note(_ next: UInt32, _ textStart: Int) -> Int? {
    if Int(last) > textStart { return Int(last) - 1 }
    last = next
    documents += 1
    return nil
  }
}
