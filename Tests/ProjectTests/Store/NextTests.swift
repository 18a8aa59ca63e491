import Foundation
import GarimpoKernels
import GarimpoRecipes
import GarimpoStore
import Testing

@testable import GarimpoProject

struct NextTests {
  private static func filled(round: Bool = true) throws -> NotesProject {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    if round { _ = try notes.round() }
    return notes
  }

  private static func next(
    _ notes: NotesProject, _ annotator: String = "ana", _ count: Int = 1, change: (inout AskOptions) -> Void = { _ in }
  ) throws -> [NextItem] {
    var options = AskOptions(annotator: annotator)
    options.count = count
    change(&options)
    return try notes.project.next(options).items
  }

  private static func answer(_ notes: NotesProject, _ id: String, _ word: String, by annotator: String = "ana") throws {
    _ = try notes.project.label(try AnswerRequest(id: id, word: word, annotator: annotator, source: "a test"))
  }

  /// The ids of the newest batch in the order of asking.
  private static func batch(_ notes: NotesProject) throws -> [String] {
    try notes.project.read { snapshot in
      try snapshot.batch(ofRound: try #require(try snapshot.newestRound()))
        .map { try #require(try snapshot.item($0.item)).key }
    }
  }

  @Test func `Of what is held already, that which is at hand comes first`() throws {
    let notes = try Self.filled()
    let batch = try Self.batch(notes)
    _ = try Self.next(notes, "ana", 5)
    let found = try Self.next(notes, "ana", 3) { $0.holding = [batch[4], "no such", batch[6], batch[2]] }
    #expect(found.map(\.id) == [batch[4], batch[2], batch[0]])
    #expect(try Self.next(notes, "bob", 1) { $0.holding = [batch[4]] }.map(\.id) == [batch[5]])
  }

  @Test func `The batch comes in its order, and the same item until it is answered`() throws {
    let notes = try Self.filled()
    let batch = try Self.batch(notes)
    for (place, id) in batch.enumerated() {
      for _ in 0..<2 {
        let item = try #require(try Self.next(notes).first)
        #expect(item.id == id && item.place == place + 1 && item.batchCount == 7)
        #expect(item.why == "hard" || item.why == "random")
      }
      try Self.answer(notes, id, "no")
    }
    let after = try #require(try Self.next(notes).first)
    #expect(after.why == "certain" && after.place == nil && !batch.contains(after.id))
  }

  @Test func `What is taken back is asked next, and for the same reason`() throws {
    let notes = try Self.filled()
    let first = try #require(try Self.next(notes).first)
    try Self.answer(notes, first.id, "yes")
    _ = try notes.project.undo(count: 1, annotator: "ana", id: nil, source: "a test")
    let again = try #require(try Self.next(notes).first)
    #expect([again.id, again.why] == [first.id, first.why])
    #expect(try Self.next(notes, "rui").first?.id != first.id, "it is ana's")
    try Self.answer(notes, first.id, "no")
    let answers = try notes.project.show(item: first.id).answers
    #expect(answers.map(\.answer) == ["yes", "undo", "no"])
    #expect(answers[0].why == first.why && answers[2].why == first.why)
  }

  @Test func `Behind the batch come the highest scores`() throws {
    let notes = try Self.filled()
    for id in try Self.batch(notes) { try Self.answer(notes, id, "no") }
    let items = try Self.next(notes, "ana", 50)
    #expect(items.count == 11 && items.map(\.why) == [String](repeating: "certain", count: 11))
    #expect(items.compactMap(\.rank) == items.compactMap(\.rank).sorted())
    for item in items { try Self.answer(notes, item.id, "no") }
    #expect(try Self.next(notes).isEmpty)
    #expect(
      try notes.project.next(AskOptions(annotator: "ana")).text(TextStyle())
        == "Nothing is left to answer for ana: all of it was answered.\n")
  }

  @Test func `Two annotators never hold the same item, and it returns after the lease`() throws {
    let notes = try Self.filled()
    let batch = try Self.batch(notes)
    let first = try Self.next(notes, "ana", 3) { $0.leaseMinutes = 0.1 }.map(\.id)
    let second = try Self.next(notes, "rui", 3).map(\.id)
    #expect(first == Array(batch[0..<3]) && second == Array(batch[3..<6]))
    // The clock of the test moves one second with each look: six seconds later the first lease has run out.
    for _ in 0..<6 { _ = notes.project.clock() }
    #expect(try Self.next(notes, "eva", 3).map(\.id) == Array(batch[0..<3]))
  }

  @Test func `An item is asked of as many annotators as wished`() throws {
    let notes = try Self.filled()
    let batch = try Self.batch(notes)
    func ask(_ annotator: String) throws -> [String] {
      try Self.next(notes, annotator, 2) { $0.overlap = 2 }.map(\.id)
    }
    #expect(try ask("ana") == Array(batch[0..<2]))
    #expect(try ask("rui") == Array(batch[0..<2]))
    #expect(try ask("eva") == Array(batch[2..<4]))
    try Self.answer(notes, batch[0], "yes", by: "ana")
    try Self.answer(notes, batch[0], "no", by: "rui")
    #expect(try ask("ana") == [batch[1], batch[2]], "answered by two, and held by one")
  }

  @Test func `What was skipped comes again at the very end`() throws {
    let notes = try Self.filled()
    let batch = try Self.batch(notes)
    try Self.answer(notes, batch[0], "skip")
    try Self.answer(notes, batch[1], "unsure")
    #expect(try Self.next(notes, "rui") { $0.leaseMinutes = 0.001 }.first?.id == batch[0], "the skip of another")
    let items = try Self.next(notes, "ana", 50)
    #expect(items.first?.id == batch[2] && items.last?.id == batch[0])
    #expect(!items.contains { $0.id == batch[1] }, "who was unsure is not asked again")
  }

  @Test func `Before the first round items are drawn at random, with their probability`() throws {
    let notes = try Self.filled(round: false)
    let items = try Self.next(notes, "ana", 18)
    #expect(Set(items.map(\.id)) == Set((12..<30).map { "\($0)" }), "what is labelled is not asked")
    #expect(items.map(\.id) != (12..<30).map { "\($0)" })
    #expect(items.allSatisfy { $0.why == "first" && $0.score == nil })
    let leases = try notes.project.read { try $0.leases(at: notes.project.clock()) }
    #expect(
      leases.compactMap(\.asking.inclusionProbability).sorted() == (1...18).map { 1 / Double($0) }.sorted())
  }

