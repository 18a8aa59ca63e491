public import GarimpoEvaluation

/// What reading all items down to a score would bring and cost, for scores from 1 to 0: counted, not modelled.
public struct ThresholdTable: Reply {
  /// The round whose model scored.
  public var round: Int
  /// Items that it was measured on.
  public var count: Int
  /// Of these yes.
  public var yesCount: Int
  /// Items that nobody has read.
  public var unreadCount: Int
  /// The mean of the seconds that an item was looked at, by which many items take so many times as long; nil where the
  /// log knows none.
  public var meanSeconds: Double?
  /// The median of these: half of the items took no longer.
  public var medianSeconds: Double?
  /// How many answers both are of.
  public var timedCount: Int
  /// Ascending; the lowest is 0.
  public var thresholds: [Threshold]

  /// How many thresholds there are at most.
  static let mostThresholds = 251

  /// One threshold: items that score at least as much are called yes.
  public struct Threshold: Sendable, Codable {
    /// The score, in thousandths.
    public var threshold: Double
    /// Measured items: yes, and called yes.
    public var truePositives: Int
    /// Measured items: no, but called yes.
    public var falsePositives: Int
    /// Measured items: no, and called no.
    public var trueNegatives: Int
    /// Measured items: yes, but called no.
    public var falseNegatives: Int
    /// The share of yes among the items called yes, with its 95 % (Wilson) interval; nil where there are none.
    public var precision: Estimate?
    /// The share of the yes that are called yes, with its 95 % (Wilson) interval.
    public var recall: Estimate?
    /// Unread items that score at least as much.
    public var unreadCount: Int
  }

  /// A line for a few of the thresholds.
  public func text(_ style: TextStyle) -> String {
    var table = TextTable([.right, .right, .right, .right, .left, .right, .left, .right])
    table.addHeader(["score", "found", "in vain", "precision", "95 %", "recall", "95 %", "unread"])
    func cells(_ estimate: Estimate?) -> [TextTable.Cell] {
      guard let estimate else { return [.init(""), .init("")] }
      return [
        .init(Text.decimal(estimate.value, places: 2)),
        .init("\(Text.decimal(estimate.low, places: 2)) to \(Text.decimal(estimate.high, places: 2))", .faint),
      ]
    }
    let step = max(1, thresholds.count / 20)
    for (index, row) in thresholds.enumerated().reversed() where index.isMultiple(of: step) {
      table.add(
        [
          .init(Text.decimal(row.threshold, places: 3)), .init(Text.grouped(row.truePositives)),
          .init(Text.grouped(row.falsePositives)),
        ] + cells(row.precision) + cells(row.recall) + [.init(Text.grouped(row.unreadCount))])
    }
    return style.apply(.heading, to: "Reading down to a score by the model of round \(round)") + "\n"
      + DisplayText.paragraph(
        "Measured on \(Text.count(count, "item")) that it had not seen, \(Text.grouped(yesCount)) of them yes; "
          + "\(Text.grouped(unreadCount)) are unread."
      ).map { $0 + "\n" }.joined() + "\n" + table.lines(style).joined(separator: "\n") + "\n"
  }
}

extension ThresholdTable {
  /// Counts down from the highest score.
  ///
  /// Thresholds are thousandths, each where the counts change, so that what is shown with three decimals is what was
  /// counted; where there are more than ``mostThresholds``, every so many of them.
  ///
  /// - Parameters:
  ///   - scores: P(yes) of the measured items, in any order.
  ///   - targets: their answers.
  ///   - unread: P(yes) of the unread items, in any order.
  static func thresholds(scores: [Float], targets: [Bool], unread: [Float]) -> [Threshold] {
    // Cell i holds what scores at least i thousandths and less than i + 1.
    var yes = [Int](repeating: 0, count: 1001)
    var no = yes
    var rest = yes
    for (score, isYes) in zip(scores, targets) {
      if isYes { yes[cell(score)] += 1 } else { no[cell(score)] += 1 }
    }
    for score in unread { rest[cell(score)] += 1 }
    let (yesCount, noCount) = (yes.reduce(0, +), no.reduce(0, +))
    var (found, inVain, unreadCount) = (0, 0, 0)
    var rows: [Threshold] = []
    for cell in stride(from: 1000, through: 0, by: -1) {
      guard cell == 0 || yes[cell] + no[cell] + rest[cell] > 0 else { continue }
      found += yes[cell]
      inVain += no[cell]
      unreadCount += rest[cell]
      let called = found + inVain
      rows.append(
        Threshold(
          threshold: Double(cell) / 1000, truePositives: found, falsePositives: inVain,
          trueNegatives: noCount - inVain, falseNegatives: yesCount - found,
          precision: called > 0 ? .wilson(successes: Double(found), count: called) : nil,
          recall: yesCount > 0 ? .wilson(successes: Double(found), count: yesCount) : nil, unreadCount: unreadCount))
    }
    rows.reverse()
    guard rows.count > mostThresholds else { return rows }
    return (0..<mostThresholds).map { rows[$0 * (rows.count - 1) / (mostThresholds - 1)] }
  }

  /// The thousandths of a score, rounded down: those of 0.26 are 260, although 0.26 as a `Float` lies below it.
  private static func cell(_ score: Float) -> Int {
    guard score > 0 else { return 0 }
    let cell = min(Int(score * 1000), 1000)
    // The product is rounded: the neighbours are looked at too.
    if cell < 1000, score >= Float(cell + 1) / 1000 { return cell + 1 }
    return score >= Float(cell) / 1000 ? cell : cell - 1
  }
}
