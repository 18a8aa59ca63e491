import GarimpoStore

#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

/// How far the labelling is.
public struct LabellingProgress: Reply {
  /// Who looks.
  public var annotator: String
  /// Answers that this annotator has given since their midnight and that stand.
  public var today: Int
  /// The same of all annotators together.
  public var todayByAll: Int
  /// How many answers this annotator gave a minute in the ten minutes before the newest of them; nil with fewer than two.
  public var answersPerMinute: Double?
  /// Items labelled yes.
  public var yesCount: Int
  /// Items labelled no.
  public var noCount: Int
  /// The share of yes among both; nil without a label.
  public var yesRate: Double?
  /// How many labels in a row, the newest first, are no; imported ones end the row.
  public var withoutYes: Int
  /// What the others do, who answered last first.
  public var others: [Other]
  /// Yes found over labels given, in the order of the log.
  public var curve: [Point]
  /// The round in use.
  public var round: Int?
  /// Items of its batch.
  public var asked: Int
  /// Of these answered, or replaced by hard items that a live model asked.
  public var answered: Int

  /// Another annotator.
  public struct Other: Sendable, Codable {
    /// The name.
    public var name: String
    /// Answers since the midnight of who looks.
    public var today: Int
    /// When the last answer was given.
    public var last: Date?
  }

  /// A point of the curve.
  public struct Point: Sendable, Hashable, Codable {
    /// Items labelled yes or no so far.
    public var labels: Int
    /// Of these yes.
    public var yes: Int
  }

  /// A few lines.
  public func text(_ style: TextStyle) -> String {
    var table = TextTable([.left, .left])
    table.add([.init("today", .faint), .init("\(Text.grouped(today)), all together \(Text.grouped(todayByAll))")])
    table.add([.init("labels", .faint), .init("\(Text.grouped(yesCount)) yes, \(Text.grouped(noCount)) no")])
    if let answersPerMinute {
      table.add([.init("a minute", .faint), .init(Text.decimal(answersPerMinute, places: 1))])
    }
    if round != nil {
      table.add([.init("batch", .faint), .init("\(Text.grouped(answered)) of \(Text.grouped(asked)) answered")])
    }
    return table.lines(style).joined(separator: "\n") + "\n"
  }

  /// Answers a minute in the ten minutes before the newest of `times`, which are newest first; nil with fewer than two.
  static func rate(_ times: [Date]) -> Double? {
    guard let newest = times.first else { return nil }
    let recent = times.prefix { newest.timeIntervalSince($0) <= 600 }
    guard let oldest = recent.last, recent.count > 1 else { return nil }
    let seconds = newest.timeIntervalSince(oldest)
    return seconds > 0 ? Double(recent.count - 1) / seconds * 60 : nil
  }
}

/// The yes among the labels, in the order in which they came to be.
struct FoundCurve {
  /// Whether each item that is labelled yes or no is a yes, in the order of the log.
  private let targets: [Bool]
  /// Items labelled yes.
  let yesCount: Int
  /// How many of the newest in a row are no, and were not imported.
  let withoutYes: Int

  /// Items labelled yes or no.
  var labelCount: Int { targets.count }

  init(_ labels: LabelIndex) {
    let entries = labels.inOrder.compactMap { labels.entries[$0] }.filter { $0.label.target != nil }
    targets = entries.map { $0.label == .yes }
    yesCount = targets.count { $0 }
    withoutYes = entries.reversed().prefix { $0.label == .no && !$0.isImported }.count
  }

  /// The curve by at most `most` points (at least 2), evenly spread from the first label to the last.
  func points(atMost most: Int) -> [LabellingProgress.Point] {
    var found = 0
    var points: [LabellingProgress.Point] = []
    let count = min(most, targets.count)
    for (index, target) in targets.enumerated() {
      if target { found += 1 }
      // The label that the next point belongs to.
      let next = count > 1 ? points.count * (targets.count - 1) / (count - 1) : 0
      if index == next { points.append(.init(labels: index + 1, yes: found)) }
    }
    return points
  }
}
