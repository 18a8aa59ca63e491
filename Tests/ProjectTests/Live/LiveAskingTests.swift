import Foundation
import GarimpoRecipes
import GarimpoStore
import Testing

@testable import GarimpoProject

struct LiveAskingTests {
  private static func filled(
    _ rows: Range<Int> = 0..<60, labelled: Bool = true, hard: Int = 3, random: Int = 4
  ) throws -> NotesProject {
    let notes = try NotesProject(
      yaml: NotesProject.yaml.replacingOccurrences(of: "hard: 3, random: 4", with: "hard: \(hard), random: \(random)"))
    try notes.importing(NotesProject.table(rows) { _, cells in labelled ? cells : Array(cells.dropLast()) + [""] })
    return notes
  }

  private static func wait(_ live: LiveModel, _ notes: NotesProject) throws {
    live.wake()
    let position = try notes.project.read { try $0.labelPosition() }
    #expect(live.waits(for: position, atMost: LiveModelTests.patience), "\(live.state)")
  }

  private static func started(_ notes: NotesProject) throws -> LiveModel {
    let live = LiveModel(notes.project, threadCount: 1)
    live.start()
    try wait(live, notes)
    return live
  }

  private static func next(
    _ notes: NotesProject, _ live: LiveModel?, _ annotator: String = "ana",
    change: (inout AskOptions) -> Void = { _ in }
  ) throws -> [NextItem] {
    var options = AskOptions(annotator: annotator)
    change(&options)
    return try notes.project.next(options, live: live).items
  }

  /// Answers as a person in the browser would: with the reason that the lease gives.
  private static func answer(_ notes: NotesProject, _ id: String, _ word: String, by annotator: String = "ana") throws {
    _ = try notes.project.label(try AnswerRequest(id: id, word: word, annotator: annotator, source: "a test"))
  }

