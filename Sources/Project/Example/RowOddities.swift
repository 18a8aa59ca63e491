import GarimpoKernels

/// What is odd about a row of the example: each oddity that the real crawl shows, in about its proportion.
struct RowOddities: OptionSet {
  let rawValue: UInt32

  static let empty = Self(rawValue: 1 << 0)
  static let noViews = Self(rawValue: 1 << 1)
  static let oneView = Self(rawValue: 1 << 2)
  static let millionViews = Self(rawValue: 1 << 3)
  static let live = Self(rawValue: 1 << 4)
  static let premiere = Self(rawValue: 1 << 5)
  static let cyrillicTitle = Self(rawValue: 1 << 6)
  static let eastAsianTitle = Self(rawValue: 1 << 7)
  static let thaiTitle = Self(rawValue: 1 << 8)
  static let devanagariTitle = Self(rawValue: 1 << 9)
  static let emojiTitle = Self(rawValue: 1 << 10)
  static let hundredCharacters = Self(rawValue: 1 << 11)
  static let quoteInTitle = Self(rawValue: 1 << 12)
  static let commaInTitle = Self(rawValue: 1 << 13)
  static let twoSpacesInTitle = Self(rawValue: 1 << 14)
  static let zeroWidthSpaceInTitle = Self(rawValue: 1 << 15)
  static let sharedTitle = Self(rawValue: 1 << 16)
  static let licenceAsCategory = Self(rawValue: 1 << 17)
  static let noDescription = Self(rawValue: 1 << 18)
  static let spaceAsDescription = Self(rawValue: 1 << 19)
  static let noTag = Self(rawValue: 1 << 20)
  static let hashtagsInHeadline = Self(rawValue: 1 << 21)
  static let noVideoSize = Self(rawValue: 1 << 22)
  static let hiddenRatings = Self(rawValue: 1 << 23)
  static let hiddenSubscribers = Self(rawValue: 1 << 24)

  /// The oddities by the part of the page that they befall, with their shares of all rows. Those of one group exclude
  /// each other.
  private static let groups: [[(oddity: RowOddities, share: Double)]] = [
    [(noViews, 0.012), (oneView, 0.0085), (millionViews, 0.0025)],
    [(live, 0.124), (premiere, 0.0125)],
    [
      (cyrillicTitle, 0.022), (eastAsianTitle, 0.0195), (thaiTitle, 0.0015), (devanagariTitle, 0.001),
      (emojiTitle, 0.0035), (hundredCharacters, 0.0185), (quoteInTitle, 0.01), (commaInTitle, 0.08),
      (twoSpacesInTitle, 0.025), (zeroWidthSpaceInTitle, 0.001), (sharedTitle, 0.01),
    ],
    [(licenceAsCategory, 0.035)],
    [(noDescription, 0.01), (spaceAsDescription, 0.03)],
    [(noTag, 0.123)],
    [(hashtagsInHeadline, 0.172)],
    [(noVideoSize, 0.01)],
    [(hiddenRatings, 0.0245)],
    [(hiddenSubscribers, 0.029)],
  ]
  private static let emptyShare = 0.0101

  /// The oddities of each row. Every share is met exactly, but for rounding to whole rows.
  static func drawn(forRows rowCount: Int, seed: UInt64) -> [RowOddities] {
    var rows: [RowOddities] = Array(repeating: [], count: rowCount)
    var random = SplitMix64(seed: seed, stream: .max)
    var order = Array(0..<rowCount)
    random.shuffle(&order)
    let emptyCount = wholeRows(emptyShare, of: rowCount)
    for row in order.prefix(emptyCount) { rows[row] = .empty }
    var filled = Array(order.dropFirst(emptyCount))
    for group in groups {
      random.shuffle(&filled)
      var next = 0
      for (oddity, share) in group {
        let end = min(filled.count, next + wholeRows(share, of: rowCount))
        for row in filled[next..<end] { rows[row].insert(oddity) }
        next = end
      }
    }
    return rows
  }

  private static func wholeRows(_ share: Double, of rowCount: Int) -> Int {
    Int((share * Double(rowCount)).rounded())
  }
}
