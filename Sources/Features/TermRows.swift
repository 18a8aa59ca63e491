/// The terms of texts with their counts: each term once a text, in the order in which they first occur in it.
struct TermRows {
  /// How often a term occurs in a text.
  struct Entry {
    let node: TermNode
    var count: UInt32
  }

  /// The terms of the texts, one text after the other.
  var entries: [Entry] = []
  /// The number of entries up to and with each text.
  var ends: [Int] = []

  /// Forgets all texts.
  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