  private static func batch(_ notes: NotesProject) throws -> [(id: String, strategy: String)] {
    try notes.project.read { snapshot in
      try snapshot.batch(ofRound: try #require(try snapshot.newestRound()))
        .map { (try #require(try snapshot.item($0.item)).key, $0.strategy) }
    }
  }

  @Test func `A model that has seen no newer labels than the round leaves the batch as it was drawn`() throws {
    let notes = try Self.filled()
    _ = try notes.round()
    let live = try Self.started(notes)
    defer { live.stop() }
    let items = try Self.next(notes, live) { $0.count = 7 }
    #expect(items.map(\.id) == (try Self.batch(notes)).map(\.id) && items.allSatisfy { $0.modelPosition == nil })
  }

  @Test func `Random places are asked as drawn, hard ones go to the model's hardest, as many as were drawn`() throws {
    let notes = try Self.filled(hard: 6, random: 6)
    _ = try notes.round()
    let batch = try Self.batch(notes)
    let random = batch.filter { $0.strategy == "random" }.map(\.id)
    let live = try Self.started(notes)
    defer { live.stop() }
    // A label that nobody asked for: the model is ahead of the round now.
    try notes.answer("45", .yes)
    var why: [String] = []
    var hard: [String] = []
    var asked: [String] = []
    for _ in 0..<12 {
      try Self.wait(live, notes)
      let offer = try #require(live.published.offer)
      let item = try #require(try Self.next(notes, live).first)
      if item.why == "hard" {
        let keys = try offer.hardest.map { scored in
          try notes.project.read { try #require(try $0.item(scored.item)).key }
        }
        #expect(item.id == keys.first { !asked.contains($0) && !random.contains($0) && $0 != "45" })
        #expect(
          item.modelPosition == offer.position && item.score == Double(offer.hardest[0].score) || keys[0] != item.id)
        hard.append(item.id)
      }
      why.append(item.why)
      asked.append(item.id)
      #expect(try Self.next(notes, live).first?.id == item.id, "a lease holds what was chosen")
      try Self.answer(notes, item.id, Int(item.id).map { $0 % 3 == 0 } == true ? "yes" : "no")
    }
    #expect(why == batch.map(\.strategy), "the turns stay as the round mixed them")
    #expect(zip(asked, why).filter { $0.1 == "random" }.map(\.0) == random)
    #expect(
      Set(asked).count == 12 && hard.contains { id in !batch.contains { $0.id == id } }, "items outside the batch")
    try Self.wait(live, notes)
    let best = try #require(live.order)
    let after = try #require(try Self.next(notes, live).first)
    #expect(after.why == "certain" && after.rank == 1 && after.score == Double(best.scores[0]))
    #expect(after.modelPosition == best.origin.position)
    // Without the model the drawn hard items that are left over are not asked either.
    #expect(try Self.next(notes, nil, "rui").first?.why == "certain")
  }

  @Test func `Answers outside the batch take the last hard places, also without a model`() throws {
    let notes = try Self.filled(hard: 4, random: 2)
    _ = try notes.round()
    let batch = try Self.batch(notes)
    let live = try Self.started(notes)
    defer { live.stop() }
    try notes.answer("45", .yes)
    try Self.wait(live, notes)
    var outside = 0
    var asked: [String] = []
    for _ in 0..<3 {
      let item = try #require(try Self.next(notes, live).first)
      if !batch.contains(where: { $0.id == item.id }) { outside += 1 }
      asked.append(item.id)
      try Self.answer(notes, item.id, "no")
    }
    let rest = try Self.next(notes, nil) { $0.count = 6 }.filter { $0.why != "certain" }
    let open = batch.filter { $0.strategy == "hard" && !asked.contains($0.id) }.map(\.id)
    #expect(outside > 0)
    #expect(rest.filter { $0.why == "hard" }.map(\.id) == Array(open.dropLast(outside)))
    #expect(asked.count + rest.count == 6)
  }

  @Test func `Two annotators share the hard places, and an overlap asks both of the same items`() throws {
    let notes = try Self.filled(hard: 3, random: 2)
    _ = try notes.round()
    let live = try Self.started(notes)
    defer { live.stop() }
    try notes.answer("45", .yes)
    try Self.wait(live, notes)
    func ask(_ annotator: String, overlap: Int) throws -> [NextItem] {
      try Self.next(notes, live, annotator) {
        $0.count = 9
        $0.overlap = overlap
      }.filter { $0.why != "certain" }
    }
    let ana = try Self.next(notes, live, "ana") { $0.count = 3 }
    let rui = try ask("rui", overlap: 1)
    #expect(ana.count + rui.count == 5 && Set(ana.map(\.id)).isDisjoint(with: rui.map(\.id)))
    for item in ana { try Self.answer(notes, item.id, "no", by: "ana") }
    for item in rui { try Self.answer(notes, item.id, "no", by: "rui") }
    let both = try ask("eva", overlap: 2)
    #expect(Set(both.map(\.id)) == Set((ana + rui).map(\.id)), "eva is the second to be asked")
  }

  @Test func `Before the first round hard items and drawn ones come in the recipe's proportions`() throws {
    let notes = try Self.filled(0..<200, hard: 1, random: 1)
    let live = try Self.started(notes)
    defer { live.stop() }
    var counts: [String: Int] = [:]
    for _ in 0..<60 {
      let item = try #require(try Self.next(notes, live).first)
      counts[item.why, default: 0] += 1
      let lease = try #require(try notes.project.read { try $0.leases(at: notes.project.clock()) }.first)
      #expect((lease.asking.inclusionProbability != nil) == (item.why == "first"))
      #expect((item.modelPosition != nil) == (item.why == "hard") && (item.score != nil) == (item.why == "hard"))
      try Self.answer(notes, item.id, Int(item.id).map { $0 % 3 == 0 } == true ? "yes" : "no")
      try Self.wait(live, notes)
    }
    #expect(
      Set(counts.keys) == ["hard", "first"] && counts["hard", default: 0] > 15 && counts["first", default: 0] > 15)
  }

  @Test func `Before both answers come items that differ, as the model picked them`() throws {
    let notes = try Self.filled(labelled: false)
    let live = try Self.started(notes)
    defer { live.stop() }
    let picks = try #require(live.published.offer?.diverse)
    let items = try Self.next(notes, live) { $0.count = 20 }
    let numbers = try items.map { item in try notes.project.read { try $0.demandItem(key: item.id, path: "").id } }
    #expect(numbers == picks && items.allSatisfy { $0.why == "diverse" && $0.score == nil && $0.modelPosition == nil })
    #expect(items[0].text(TextStyle()).contains("it differs from what was answered, as there is no model yet"))
    // When the picks have run out, others are drawn.
    #expect(try Self.next(notes, live) { $0.count = 21 }.last?.why == "first")
  }

  @Test func `Asking wakes a model that has not seen the newest answer`() throws {
    let notes = try Self.filled()
    let live = try Self.started(notes)
    defer { live.stop() }
    try notes.answer("45", .yes)
    _ = try Self.next(notes, live)
    #expect(live.waits(for: 13, atMost: LiveModelTests.patience))
  }

  @Test func `The hard places of small batches come out even`() {
    // Batches of `hard` drawn items of which `closed` are answered, and `outside` that took places.
    for hard in 0...4 {
      for closed in 0...hard {
        for outside in 0...4 {
          let open = Array(Int64(closed)..<Int64(hard))
          var places = HardPlaces(
            random: [], open: open, closedCount: closed, outsideCount: outside, shared: [])
          var asked: [Int64?] = []
          for _ in 0..<hard where places.takeNext() { asked.append(places.nextDrawn(without: [])) }
          #expect(asked == Array(open.dropLast(outside)).map { $0 }, "\(hard) \(closed) \(outside)")
        }
      }
    }
  }
}

extension PoolOrder.Origin {
  /// The place in the log of a live model.
  fileprivate var position: Int64? { if case .live(let position) = self { position } else { nil } }
}
