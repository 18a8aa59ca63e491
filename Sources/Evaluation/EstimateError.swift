/// Why answers do not allow an estimate. What cannot be estimated is an error here, never a number.
public enum EstimateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No item was drawn at random.
  case noRandomItems
  /// None of the items drawn at random was answered yes or no.
  case nothingDecided(drawn: Int)
  /// A later slice was drawn from more items than the first frame can have left; `slice` counts from 1.
  case frameGrew(slice: Int, frameCount: Int, possible: Int)
  /// The yes that left the first frame by other means do not fit the items that did; `slice` counts from 1 and is the one
  /// before which they left, or nil for those that had left by now.
  case removedOutOfRange(slice: Int?, count: Int, expected: ClosedRange<Int>)
  /// One item was drawn at random, too few to say anything of pairs.
  case oneRandomItem(frameCount: Int)
  /// None of the items drawn at random is a yes, so that nothing is known of the yes that the model did not choose.
  case noRandomPositives(drawn: Int, frameCount: Int)
  /// No answered item is a yes.
  case noPositives(answered: Int)
  /// A cut at `k` items where there are fewer, or none was asked for.
  case cutOutOfRange(k: Int, count: Int)
  /// Two people answered no item in common.
  case noPairs

  /// The sentence for people.
  public var description: String {
    switch self {
    case .noRandomItems:
      return "estimate: no item was drawn at random; expected at least one: let rounds ask random items too"
    case .nothingDecided(let drawn):
      return "estimate: none of the \(drawn) items drawn at random is answered yes or no; "
        + "expected at least one: answer them first"
    case .frameGrew(let slice, let frameCount, let possible):
      return "estimate: random slice \(slice) was drawn from \(frameCount) items, of the first slice's "
        + "at most \(possible) were left; expected a pool that only shrinks: use the slices since items were last added"
    case .removedOutOfRange(let slice, let count, let expected):
      let moment = slice.map { "before random slice \($0)" } ?? "by now"
      return "estimate: \(count) yes of the first slice's items are said to have been found by other means \(moment); "
        + "expected \(expected.lowerBound) to \(expected.upperBound): check the labels of these items"
    case .oneRandomItem(let frameCount):
      return "estimate: 1 of \(frameCount) items was drawn at random; "
        + "expected at least 2: let rounds ask more random items"
    case .noRandomPositives(let drawn, let frameCount):
      return "estimate: none of the \(drawn) items drawn at random from \(frameCount) is yes; "
        + "expected at least one: let rounds ask more random items"
    case .noPositives(let answered):
      return "estimate: none of the \(answered) answered items is yes; expected at least one: label more items"
    case .cutOutOfRange(let k, let count):
      return "estimate: asked for the first \(k) of \(count) items; expected 1 to \(count)"
    case .noPairs:
      return "agreement: no item is answered yes or no by both people; "
        + "expected at least one: let both answer some items"
    }
  }
}
