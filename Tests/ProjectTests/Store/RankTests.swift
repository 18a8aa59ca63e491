import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// `garimpo rank`, and the scores that an import adds.
struct RankTests {
  private static func ranked(
    _ things: ThingsProject, _ change: (inout RankOptions) -> Void = { _ in }
  ) throws -> RankedItems {
    var options = RankOptions()
    options.threadCount = 1
    change(&options)
    return try things.project.rank(options)
  }

  @Test func `After a round the order is that of its pool`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let ranked = try Self.ranked(things) { $0.count = nil }
    let kept = try things.file.read { snapshot in
      try snapshot.scores(ofRound: 1).map { (try snapshot.item($0.item)?.key ?? "", $0.rank, $0.score) }
    }
    #expect(ranked.items.map(\.id) == kept.map(\.0) && kept.count == 20)
    #expect(ranked.items.map(\.roundRank) == kept.map(\.1))
    #expect(ranked.items.map(\.rank) == Array(1...20))
    #expect(zip(ranked.items, kept).allSatisfy { Float($0.score) == Float($1.2) })
    #expect(ranked.unreadCount == 20 && ranked.newCount == 0 && ranked.listedCount == 20)
  }

  @Test(arguments: [1, 3, 19, 20, 21]) func `The first n are the beginning of all`(_ count: Int) throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let all = try Self.ranked(things) { $0.count = nil }.items.map(\.id)
    let some = try Self.ranked(things) { $0.count = count }
    #expect(some.items.map(\.id) == Array(all.prefix(count)))
    #expect(some.listedCount == min(count, 20) && some.unreadCount == 20)
  }

  @Test func `What was read is left out, a skip and a taken-back answer are not reading`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let before = try Self.ranked(things) { $0.count = nil }.items.map(\.id)
    try things.answer(before[0], .yes)
    try things.answer(before[1], .no)
    try things.answer(before[2], .unsure)
    try things.answer(before[3], .skip)
    try things.answer(before[4], .yes)
    try things.answer(before[4], .no, by: "rui")
    try things.answer(before[5], .no)
    try things.file.write { _ = try $0.undo(annotator: "ana", at: ThingsProject.now, source: "a test") }
    let after = try Self.ranked(things) { $0.count = nil }
    #expect(after.items.map(\.id) == [before[3]] + before[5...])
    #expect(after.unreadCount == 16)
  }

  @Test func `An item that lost its label since the round is scored now, and is not new`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let events = try things.file.read { try $0.labelEvents() }
    let event = try #require(events.first)
    try things.file.write { _ = try $0.undo(event, at: ThingsProject.now, source: "a test") }
    let ranked = try Self.ranked(things) { $0.count = nil }
    let id = try things.file.read { try $0.item(event.item)?.key }
    let item = try #require(ranked.items.first { $0.id == id })
    #expect(!item.isNew && item.roundRank == nil && ranked.unreadCount == 21 && ranked.newCount == 0)
  }

  @Test func `Of exact duplicates one is listed, and none when one of them is labelled; near ones are`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let before = try Self.ranked(things) { $0.count = nil }.items.map(\.id)
    let pool = try before.sorted { try things.number($0) < things.number($1) }
    try things.pair(pool[0], pool[1], .exact)
    try things.pair(pool[1], pool[2], .exact)
    try things.pair(pool[3], "t0", .exact)
    try things.pair(pool[4], "t0", .near, similarity: 0.95)
    let after = try Self.ranked(things) { $0.count = nil }
    let gone = [pool[1], pool[2], pool[3]]
    #expect(after.items.map(\.id) == before.filter { !gone.contains($0) })
    #expect(after.unreadCount == 17)
  }

  @Test func `An import scores what is new, and the rank what has changed, with the model of the newest round`() throws
  {
    let things = try ThingsProject(count: 60)
    #expect(try things.add(ThingsProject.header + ThingsProject.row(60)).scoredCount == 0, "there is no round yet")
    try things.round()
    let table =
      ThingsProject.header + ThingsProject.row(2, title: "red glass thing") + ThingsProject.row(70)
      + ThingsProject.row(71, label: "1") + ThingsProject.row(5)
    let result = try things.add(table)
    #expect(result.newCount == 2 && result.changedCount == 1)
    #expect(result.scoredCount == 1, "what has a label is learnt from, what has changed keeps the score of its round")
    #expect(result.text(TextStyle()).contains("\n   1  scored by the newest model\n"))
    let ranked = try Self.ranked(things) { $0.count = nil }
    #expect(Set(ranked.items.filter(\.isNew).map(\.id)) == ["t2", "t70"])
    #expect(ranked.newCount == 2 && ranked.unreadCount == 22)
    #expect(ranked.items.map(\.score) == ranked.items.map(\.score).sorted(by: >))
    let scores = try things.file.read { snapshot in
      try ["t2", "t70"].map { id in
        try snapshot.score(ofItem: try snapshot.item(key: id)?.id ?? 0, inRound: 1)
      }
    }
    #expect(scores[0]?.rank != nil && scores[1]?.rank == nil && scores[1] != nil)
    #expect(ranked.items.first { $0.id == "t2" }?.score != scores[0]?.score, "the new title is what is ranked")
  }

  @Test func `What an import could not score is scored when it is asked for, with the same result`() throws {
    let table =
      ThingsProject.header + ThingsProject.row(2, title: "red glass thing")
      + (70..<90).map { ThingsProject.row($0) }.joined()
    let things = try ThingsProject(count: 60)
    try things.round()
    try things.add(table)
    let expected = try Self.ranked(things) { $0.count = nil }

    let other = try ThingsProject(count: 60)
    try other.round()
    let rows = try other.file.read { try $0.scores(ofRound: 1) }
    try other.add(table)
    // As if the scoring had failed: the same round once more, with the scores that it had at first.
    try other.file.write { transaction in
      let round = try #require(try transaction.snapshot.round(1))
      _ = try transaction.add(round, batch: [], scores: rows)
    }
    let ranked = try Self.ranked(other) { $0.count = nil }
    #expect(ranked.items.map(\.id) == expected.items.map(\.id))
    #expect(ranked.items.map(\.score) == expected.items.map(\.score))
    #expect(ranked.items.filter(\.isNew).count == 21)
  }

  @Test func `A model that cannot be read does not stop an import`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    try things.file.write { transaction in
      var round = try #require(try transaction.snapshot.round(1))
      var model = try #require(try transaction.snapshot.model(round.model))
      model.bytes[200] ^= 1
      round.model = try transaction.add(model)
      _ = try transaction.add(round, batch: [], scores: [])
    }
    let result = try things.add(ThingsProject.header + ThingsProject.row(70))
    #expect(result.newCount == 1 && result.scoredCount == 0)
    #expect(
      result.warnings == [
        "imported, but not scored yet (the ranking does so when it is asked): in memory: is damaged (model 2 is not the "
          + "one that was stored); garimpo verify says where, garimpo backup saves what can be read"
      ])
    #expect(try things.number("t70") > 0)
  }

  @Test func `A new item that lacks a number or a date is scored all the same`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let result = try things.add(ThingsProject.header + ThingsProject.row(5) + "t70,red glass thing,,,,\n")
    #expect(result.scoredCount == 1 && result.warnings == [])
  }

  @Test func `The lowest score cuts the list`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let all = try Self.ranked(things) { $0.count = nil }.items
    let middle = all[7].score
    let some = try Self.ranked(things) {
      $0.count = nil
      $0.minimumScore = middle
    }
    #expect(some.items.map(\.id) == all.filter { $0.score >= middle }.map(\.id))
    let none = try Self.ranked(things) { $0.minimumScore = 1 }
    #expect(none.items.isEmpty && none.text(TextStyle()).contains("  none scores as high as that\n"))
  }

  // MARK: Files and texts

  @Test func `A CSV file has what ranks an item, and its typed fields`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    try things.add(ThingsProject.header + "t70,\"=red, glass\",2019-05-01,7,,\n")
    let path = things.folder.appending(path: "list.csv").path
    let shown = try Self.ranked(things) { $0.count = nil }
    let reply = try Self.ranked(things) {
      $0.count = nil
      $0.output = path
    }
    #expect(reply.items.isEmpty && reply.listedCount == 21 && reply.output == path)
    let lines = try things.text("list.csv").split(separator: "\n").map(String.init)
    #expect(lines[0] == "id,title,score,rank,round_rank,new,round,model,link,field_title,published,size")
    let first = try #require(shown.items.first { !$0.isNew })
    let fields = "\(first.title),\(first.date ?? "")"
    #expect(
      lines[first.rank].hasPrefix(
        "\(first.id),\(first.title),\(Text.shortest(first.score)),\(first.rank),1,0,1,\(reply.model),\(first.link ?? ""),\(fields),"
      ))
    let new = try #require(shown.items.first { $0.id == "t70" })
    #expect(
      lines[new.rank]
        == "t70,\"'=red, glass\",\(Text.shortest(new.score)),\(new.rank),,1,1,\(reply.model),,\"'=red, glass\",2019-05-01,7"
    )
    #expect(lines.count == 22)
    var short = reply
    short.output = "list.csv"
    #expect(
      short.text(TextStyle()) == """
        The items most worth reading of in memory, by the model of round 1
          list.csv: 21 of 21 unread items
          1 item came or changed since the round (*): scored by its model, but not part
          of its pool

        """)
  }

  @Test func `JSON Lines hold the same, numbers as numbers`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let shown = try Self.ranked(things) { $0.count = 3 }
    _ = try Self.ranked(things) {
      $0.count = 3
      $0.output = things.folder.appending(path: "list.jsonl").path
    }
    let lines = try things.text("list.jsonl").split(separator: "\n")
    #expect(lines.count == 3)
    for (line, item) in zip(lines, shown.items) {
      let fields = try things.file.read { try $0.newestVersion(ofItem: try $0.item(key: item.id)?.id ?? 0)?.fields }
      #expect(
        line == """
          {"id":"\(item.id)","title":"\(item.title)","score":\(Text.shortest(item.score)),"rank":\(item.rank),\
          "round_rank":\(item.roundRank ?? 0),"new":false,"round":1,"model":"\(shown.model)",\
          "link":"\(item.link ?? "")","fields":\(fields ?? "")}
          """)
    }
  }

  @Test func `The text lists rank, probability, id, date and title in 80 columns`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    try things.add(
      ThingsProject.header
        + ThingsProject.row(2, title: "a very long title of a thing that goes on and on and on and on"))
    let ranked = try Self.ranked(things) { $0.count = nil }
    let lines = ranked.text(TextStyle()).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0] == "The items most worth reading of in memory, by the model of round 1")
    #expect(lines[1] == "  rank  p       id   date        title")
    for (line, item) in zip(lines.dropFirst(2), ranked.items) {
      let rank = String(repeating: " ", count: item.rank < 10 ? 3 : 2) + "\(item.rank)"
      #expect(line.hasPrefix("  \(rank)  \(Text.decimal(item.score, places: 3))\(item.isNew ? "*" : " ")  \(item.id)"))
      #expect(line.contains(item.date ?? "?") && line.count <= 80)
    }
    let long = try #require(lines.first { $0.contains("  a very long title of a thing that goes ") })
    #expect(long.hasSuffix("…") && long.count <= 80)
    #expect(lines.contains("  20 of 20 unread items"))
  }

  static let wrong: [(change: @Sendable (inout RankOptions) -> Void, message: String)] = [
    ({ $0.count = 0 }, "-n: found 0, expected a whole number from 1 to 1000000000"),
    ({ $0.minimumScore = 1.5 }, "--min-score: found 1.5, expected a score from 0 to 1"),
    ({ $0.minimumScore = .nan }, "--min-score: found nan, expected a score from 0 to 1"),
    ({ $0.output = "list.txt" }, "--output: found \"list.txt\", expected a name that ends in .csv or .jsonl, or -"),
    ({ $0.threadCount = 0 }, "--threads: found 0, expected a whole number from 1 to 1024"),
    ({ _ in }, "in memory: there is no round yet; run garimpo round"),
  ]

  @Test(arguments: wrong.indices) func `A wrong option is named`(_ index: Int) throws {
    let things = try ThingsProject(count: 12)
    let error = #expect(throws: Failure.self) { try Self.ranked(things, Self.wrong[index].change) }
    #expect(error?.description == Self.wrong[index].message)
  }

  @Test func `Kept scores are listed also when the bytes of the model were dropped`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let before = try things.project.rank(RankOptions())
    _ = try things.file.compact(keepingModelsOfLastRounds: 0)
    #expect(try things.project.rank(RankOptions()).json() == before.json() && before.listedCount > 0)
  }

  /// Without them nothing would be left to rank or to ask, and new items could not be scored.
  @Test func `The scores and the model of the newest round are not compacted away`() throws {
    let things = try ThingsProject(count: 60)
    for (option, scores, models): (String, Int?, Int?) in [("--keep-scores", 0, nil), ("--keep-models", 1, 0)] {
      let error = #expect(throws: Failure.self) {
        try things.project.compact(keepingScores: scores, keepingModels: models)
      }
      #expect(error?.description == "\(option): found 0, expected a whole number, 1 or more")
    }
  }
}
