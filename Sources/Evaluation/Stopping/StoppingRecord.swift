/// What was read so far, as stopping rules look at it.
///
/// Items that were known from the start are no part of it: neither of what was read nor of what there is.
public struct StoppingRecord: Sendable {
  /// The number of items that were not known from the start, N in formulas.
  public let itemCount: Int
  /// The number of answers, s in formulas.
  public private(set) var readCount = 0
  /// The number of yes among them, r in formulas.
  public var foundCount: Int { places.count }
  /// How many of the newest answers are no.
  public var negativesInARow: Int { readCount - (places.last ?? 0) }
  /// The number of items without an answer.
  public var unreadCount: Int { itemCount - readCount }
  /// How many of the newest items were each drawn at random from all that were unread: the random tail.
  public private(set) var tailCount = 0
  /// How much time went by since the start; nil: nobody looked.
  public private(set) var minutes: Double?
  /// The places of the yes, ascending, the first answer's being 1.
  private(set) var places: [Int] = []
  /// The outline of the curve of yes over answers.
  private(set) var curve = GainCurve()

  /// Whether an item was known from the start, shape `[items of the pile]`.
  let isPrior: [Bool]
  /// Whether an item has an answer since, shape `[items of the pile]`.
  private(set) var isRead: [Bool]

  /// Whether an item has no answer, and had none from the start.
  package func isUnread(_ item: Int) -> Bool { !isPrior[item] && !isRead[item] }

  /// Nothing was read of a pile of `pileCount` items, of which `priors` are known.
  init(pileCount: Int, priors: [Int]) {
    var isPrior = [Bool](repeating: false, count: pileCount)
    for item in priors { isPrior[item] = true }
    self.isPrior = isPrior
    itemCount = isPrior.count { !$0 }
    isRead = [Bool](repeating: false, count: pileCount)
  }

  /// The number of yes among the first `count` answers. O(log r).
  package func found(among count: Int) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = low + (high - low) / 2
      if places[middle] <= count { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Takes an answer. O(1), the mean over all answers.
  mutating func take(_ answer: StoppingAnswer) {
    precondition(!isPrior[answer.item] && !isRead[answer.item], "each item is answered once")
    isRead[answer.item] = true
    readCount += 1
    tailCount = answer.isRandom ? tailCount + 1 : 0
    minutes = answer.minutes ?? minutes
    guard answer.isPositive else { return }
    places.append(readCount)
    curve.append(place: readCount, found: places.count)
  }
}

/// An answer, as stopping rules take it.
public struct StoppingAnswer: Sendable, Hashable {
  /// The item.
  public var item: Int
  /// Whether it is a yes.
  public var isPositive: Bool
  /// Whether it was drawn at random, each item that was unread at that moment being as probable: only so it is part of a random
  /// tail. An item that a model chose is not, nor one drawn with unequal chances.
  public var isRandom: Bool
  /// The minutes since the start; nil: nobody looked at the clock.
  public var minutes: Double?

  /// An answer.
  public init(item: Int, isPositive: Bool, isRandom: Bool, minutes: Double? = nil) {
    (self.item, self.isPositive, self.isRandom, self.minutes) = (item, isPositive, isRandom, minutes)
  }
}

/// The upper outline of the curve of yes over answers: the corners that a string stretched over it would touch.
///
/// The corners are kept by the monotone chain of Andrew, "Another efficient algorithm for convex hulls in two dimensions",
/// 1979: each yes is put on and taken off once.
struct GainCurve: Sendable {
  /// Corners, the first being (0, 0); slopes between them fall.
  private(set) var corners: [(place: Int, found: Int)] = [(0, 0)]

  mutating func append(place: Int, found: Int) {
    while corners.count >= 2 {
      let (before, last) = (corners[corners.count - 2], corners[corners.count - 1])
      // Whether `last` lies on or below the line from `before` to the new corner.
      let isBelow =
        (last.found - before.found) * (place - before.place) <= (found - before.found) * (last.place - before.place)
      guard isBelow else { break }
      corners.removeLast()
    }
    corners.append((place, found))
  }

  /// The point of the curve that is farthest above the line from (0, 0) to (read, found), of equal ones the first; nil if none
  /// is above it. O(log r).
  func farthest(aboveLineTo read: Int, _ found: Int) -> (place: Int, found: Int)? {
    // The first corner after which the outline is no steeper than the line.
    var (low, high) = (0, corners.count - 1)
    while low < high {
      let middle = low + (high - low) / 2
      let (here, next) = (corners[middle], corners[middle + 1])
      if (next.found - here.found) * read > found * (next.place - here.place) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let corner = corners[low]
    return corner.found * read > found * corner.place ? corner : nil
  }
}
