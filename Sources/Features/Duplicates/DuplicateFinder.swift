/// Finds items whose texts are the same or nearly the same, so that none is labelled twice or lies on both sides of a
/// split.
///
/// ```swift
/// let finder = DuplicateFinder(nearThreshold: 0.9)
/// let found = finder.groups(among: sketches) { items.comparedTexts(ofItem: $0) }
/// let later = finder.links(among: sketches, from: items.count - added) { … }     // only links of the added items
/// ```
///
/// *Exact* duplicates have the same words in the same order (`WordReader` says what a word is): case, punctuation and
/// white space do not count, single letters and digits do. "Part 1" and "part 2" differ, and so do C, C++ and C#. An item
/// without any word has no duplicates. *Near* duplicates have sets of runs of three words whose similarity (Jaccard) is
/// the threshold or more; items of fewer than three words have none.
///
/// **What is missed.** No exact duplicate is. Near ones are compared when their sketches agree in one of eight bands of
/// six: with the probability 1 − (1 − s⁶)⁸ for the similarity s.
///
/// | s | 1 | 0.95 | 0.9 | 0.85 | 0.8 | 0.7 | 0.6 | 0.5 | 0.3 |
/// |---|---|---|---|---|---|---|---|---|---|
/// | compared | 100 % | 99.998 % | 99.8 % | 97.7 % | 91.2 % | 63.3 % | 31.8 % | 11.8 % | 0.6 % |
///
/// **What it costs.** Nothing is quadratic. Exact duplicates are linked to the first of them only, and that one stands
/// for them all in the search for near ones. Of the items that agree in a band, each is compared with the first sixteen
/// and the sixteen before it at most, and with none any more once it has eight links. A hundred thousand texts from one
/// template are still one group; but where more than 32 texts that are no duplicates agree in a band, a near one among
/// them may be missed by this band, and an item that bridges two groups may have its eight links in one of them.
///
/// Links depend on sketches and texts alone, and whether two items are linked only on items up to the later of the two:
/// searching after each addition finds what searching once finds. (Should two texts have the same 64-bit key by chance,
/// they are not linked, and the later one has no near links.)
public struct DuplicateFinder: Sendable, Hashable {
  /// The thresholds for near duplicates that make sense.
  public static let nearThresholds: ClosedRange<Double> = 0.5...1

  /// The least similarity of near duplicates, or nil: only exact ones are looked for.
  public let nearThreshold: Double?

  /// A finder; the threshold must be one of `nearThresholds`.
  public init(nearThreshold: Double? = 0.9) {
    precondition(nearThreshold.map(Self.nearThresholds.contains) ?? true, "a similarity from 0.5 to 1")
    self.nearThreshold = nearThreshold
  }

  /// The groups of all items.
  ///
  /// - Parameters:
  ///   - sketches: one for each item.
  ///   - texts: the texts that the sketch of an item was made of; asked for candidates only, for some repeatedly.
  public func groups<Failure: Error>(
    among sketches: [TextSketch], texts: (_ item: Int) throws(Failure) -> [String]
  ) throws(Failure) -> DuplicateGroups {
    DuplicateGroups(itemCount: sketches.count, links: try links(among: sketches, texts: texts))
  }

  /// The links of which the later item is `first` or after it, ascending by the later item, then by the earlier.
  ///
  /// - Parameters:
  ///   - sketches: one for each item, old and new; fewer than 2^32.
  ///   - first: the first new item; 0: all are new.
  ///   - texts: the texts that the sketch of an item was made of; asked for candidates only, for some repeatedly.
  /// - Complexity: O(items) for sorting, and the texts of candidates are read; 17 bytes an item and 8 a candidate.
  public func links<Failure: Error>(
    among sketches: [TextSketch], from first: Int = 0, texts: (_ item: Int) throws(Failure) -> [String]
  ) throws(Failure) -> [DuplicateLink] {
    precondition(first >= 0 && sketches.count < 1 << 32, "fewer than 2^32 items")
    var links: [DuplicateLink] = []
    var leads = [Bool](repeating: false, count: sketches.count)
    var search = ExactSearch(first: first)
    for run in KeyRuns(sketches) {
      leads[Int(run[0])] = true
      if run.count > 1 { try search.link(run, texts: texts, into: &links) }
    }
    if let nearThreshold {
      let candidates = NearCandidates(sketches, leads: leads, first: first).pairs
      try NearSearch(threshold: nearThreshold).link(candidates, texts: texts, into: &links)
    }
    return links.sorted { ($0.second, $0.first) < ($1.second, $1.first) }
  }
}
