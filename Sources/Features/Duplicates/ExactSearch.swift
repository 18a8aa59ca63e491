/// Links items with the same words to the first of them.
struct ExactSearch {
  /// The first item that is new.
  let first: Int
  private var reader = WordReader()

  init(first: Int) { self.first = first }

  /// Links the new ones among items with the same key, which ascend. The words are compared in full: equal keys do not
  /// prove equal words.
  ///
  /// Old items are read only until one is found that has the words, so an addition to a large group stays cheap.
  mutating func link<Failure: Error>(
    _ run: [UInt32], texts: (_ item: Int) throws(Failure) -> [String], into links: inout [DuplicateLink]
  ) throws(Failure) {
    // The first item of those with the same words, and how these are spelt; one, unless keys collide.
    var known: [(item: Int, spelling: [UInt64])] = []
    var old = run.prefix { $0 < first }
    for item in run.dropFirst(old.count).lazy.map(Int.init) {
      let spelling = try spelling(of: item, texts)
      var match = known.first { $0.spelling == spelling }
      while match == nil, let earlier = old.popFirst().map(Int.init) {
        let other = try self.spelling(of: earlier, texts)
        if known.contains(where: { $0.spelling == other }) { continue }
        known.append((earlier, other))
        if other == spelling { match = known.last }
      }
      if let match {
        links.append(DuplicateLink(first: match.item, second: item, kind: .exact, similarity: 1))
      } else {
        known.append((item, spelling))
      }
    }
  }

  private mutating func spelling<Failure: Error>(
    of item: Int, _ texts: (_ item: Int) throws(Failure) -> [String]
  ) throws(Failure) -> [UInt64] {
    reader.read(try texts(item))
    return reader.spelling
  }
}
