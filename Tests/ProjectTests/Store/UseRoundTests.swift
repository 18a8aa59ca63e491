import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// Going back to the model of an earlier round, and forward again.
struct UseRoundTests {
  /// Three rounds, each with more labels than the one before.
  private static func world() throws -> NotesProject {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table(0..<60))
    for round in 1...3 {
      _ = try notes.round()
      for row in 0..<2 {
        let key = 12 + 2 * round + row
        try notes.answer("\(key)", key.isMultiple(of: 3) ? .yes : .no)
      }
    }
    return notes
  }

  /// The round by which each use case goes.
  private static func inUse(_ notes: NotesProject) throws -> [String: Int?] {
    let project = notes.project
    var ask = AskOptions(annotator: "eva")
    ask.count = 7
    let asked = try project.next(ask).items
    let (batch, leases) = try project.read { snapshot in
      (
        try (1...snapshot.rounds().count).filter { round in
          try snapshot.batch(ofRound: Int64(round)).contains { item in
            try snapshot.item(item.item)?.key == asked[0].id && item.score == asked[0].score
          }
        },
        Set(try snapshot.leases(at: project.clock()).filter { $0.annotator == "eva" }.map(\.asking.round))
      )
    }
    #expect(leases.count == 1 && batch.contains(Int(leases.first.flatMap { $0 } ?? 0)))
    let order: Int? =
      if case .round(let round)? = try project.poolOrder()?.origin { Int(round) } else { nil }
    var score = ScoreOptions(table: try notes.write("more.csv", NotesProject.table(0..<3)))
    score.output = notes.path("scored.csv")
    score.replacesExisting = true
    var export = LabelExportOptions(target: notes.path("sheet.csv"))
    export.replacesExisting = true
    return [
      "rank": try project.rank(RankOptions()).round, "score": try project.score(score).round,
      "asked": leases.first.flatMap { $0 }.map { Int($0) }, "order": order,
      "basis": try project.rankingBasis()?.round, "quality": try project.keptRound(nil).round,
      "thresholds": try project.thresholds(round: nil).round, "status": try project.status().currentRound?.round,
      "rounds": try project.rounds().currentRound, "progress": try project.labellingProgress("ana").round,
      "sheet": try project.exportLabels(export).round, "moment": try project.moment().currentRound,
    ]
  }

  private static func use(_ round: Int, _ notes: NotesProject, note: String? = nil) throws -> ModelInUse {
    try notes.project.use(round: round, annotator: "ana", note: note)
  }

  @Test func `Everything goes by the round that was chosen, until there is a newer one or another choice`() throws {
    let notes = try Self.world()
    func expect(_ round: Int) throws {
      for (name, found) in try Self.inUse(notes) { #expect(found == round, "\(name)") }
    }
    try expect(3)
    let used = try Self.use(1, notes, note: "the labels after it were wrong")
    #expect((used.round, used.newestRound, used.scoredCount) == (1, 3, 0))
    #expect(used.choice?.by == "ana" && used.choice?.note == "the labels after it were wrong")
    try expect(1)
    #expect(try Self.use(2, notes).choice?.note == nil)
    try expect(2)
    #expect(try Self.use(3, notes).choice == nil)
    try expect(3)
    _ = try Self.use(1, notes)
    #expect(try notes.round().round == 4)
    try expect(4)
    #expect(try notes.project.show(round: nil).round == 4 && notes.project.replay(nil).round == 4)
  }

  @Test func `The newest stays what it is for rounds to come, and for what names it`() throws {
    let notes = try Self.world()
    let before = try (notes.project.roundDefaults().seed, notes.project.keptRound(nil).newestRound)
    _ = try Self.use(1, notes)
    #expect(try notes.project.roundDefaults().seed == before.0 && notes.project.keptRound(nil).newestRound == before.1)
    #expect(try notes.project.show(round: nil).round == 3 && notes.project.replay(nil).round == 3)
    let status = try notes.project.status()
    #expect(status.newestRound?.round == 3 && status.rounds == 3)
    let kept = try notes.project.rounds().rounds
    for round in [status.newestRound, status.currentRound].compactMap({ $0 }) {
      let listed = kept[round.round - 1]
      #expect(round.asked == listed.asked && round.answered == listed.answered)
    }
  }

  @Test func `The order of the chosen round is the one that it had`() throws {
    let notes = try Self.world()
    var options = RankOptions()
    options.count = nil
    let round = try notes.project.read { snapshot in
      try snapshot.scores(ofRound: 1).map { (id: try snapshot.item($0.item)?.key, score: $0.score) }
    }
    _ = try Self.use(1, notes)
    let labels = try notes.project.read { snapshot in
      try snapshot.labels().answeredItems.compactMap { try snapshot.item($0)?.key }
    }
    let ranked = try notes.project.rank(options).items
    let left = round.filter { !labels.contains($0.id ?? "") }
    #expect(ranked.map(\.id) == left.map(\.id) && !left.isEmpty && left.count < round.count)
    #expect(zip(ranked, left).allSatisfy { Float($0.score) == Float($1.score) })
  }

  @Test func `What came since is scored when a round is chosen, and what comes meanwhile by its model`() throws {
    let notes = try Self.world()
    try notes.importing(NotesProject.table(60..<70))
    let used = try Self.use(1, notes)
    #expect(used.scoredCount == 10)
    try notes.importing(NotesProject.table(70..<75))
    for round: Int64 in 1...3 {
      let scored = try notes.project.read { snapshot in
        try (61...75).count { try snapshot.score(ofItem: $0, inRound: round) != nil }
      }
      #expect(scored == [15, 0, 10][Int(round) - 1])
    }
    #expect(try Self.use(3, notes).scoredCount == 5)
  }

  @Test func `Choosing what is in use stores nothing, unless there is a reason`() throws {
    let notes = try Self.world()
    func count() throws -> Int { try notes.project.read { try $0.modelChoices(newest: 99).count } }
    _ = try Self.use(3, notes)
    _ = try Self.use(3, notes, note: "")
    #expect(try count() == 0)
    for _ in 0..<2 { _ = try Self.use(1, notes) }
    #expect(try count() == 1)
    #expect(try Self.use(1, notes, note: "as agreed").choice?.note == "as agreed")
    #expect(try count() == 2)
  }

  @Test func `A live model has no say while a round is chosen, and again when it is not`() throws {
    let notes = try Self.world()
    let live = LiveModel(notes.project, threadCount: 1)
    live.start()
    defer { live.stop() }
    func asked(_ live: LiveModel?, _ name: String) throws -> [NextItem] {
      var options = AskOptions(annotator: name)
      options.count = 20
      options.leaseMinutes = 0.000_001
      options.overlap = 9
      return try notes.project.next(options, live: live).items
    }
    func settle() throws {
      live.wake()
      let position = try notes.project.read { try $0.labelPosition() }
      #expect(live.waits(for: position, atMost: LiveModelTests.patience))
    }
    try settle()
    #expect(try asked(live, "a").contains { $0.modelPosition != nil }, "labels have come since round 3")
    _ = try Self.use(1, notes)
    // The answer is there for the live model to see, and with it the choice.
    try notes.answer("40", .no)
    try settle()
    let chosen = try asked(live, "b")
    #expect(chosen.count == 20 && chosen.allSatisfy { $0.modelPosition == nil })
    #expect(chosen.map(\.id) == (try asked(nil, "c")).map(\.id))
    _ = try Self.use(3, notes)
    try notes.answer("41", .no)
    try settle()
    #expect(try asked(live, "d").contains { $0.modelPosition != nil })
  }

  // MARK: What cannot be

  @Test func `A round that cannot be used is named, and nothing is stored`() throws {
    let notes = try Self.world()
    let project = notes.project
    func refused(_ round: Int, as annotator: String = "ana", note: String? = nil) -> String {
      notes.message { _ = try project.use(round: round, annotator: annotator, note: note) }
    }
    #expect(refused(7) == "notes.garimpo: there is no round 7; the rounds are 1 to 3, garimpo rounds lists them")
    #expect(refused(1, as: "") == notes.message { throw Failure.noAnnotator })
    #expect(
      refused(1, note: String(repeating: "é", count: 1251)) == "note: found 1,251 characters, expected at most 250")
    _ = try project.compact(keepingScores: nil, keepingModels: 2)
    #expect(
      refused(1)
        == "notes.garimpo: the bytes of model 1 were dropped when the file was compacted; name a newer round, or run one"
    )
    _ = try project.compact(keepingScores: 1, keepingModels: nil)
    #expect(
      refused(2)
        == "notes.garimpo: the scores of round 2 were dropped when the file was compacted, so that it gives no order; "
        + "name another round, or run one")
    #expect(try project.read { try $0.modelChoices(newest: 9) }.isEmpty)
    let empty = try NotesProject()
    #expect(
      empty.message { _ = try empty.project.use(round: 1, annotator: "ana") }
        == "notes.garimpo: there is no round yet; run garimpo round")
  }

  @Test func `What is in use survives compacting`() throws {
    let notes = try Self.world()
    _ = try Self.use(1, notes)
    let before = try notes.project.rank(RankOptions()).items.map(\.id)
    _ = try notes.project.compact(keepingScores: 1, keepingModels: 1)
    #expect(try notes.project.rank(RankOptions()).items.map(\.id) == before)
    #expect(try Self.use(3, notes).round == 3)
  }

  // MARK: Words

  @Test func `Which is in use, and by whose word, is said`() throws {
    let notes = try Self.world()
    let style = TextStyle()
    #expect(try notes.project.rounds().text(style).hasSuffix("\n  In use: round 3, the newest\n"))
    #expect(
      try Self.use(1, notes, note: "wrong\nlabels").text(style)
        == """
        Rank, score and next, here and in the browser, go by the model of round 1 from
        now on: until there is a newer round than 3, or garimpo rounds use 3.

        """)
    let day = try #require(try notes.project.status().choice?.at.isoDay)
    #expect(
      try notes.project.rounds().text(style).hasSuffix(
        "\n  In use: round 1, chosen by ana on \(day) instead of round 3: wrong\\nlabels\n"))
    #expect(
      try notes.project.status().text(style).contains(
        "in use        round 1, chosen by ana on \(day) instead of round 3:\n                wrong\\nlabels\n"))
    let log = try notes.project.log(LogOptions())
    #expect(log.entries[0].kind == "choice" && log.entries[0].who == "ana" && log.entries[0].note == "wrong\nlabels")
    #expect(log.text(style).split(separator: "\n")[1].contains("choice 1  ana  round 1 instead of 3"))
    #expect(
      try Self.use(3, notes).text(style)
        == "Rank, score and next, here and in the browser, go by the model of round 3, the\nnewest.\n")
    #expect(try notes.project.log(LogOptions()).entries[0].what == "round 3, the newest")
  }
}
