import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// What the strip beside the item says.
struct ProgressTests {
  private static let now = ThingsProject.now

  /// Things of which none is labelled.
  private static func things(_ count: Int = 60) throws -> ThingsProject {
    let things = try ThingsProject()
    try things.add(ThingsProject.header + (0..<count).map { ThingsProject.row($0) }.joined())
    return things
  }

  // MARK: Recent answers

  @Test func `The newest answers that stand, one an item, newest first`() throws {
    let things = try Self.things()
    #expect(try things.project.recentAnswers("ana").answers.isEmpty)
    for number in 0..<12 { try things.answer("t\(number)", number % 3 == 0 ? .yes : .no) }
    try things.answer("t5", .unsure)
    try things.answer("t9", .skip, by: "rui")
    try things.answer("t20", .yes)
    _ = try things.file.write { try $0.undo(annotator: "ana", at: Self.now, source: "a test") }
    let recent = try things.project.recentAnswers("ana").answers
    #expect(recent.map(\.id) == ["t5", "t11", "t10", "t9", "t8", "t7", "t6", "t4", "t3", "t2"])
    #expect(recent.map(\.answer).prefix(4) == ["unsure", "no", "no", "yes"])
    #expect(recent.map(\.position).prefix(2) == [13, 12] && recent[0].title.contains("thing 5"))
    #expect(try things.project.recentAnswers("ana", count: 2).answers.map(\.id) == ["t5", "t11"])
    #expect(try things.project.recentAnswers("eva").text(TextStyle()) == "No answers yet.\n")
    #expect(throws: Failure.self) { _ = try things.project.recentAnswers("ana", count: 0) }
    let all = try things.project.recentAnswers("ana", count: 100).answers.map(\.position)
    for count in 1...all.count {
      var seen: [Int] = []
      while true {
        let page = try things.project.recentAnswers("ana", count: count, before: seen.last).answers.map(\.position)
        if page.isEmpty { break }
        seen += page
      }
      #expect(seen == all, "page by page")
    }
  }

  @Test func `Imported answers are nobody's newest: a key that takes back must not take these`() throws {
    let things = try ThingsProject()
    let labels = ["1", "0"]
    try things.add(ThingsProject.header + (0..<8).map { ThingsProject.row($0, label: labels[$0 % 2]) }.joined())
    #expect(try things.project.labellingProgress("ana").yesCount == 4)
    #expect(try things.project.recentAnswers("ana").answers.isEmpty)
    try things.answer("t3", .yes)
    #expect(try things.project.recentAnswers("ana").answers.map(\.id) == ["t3"])
  }

  // MARK: Progress

  @Test func `A day begins at the midnight of who looks`() throws {
    let things = try Self.things()
    // 12:26:40 in Coordinated Universal Time.
    let hour = 3600.0
    for (index, hours) in [-30.0, -14, -12.5, -12, -3, -1].enumerated() {
      try things.answer("t\(index)", .no, at: Self.now.addingTimeInterval(hours * hour))
      if hours == -12 { try things.answer("t30", .yes, by: "rui", at: Self.now.addingTimeInterval(hours * hour)) }
    }
    func today(_ minutes: Int) throws -> [Int] {
      let progress = try things.project.labellingProgress("ana", timeZoneMinutes: minutes)
      return [progress.today, progress.todayByAll]
    }
    #expect(try today(0) == [3, 4], "since 00:00")
    #expect(try today(-180) == [2, 2], "São Paulo: since 03:00")
    #expect(try today(120) == [5, 6], "Berlin in summer: since 22:00")
    #expect(try today(720) == [0, 0], "Auckland: since 12:00")
    #expect(throws: Failure.self) { _ = try today(1441) }
  }

  @Test func `Speed is that of the last ten minutes in which somebody answered`() throws {
    func rate(_ seconds: [Double]) -> Double? {
      LabellingProgress.rate(seconds.map { Self.now.addingTimeInterval(-$0) })
    }
    #expect(rate([]) == nil && rate([5]) == nil && rate([5, 5]) == nil)
    #expect(rate([100, 110, 120, 130]) == 6)
    #expect(rate([0, 300, 600, 601]) == 0.2, "601 seconds are more than ten minutes")
    #expect(rate([0, 700]) == nil)
  }

