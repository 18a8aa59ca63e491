/// In how many texts each of a list of numbered terms occurs, while texts are read.
struct TermTallies {
  private struct Tally {
    /// The number of texts that have the term.
    var documents: UInt32 = 0
    /// One more than the term's last place among the entries.
    var last: Int = 0
  }

  private var tallies: [Tally] = []

  /// Counts the terms of one text: the first time one occurs it is appended to `entries`, then its entry is counted up.
  ///
  /// `termCount` is the number of terms known, `mark` is added to their codes, and the text's entries begin at `start`.
  mutating func count(
    _ terms: [UInt32], of termCount: Int, mark: UInt32, from start: Int, into entries: inout [TermCounter.Entry]
  ) {
    if tallies.count < termCount {
      tallies.append(contentsOf: repeatElement(Tally(), count: termCount - tallies.count))
    }
    var tallies = tallies.mutableSpan
    for place in terms.indices {
      let term = Int(terms[place])
      let last = tallies[term].last
      if last > start {
        entries[last - 1].count += 1
      } else {
        entries.append(TermCounter.Entry(node: TermNode(code: terms[place] | mark), count: 1))
        tallies[term].last = entries.count
        tallies[term].documents += 1
      }
    }
  }

  /// The number of texts that have the term.
  func documents(of number: Int) -> Int { Int(tallies[number].documents) }

  /// The terms that occur in `minimum` to `maximum` texts, and in one at least.
  func numbers(in minimum: Double, to maximum: Double) -> [Int] {
    tallies.indices.filter { number in
      let documents = tallies[number].documents
      return documents > 0 && Double(documents) >= minimum && Double(documents) <= maximum
    }
  }

  /// The number of terms that occur in any text.
  var termCount: Int { tallies.count { $0.documents > 0 } }
}
