import GarimpoRecipes
import GarimpoStore

#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

extension OpenProject {
  /// The newest answers of `annotator` that count, newest first, one an item; imported ones are left out.
  ///
  /// - Parameter before: a place in the log: only entries ahead of it; nil: all.
  public func recentAnswers(
    _ annotator: String, count: Int = 10, before: Int? = nil
  ) throws(Failure) -> RecentAnswers {
    _ = try RecipeOverrides.checked("count", count, from: 1, to: 1000)
    return try read { snapshot in
      let events = try snapshot.currentAnswers(newest: count, of: annotator, before: before.map(Int64.init) ?? .max)
      let versions = try snapshot.shownVersions(ofItems: events.map(\.item))
      return RecentAnswers(
        answers: events.compactMap { event in
          versions[event.item].map {
            .init(
              id: $0.key, title: $0.title, answer: event.answer.rawValue, note: event.note,
              position: Int(event.position), at: event.at)
          }
        })
    }
  }

  /// How far the labelling is, for the strip beside the item that is asked.
  ///
  /// Imported answers are no work of today: they count as labels, and not as answers of anybody.
  ///
  /// - Parameters:
  ///   - annotator: who looks.
  ///   - timeZoneMinutes: how far their clock is ahead of Coordinated Universal Time, -1440 to 1440: a day begins at their
  ///     midnight.
  public func labellingProgress(_ annotator: String, timeZoneMinutes: Int = 0) throws(Failure) -> LabellingProgress {
    let offset = Int64(try RecipeOverrides.checked("time zone", timeZoneMinutes, from: -1440, to: 1440)) * 60
    return try read { snapshot in
      let local = clock().timestamp.secondsSince1970 + offset
      // Rounded down also before 1970.
      let midnight = local - ((local % 86_400) + 86_400) % 86_400 - offset
      let labels = try browsing.labels(snapshot)
      let today = try snapshot.answerCounts(since: Date(timeIntervalSince1970: Double(midnight)))
      let others = try labels.newest.filter { $0.key != annotator }.map { name, position in
        LabellingProgress.Other(name: name, today: today[name] ?? 0, last: try snapshot.time(ofEntry: position))
      }
      let batch = try Self.batch(labels, snapshot)
      let curve = FoundCurve(labels)
      return LabellingProgress(
        annotator: annotator, today: today[annotator] ?? 0, todayByAll: today.values.reduce(0, +),
        answersPerMinute: LabellingProgress.rate(try snapshot.answerTimes(newest: 1000, of: annotator)),
        yesCount: curve.yesCount, noCount: curve.labelCount - curve.yesCount,
        yesRate: curve.labelCount == 0 ? nil : Double(curve.yesCount) / Double(curve.labelCount),
        withoutYes: curve.withoutYes,
        others: others.sorted { ($1.last ?? .distantPast, $0.name) < ($0.last ?? .distantPast, $1.name) },
        curve: curve.points(atMost: 100), round: batch.round, asked: batch.asked, answered: batch.answered)
    }
  }

  /// How many items the batch of the round in use has, and how many answers, as `status` counts them.
  private static func batch(
    _ labels: LabelIndex, _ snapshot: Snapshot
  ) throws -> (round: Int?, asked: Int, answered: Int) {
    guard let round = try snapshot.currentRound() else { return (nil, 0, 0) }
    let batch = Set(try snapshot.batch(ofRound: round).map(\.item))
    let answered = try batch.union(snapshot.liveItems(ofRound: round)).count { !labels.isOpen($0) }
    return (Int(round), batch.count, min(answered, batch.count))
  }
}

/// The newest answers of an annotator.
public struct RecentAnswers: Reply {
  /// The answers, newest first.
  public var answers: [Answer]

  /// One answer.
  public struct Answer: Sendable, Codable {
    /// The item's id.
    public var id: String
    /// The item's title.
    public var title: String
    /// `yes`, `no`, `unsure` or `skip`.
    public var answer: String
    /// What was written beside it.
    public var note: String?
    /// Its place in the log.
    public var position: Int
    /// When it was given.
    public var at: Date
  }

  /// A line for each.
  public func text(_ style: TextStyle) -> String {
    guard !answers.isEmpty else { return "No answers yet.\n" }
    var table = TextTable([.left, .left, .left])
    for answer in answers {
      table.add([
        .init(answer.answer), .init(DisplayText.cut(DisplayText.printable(answer.id), to: 24), .faint),
        .init(DisplayText.cut(DisplayText.printable(answer.title), to: 44)),
      ])
    }
    return table.lines(style).joined(separator: "\n") + "\n"
  }
}