  /// Three are held by another, one has an answer, one is an exact duplicate of a labelled one, one was skipped.
  @Test func `The probability of a draw counts only what could be drawn`() throws {
    let notes = try Self.filled(round: false)
    let held = try Self.next(notes, "rui", 3)
    let free = (12..<30).map { "\($0)" }.filter { id in !held.contains { $0.id == id } }
    try Self.answer(notes, free[0], "unsure")
    try Self.answer(notes, free[1], "skip")
    try notes.project.write { transaction in
      let item = try #require(try transaction.snapshot.item(key: free[2]))
      try transaction.add(DuplicatePair(item: 1, other: item.id, kind: .exact, similarity: 1))
    }
    let items = try Self.next(notes, "ana", 50)
    #expect(Set(items.map(\.id)) == Set(free).subtracting([free[0], free[2]]))
    #expect(items.last?.id == free[1], "what was skipped comes last")
    let leases = try notes.project.read { try $0.leases(at: notes.project.clock()) }.filter { $0.annotator == "ana" }
    let probabilities = leases.sorted { $0.until < $1.until }.map(\.asking.inclusionProbability)
    #expect(probabilities.dropLast() == (1...12).reversed().map { 1 / Double($0) }[...])
    #expect(probabilities.last == .some(nil), "it was not drawn")
  }

