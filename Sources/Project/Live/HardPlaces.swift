/// How the hard places of a batch are filled when some of its hard questions were, or are to be, about other items.
///
/// A question about an item outside the batch takes the place of a drawn one: with `k` of them, the last `k` drawn hard
/// items that are open are not asked. In which order hard and random questions take turns stays as the round mixed it: as
/// many hard places as were used are passed over from the front, whichever items they went to.
struct HardPlaces {
  /// The random items of the batch: they are asked as drawn, never as hard ones.
  let random: Set<Int64>
  /// Items outside the batch that others were asked in hard places and that are open to this annotator, too.
  private var shared: [AskingQueue.Asked]
  /// The drawn items that are open, in the order of asking, without the last `k`.
  private var drawn: [Int64]
  private var usedCount: Int
  private var leftCount: Int

  /// - Parameters:
  ///   - open: the drawn hard items that are open, in the order of asking.
  ///   - closedCount: how many of the drawn hard items are not.
  ///   - outsideCount: how many items outside the batch have taken hard places, and are not open to this annotator.
  ///   - shared: those that are.
  init(
    random: Set<Int64>, open: [Int64], closedCount: Int, outsideCount: Int, shared: [AskingQueue.Asked]
  ) {
    self.random = random
    self.shared = shared
    leftCount = max(0, open.count - outsideCount)
    drawn = Array(open.prefix(leftCount))
    usedCount = closedCount + outsideCount
  }

  /// Comes to the next hard place; whether a question is left for it.
  mutating func takeNext() -> Bool {
    guard usedCount == 0 else {
      usedCount -= 1
      return false
    }
    guard leftCount > 0 else { return false }
    leftCount -= 1
    return true
  }

  /// The next item that others were asked, without those that are taken.
  mutating func nextShared(without taken: Set<Int64>) -> AskingQueue.Asked? {
    while !shared.isEmpty {
      let asked = shared.removeFirst()
      if !taken.contains(asked.item) { return asked }
    }
    return nil
  }

  /// The next drawn item, without those that are taken.
  mutating func nextDrawn(without taken: Set<Int64>) -> Int64? {
    while !drawn.isEmpty {
      let item = drawn.removeFirst()
      if !taken.contains(item) { return item }
    }
    return nil
  }
}