  @Test func `Labels, the row without a yes, and what others do`() throws {
    let things = try Self.things()
    #expect(try things.project.labellingProgress("ana").yesRate == nil)
    #expect(try things.project.labellingProgress("ana").curve == [])
    try things.answer("t5", .unsure, by: "eva", at: Self.now.addingTimeInterval(-200_000))
    try things.answer("t0", .yes, at: Self.now.addingTimeInterval(-60))
    for number in 1...4 { try things.answer("t\(number)", .no, by: "rui", at: Self.now.addingTimeInterval(-30)) }
    var progress = try things.project.labellingProgress("ana")
    #expect(progress.yesCount == 1 && progress.noCount == 4 && progress.yesRate == 0.2 && progress.withoutYes == 4)
    #expect(progress.others.map(\.name) == ["rui", "eva"] && progress.others.map(\.today) == [4, 0])
    #expect(progress.others.map(\.last) == [-30, -200_000].map { Self.now.addingTimeInterval($0) })
    #expect(progress.curve == (1...5).map { .init(labels: $0, yes: 1) })
    #expect(progress.round == nil && progress.asked == 0)
    // A yes that is taken back, one that replaces a no, and a dispute.
    try things.answer("t6", .yes)
    _ = try things.file.write { try $0.undo(annotator: "ana", at: Self.now, source: "a test") }
    try things.answer("t2", .yes, by: "ana")
    #expect(try things.project.labellingProgress("ana").noCount == 3, "disputed is neither")
    try things.answer("t1", .yes, by: "rui")
    progress = try things.project.labellingProgress("ana")
    #expect(progress.yesCount == 2 && progress.withoutYes == 0 && progress.curve.last == .init(labels: 4, yes: 2))
    #expect(progress.text(TextStyle()).contains("2 yes, 2 no"))
  }

  @Test func `Imported labels are labels, and nobody's work`() throws {
    let things = try ThingsProject(count: 60)
    let progress = try things.project.labellingProgress("ana")
    #expect(progress.today == 0 && progress.todayByAll == 0 && progress.answersPerMinute == nil)
    #expect(progress.yesCount + progress.noCount == 40 && progress.withoutYes == 0 && progress.curve.count == 40)
    #expect(try things.project.labellingProgress("rui").others.isEmpty)
  }

  @Test func `The batch is counted as the status counts it`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let batch = try things.file.read { snapshot in
      try snapshot.batch(ofRound: 1).compactMap { try snapshot.item($0.item)?.key }
    }
    for (index, id) in batch.prefix(4).enumerated() { try things.answer(id, [.yes, .no, .skip, .unsure][index]) }
    let progress = try things.project.labellingProgress("ana")
    let status = try things.project.status()
    #expect(progress.asked == 10 && progress.answered == 3 && progress.round == 1)
    #expect(status.newestRound?.asked == 10 && status.newestRound?.answered == 3)
  }

  @Test(arguments: [0, 1, 2, 99, 100, 101, 150, 199, 200, 1000])
  func `The curve has a hundred points at most, the first and the last among them`(_ count: Int) throws {
    let things = try Self.things(max(1, count))
    try things.file.write { transaction in
      for number in 0..<count {
        _ = try transaction.append(
          LabelEvent(
            item: Int64(number + 1), version: Int64(number + 1), answer: number % 3 == 0 ? .yes : .no, annotator: "ana",
            at: Self.now, source: "a test"))
      }
    }
    let curve = try things.project.labellingProgress("ana").curve
    #expect(curve.count == min(100, count))
    #expect(curve.allSatisfy { $0.yes == ($0.labels + 2) / 3 })
    #expect(curve.map(\.labels) == curve.map(\.labels).sorted() && Set(curve).count == curve.count)
    if count > 0 { #expect(curve.first?.labels == 1 && curve.last?.labels == count) }
  }

  @Test func `The labels that pages keep are those of the log, whatever happens between them`() throws {
    let things = try Self.things(20)
    let memory = BrowsingMemory()
    let answers: [LabelEvent.Answer] = [.yes, .no, .unsure, .skip]
    for step in 0..<60 {
      if step % 5 == 4 {
        _ = try things.file.write {
          try $0.undo(annotator: step % 2 == 0 ? "ana" : "rui", at: Self.now, source: "a test")
        }
      } else {
        try things.answer("t\(step * 7 % 20)", answers[step * 5 % 4], by: step % 3 == 0 ? "rui" : "ana")
      }
      try things.file.read { (snapshot) throws in
        let (kept, state) = (try memory.labels(snapshot), try snapshot.labels())
        #expect(
          kept.entries.mapValues(\.label)
            == Dictionary(
              uniqueKeysWithValues: state.answeredItems.compactMap { item in
                state.label(ofItem: item).map { (item, $0) }
              }))
        let positions = kept.inOrder.map { item in state.answers(ofItem: item).map(\.position).max() ?? 0 }
        #expect(positions == positions.sorted() && positions.count == kept.entries.count)
      }
    }
  }
}