  /// Small worlds drawn by chance: every answer, several annotators, duplicates and leases.
  @Test(arguments: [1, 2]) func `One pass over the log finds what a look at each item finds`(_ overlap: Int) throws {
    var random = SplitMix64(seed: 11, stream: UInt64(overlap))
    for _ in 0..<12 {
      let notes = try Self.filled(round: false)
      for _ in 0..<random.next(below: 40) {
        let id = "\(random.next(below: 30))"
        let word = ["yes", "no", "unsure", "skip"][random.next(below: 4)]
        try Self.answer(notes, id, word, by: ["ana", "rui", "eva"][random.next(below: 3)])
      }
      _ = try Self.next(notes, "rui", 1 + random.next(below: 5))
      try notes.project.write { transaction in
        for _ in 0..<random.next(below: 8) {
          let item = Int64(1 + random.next(below: 29))
          let kind: DuplicatePair.Kind = random.next(below: 2) == 0 ? .exact : .near
          try transaction.add(DuplicatePair(item: item, other: item + 1, kind: kind, similarity: 1))
        }
        var options = AskOptions(annotator: "ana")
        options.overlap = overlap
        let queue = try AskingQueue(transaction, options, at: notes.project.clock(), seed: 1, BatchSpec())
        let found = try queue.askable()
        let naive = try (1...30).map { (item: Int64($0), state: try queue.state(of: Int64($0))) }
        #expect(found.open == naive.filter { $0.state == .open }.map(\.item))
        #expect(found.skipped == naive.filter { $0.state == .skipped }.map(\.item))
      }
    }
  }

  @Test func `Items are drawn each once, whatever is taken away in between`() {
    for count in [0, 1, 2, 3, 5, 10] {
      var random = SplitMix64(seed: 5, stream: UInt64(count))
      var items = DrawableItems((0..<Int64(count)).map { $0 * 3 }, without: [3])
      var left = Set((0..<Int64(count)).map { $0 * 3 }).subtracting([3])
      while !left.isEmpty {
        let drawn = items.draw(&random)
        #expect(drawn.map { left.contains($0.item) } == true && drawn?.probability == 1 / Double(left.count))
        left.remove(drawn?.item ?? -1)
        let other = Int64(random.next(below: 40))
        items.remove(other)
        left.remove(other)
      }
      #expect(items.draw(&random) == nil)
    }
  }

  @Test func `A round since makes older questions void`() throws {
    let notes = try Self.filled(round: false)
    _ = try Self.next(notes)
    _ = try notes.round()
    #expect(try Self.next(notes).first?.id == (try Self.batch(notes)).first)
  }

  @Test func `An exact duplicate of a labelled item is not asked`() throws {
    let notes = try Self.filled()
    let batch = try Self.batch(notes)
    try notes.project.write { transaction in
      let item = try #require(try transaction.snapshot.item(key: batch[0]))
      try transaction.add(DuplicatePair(item: 1, other: item.id, kind: .exact, similarity: 1))
    }
    #expect(try Self.next(notes).first?.id == batch[1])
  }

  private static let headlines: [(headline: String, isAside: Bool)] = [
    ("A river in R", true), ("a RIVER – in r!", true), ("river in", true), ("A river in Rust", false), ("a riv", false),
    ("#stats A river in R", false), ("…", false),
  ]

