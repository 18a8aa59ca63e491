/// In how many texts each of a list of numbered terms occurs, while texts are read.
struct TermTallies {
  private struct Tally {
    /// The number of texts that have the term.
    var documents: UInt32 = 0
    /// One more than the term's last place among the entries.
    var last: UInt32 = 0
  }

  private var tallies: [Tally] = []

  /// Counts the terms of one text: the first time one occurs it is appended to `entries`, then its entry is counted up.
  ///
  /// `termCount` is the number of terms known, and `mark` is added to their codes.
  mutating func count(
    _ terms: [UInt32], of termCount: Int, mark: UInt32, into entries: inout [TermCounter.Entry]
  ) {
    if tallies.count < termCount {
      tallies.append(contentsOf: repeatElement(Tally(), count: termCount - tallies.count))
    }
    let base = entries.count
    precondition(base + terms.count <= Int(UInt32.max), "more than 4,294,967,295 entries")
    entries.append(addingCapacity: terms.count) { counts in
      var tallies = tallies.mutableSpan
      let terms = terms.span
      for place in terms.indices {
        let term = Int(terms[place])
        let last = Int(tallies[term].last)
        if last > base {
          counts[last - 1 - base].count += 1
        } else {
          counts.append(TermCounter.Entry(node: TermNode(code: terms[place] | mark), count: 1))
          tallies[term].last = UInt32(truncatingIfNeeded: base + counts.count)
          tallies[term].documents += 1
        }
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