  @Test(arguments: headlines)
  func `What says little to who decides is not on the card`(headline: String, isAside: Bool) throws {
    let recipe = try Recipe.builtIn(named: "youtube-watch-page")
    let texts = ["title": "A river in R", "description": "of its bends", "headline": headline]
    let fields = recipe.fields.map { NextItem.Field($0, .text(texts[$0.name] ?? "1")) }
    #expect(
      AsideFields(recipe).names(fields, title: "A river in R")
        == ["title"] + (isAside ? ["headline"] : []) + ["channel_id", "width", "height"])
  }

  @Test(arguments: [
    ("id", true), ("itemID", true), ("user_id", true), ("userId", true), ("grid", false), ("idea", false), ("ID", true),
  ])
  func `An id is one by its name`(name: String, isAside: Bool) throws {
    let field = "    \(name): { column: place, kind: category }\n"
    let yaml = NotesProject.yaml.replacing("  views:", with: field.dropFirst(2) + "  views:")
    let recipe = try Recipe(yaml: yaml, source: "a test")
    let fields = recipe.fields.filter { $0.name == name }.map { NextItem.Field($0, .text("x")) }
    #expect(AsideFields(recipe).names(fields, title: "a note") == (isAside ? [name] : []))
  }

  @Test func `Numbers that a feature reads are on the card, wherever they stand`() throws {
    let counts = ["a", "b", "c", "d"].map { "  \($0): { column: \($0), kind: count }\n" }.joined()
    let yaml = NotesProject.yaml.replacing("  views:", with: counts + "  views:")
    let recipe = try Recipe(yaml: yaml, source: "a test")
    let fields = recipe.fields.map { NextItem.Field($0, .number(1)) }
    #expect(AsideFields(recipe).names(fields, title: "a note") == ["c", "d"])
  }

  @Test func `Some things are asked again without a sign of it`() throws {
    let notes = try Self.filled()
    let batch = try Self.batch(notes)
    for id in batch { try Self.answer(notes, id, "no") }
    for number in 12..<30 where !batch.contains("\(number)") { try Self.answer(notes, "\(number)", "no") }
    let item = try #require(try Self.next(notes) { $0.recheckShare = 1 }.first)
    #expect(["hard", "random", "certain"].contains(item.why))
    let shown = try notes.project.next(AskOptions(annotator: "ana"))
    #expect(try shown.json().contains("recheck") == false && shown.text(TextStyle()).contains("recheck") == false)
    let given = try #require(
      try notes.project.label(try AnswerRequest(id: item.id, word: "unsure", annotator: "ana", source: "a test"))
        .answers.first)
    let event = try #require(try notes.project.read { try $0.labelEvents(newest: 1) }.first)
    #expect(event.asking?.strategy == "recheck" && event.position == Int64(given.position))
    #expect(try Self.next(notes) { $0.recheckShare = 0 }.isEmpty)
  }

  /// Of the batch, of the rest, imported, and without a round: nothing tells that it was answered, nor how.
  @Test func `What is asked again looks as what is asked first, and the sentence beside it is true`() throws {
    func again(_ notes: NotesProject) throws -> (item: NextItem, text: String, json: String) {
      var options = AskOptions(annotator: "ana")
      options.recheckShare = 1
      let reply = try notes.project.next(options)
      let text = reply.text(TextStyle())
      let json = try reply.json()
      for word in ["recheck", "again", "unsure of it, yes", "\"no\"", "\"yes\"", "answered"] {
        #expect(!text.contains(word) && !json.contains(word), "\(word)")
      }
      return (try #require(reply.items.first), text, json)
    }
    // The labels of the import are ana's; of the answers the newest twenty are left alone.
    func fresh(_ notes: NotesProject, _ ids: [String]) throws {
      for round in 0..<20 { try Self.answer(notes, ids[round % ids.count], "unsure") }
    }

    let unasked = try Self.filled(round: false)
    try unasked.importing(NotesProject.table(30..<60) { [$1[0], $1[1], $1[2], $1[3], "1"] }, as: "more.csv")
    let first = try again(unasked)
    #expect(first.item.why == "first" && first.item.score == nil)
    #expect(first.text.contains("  asked  drawn at random, as there is no round yet\n"))

    let notes = try Self.filled()
    try notes.importing(NotesProject.table(30..<60) { [$1[0], $1[1], $1[2], $1[3], "1"] }, as: "more.csv")
    let imported = try again(notes)
    #expect(imported.item.why == "certain" && imported.item.score == nil && imported.item.place == nil)
    #expect(imported.text.contains("  asked  behind the batch\n"))

    let asked = try Self.filled()
    let batch = try Self.batch(asked)
    let before = try #require(try Self.next(asked).first)
    try Self.answer(asked, batch[0], "yes")
    try asked.importing(NotesProject.table(30..<60) { [$1[0], $1[1], $1[2], $1[3], "1"] }, as: "more.csv")
    var seen: Set<String> = []
    for _ in 0..<200 where !seen.contains(batch[0]) {
      let found = try again(asked)
      seen.insert(found.item.id)
      if found.item.id == batch[0] {
        #expect(try JSONText.of(found.item, pretty: false) == JSONText.of(before, pretty: false))
      }
      // Moves the place in the log, and with it the chance.
      try Self.answer(asked, "59", "unsure", by: "rui")
      try Self.answer(asked, found.item.id, "unsure")
    }
    #expect(seen.contains(batch[0]))
  }

  @Test func `Who holds what is left is said, and until when`() throws {
    let notes = try Self.filled()
    _ = try Self.next(notes, "rui", 10)
    _ = try Self.next(notes, "eva", 1) { $0.leaseMinutes = 60 }
    var options = AskOptions(annotator: "ana")
    options.count = 50
    let some = try notes.project.next(options)
    #expect(some.items.count == 7 && some.heldByOthers?.map(\.annotator) == ["eva", "rui"])
    #expect(some.heldByOthers?.map(\.count) == [1, 10])
    #expect(
      some.text(TextStyle()).hasSuffix(
        """

        There are no more now: eva holds 1 item until 2023-11-14 23:13 UTC, rui holds 10
        items until 2023-11-14 22:28 UTC.

        """))
    for item in some.items { try Self.answer(notes, item.id, "no") }
    let none = try notes.project.next(AskOptions(annotator: "ana"))
    #expect(
      none.text(TextStyle()) == """
        Nothing is left to answer for ana now: eva holds 1 item until 2023-11-14 23:13
        UTC, rui holds 10 items until 2023-11-14 22:28 UTC.

        """)
    #expect(try none.json().contains("\"heldByOthers\""))
    #expect(try notes.project.next(AskOptions(annotator: "rui")).heldByOthers == nil, "there are as many as wished")
  }

  @Test func `What others answer while it is held is not asked any more`() throws {
    let notes = try Self.filled()
    let mine = try Self.next(notes, "ana", 3).map(\.id)
    try Self.answer(notes, mine[1], "skip", by: "rui")
    #expect(try Self.next(notes, "ana", 3).map(\.id) == mine, "a skip is no answer")
    try Self.answer(notes, mine[0], "no", by: "rui")
    #expect(try Self.next(notes, "ana", 2).map(\.id) == Array(mine.dropFirst()))
    let both = try Self.next(notes, "eva", 1) { $0.overlap = 2 }.map(\.id)
    try Self.answer(notes, both[0], "no", by: "rui")
    #expect(try Self.next(notes, "eva", 1) { $0.overlap = 2 }.map(\.id) == both, "two are to answer")
    try Self.answer(notes, mine[1], "yes", by: "ana")
    try Self.answer(notes, mine[1], "yes", by: "rui")
    _ = try notes.project.undo(count: 1, annotator: "ana", id: nil, source: "a test")
    #expect(try Self.next(notes, "ana", 5).map(\.id).contains(mine[1]), "taken back to be answered anew")
  }

  @Test func `Who holds what is answered already holds nothing back`() throws {
    let notes = try Self.filled()
    let held = try Self.next(notes, "rui", 2).map(\.id)
    try Self.answer(notes, held[0], "no", by: "eva")
    var options = AskOptions(annotator: "ana")
    options.count = 50
    #expect(try notes.project.next(options).heldByOthers?.map(\.count) == [1])
    try Self.answer(notes, held[1], "no", by: "eva")
    #expect(try notes.project.next(options).heldByOthers == nil)
  }

  @Test func `New answers are told by who and which, not what`() throws {
    let notes = try Self.filled()
    let position = try notes.project.labelPosition()
    try Self.answer(notes, "20", "yes", by: "rui")
    try Self.answer(notes, "21", "no", by: "ana")
    try Self.answer(notes, "22", "no", by: "rui")
    _ = try notes.project.undo(count: 1, annotator: "ana", id: nil, source: "a test")
    let end = try notes.project.labelPosition()
    #expect(
      try notes.project.newAnswers(after: position, upTo: end) == [
        NewAnswers(annotator: "rui", ids: ["20", "22"], isUndo: false),
        NewAnswers(annotator: "ana", ids: ["21"], isUndo: false),
        NewAnswers(annotator: "ana", ids: ["21"], isUndo: true),
      ])
    let four = try notes.project.newAnswers(after: position, upTo: end, limit: 4)
    #expect(four.count == 3 && four.allSatisfy { $0.more == nil })
    #expect(
      try notes.project.newAnswers(after: position, upTo: end, limit: 2) == [
        NewAnswers(annotator: "rui", ids: ["22"], isUndo: false),
        NewAnswers(annotator: "ana", ids: ["21"], isUndo: true, more: true),
      ], "the newest, and that there were more")
    #expect(try notes.project.newAnswers(after: end, upTo: end).isEmpty)
  }

  @Test func `An option that makes no sense is refused`() throws {
    let notes = try Self.filled()
    func said(_ change: (inout AskOptions) -> Void) -> String {
      notes.message { _ = try Self.next(notes, "ana", 1, change: change) }
    }
    #expect(said { $0.count = 0 }.hasPrefix("-n: found 0, expected"))
    #expect(said { $0.overlap = 0 }.hasPrefix("--overlap: found 0, expected"))
    #expect(said { $0.leaseMinutes = 0 } == "--lease: found 0, expected minutes above 0, at most 100000")
    #expect(said { $0.recheckShare = 2 } == "--recheck: found 2, expected a share from 0 to 1, such as 0.05")
    #expect(said { $0.annotator = "" } == "--annotator: found an empty name, expected a name")
  }

  @Test func `A project without items has nothing to ask`() throws {
    let notes = try NotesProject()
    #expect(
      notes.message { _ = try Self.next(notes) }
        == "notes.garimpo: the project has no items yet; run garimpo import FILE")
  }

  // MARK: Status

  @Test func `The status counts, and says what comes next`() throws {
    let notes = try NotesProject()
    func advice() throws -> String {
      let text = try notes.project.status().text(TextStyle())
      return text.split(separator: "\n").last.map(String.init) ?? ""
    }
    #expect(try advice() == "Next:  garimpo import FILE")
    try notes.importing(NotesProject.table(20..<30))
    #expect(try advice() == "Next:  garimpo next; a round needs some yes and some no")
    try notes.importing(NotesProject.table())
    #expect(try advice() == "Next:  garimpo round")
    _ = try notes.round()
    #expect(try advice() == "Next:  garimpo next")
    try Self.answer(notes, "0", "no", by: "rui")
    let batch = try Self.batch(notes)
    for id in batch { try Self.answer(notes, id, "unsure") }
    let status = try notes.project.status()
    #expect(status.labels.disputed == 1 && status.labels.unsure == 7 && status.labels.yes == 3 && status.labels.no == 8)
    #expect(status.newestRound?.answered == 7 && status.newestRound?.asked == 7 && status.rounds == 1)
    #expect(status.annotators.map(\.name) == ["ana", "rui"] && status.annotators.map(\.count) == [19, 1])
    #expect(status.labelledToday == 19 && status.items == 30)
    #expect(try advice() == "Next:  garimpo annotators --disagreements lists what is disputed")
  }
}
