import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

struct LabelTests {
  private static func filled() throws -> NotesProject {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    return notes
  }

  private static func give(
    _ notes: NotesProject, _ id: String, _ word: String, by annotator: String = "ana", settling: Bool = false
  ) throws -> GivenAnswer {
    var request = try AnswerRequest(id: id, word: word, annotator: annotator, source: "a test")
    request.settles = settling
    return try #require(try notes.project.label(request).answers.first)
  }

  @Test func `An answer is in the log with the version that was there`() throws {
    let notes = try Self.filled()
    var request = try AnswerRequest(id: "20", word: "sim", annotator: "ana", source: "a test")
    request.note = "good"
    request.seconds = 1.5
    let given = try #require(try notes.project.label(request).answers.first)
    #expect(given.position == 13 && given.answer == "yes" && given.label == "yes" && given.contradictions.isEmpty)
    let event = try #require(try notes.project.read { try $0.labelEvents(newest: 1) }.first)
    #expect(event.answer == .yes && event.version == 21 && event.note == "good" && event.seconds == 1.5)
    #expect(event.annotator == "ana" && event.source == "a test" && event.asking == nil)
  }

  @Test func `An answer says why its item was asked`() throws {
    let notes = try Self.filled()
    _ = try notes.round()
    let asked = try #require(try notes.project.next(AskOptions(annotator: "ana")).items.first)
    _ = try Self.give(notes, asked.id, "no")
    let event = try #require(try notes.project.read { try $0.labelEvents(newest: 1) }.first)
    let asking = try #require(event.asking)
    #expect(asking.round == 1 && asking.model == 1 && asking.strategy == asked.why && asking.rank == asked.rank)
    #expect(asking.score == asked.score && asking.inclusionProbability != nil)
    #expect(try notes.project.read { try $0.leases(at: notes.project.clock()) }.isEmpty, "the lease is over")
    // Somebody answers an item of the batch without having been shown it.
    let other = try #require(try notes.project.read { try $0.batch(ofRound: 1) }.last)
    let key = try #require(try notes.project.read { try $0.item(other.item) }).key
    _ = try Self.give(notes, key, "yes", by: "rui")
    #expect(try notes.project.read { try $0.labelEvents(newest: 1) }.first?.asking?.strategy == other.strategy)
  }

  @Test func `What an answer contradicts is said at once`() throws {
    let notes = try Self.filled()
    _ = try Self.give(notes, "20", "yes")
    let other = try Self.give(notes, "20", "no", by: "rui")
    #expect(other.label == "disputed")
    #expect(
      other.contradictions.map(\.sentence) == [
        "ana said yes on 2023-11-14: disputed until it is settled with garimpo label --settle"
      ])
    let settled = try Self.give(notes, "20", "no", by: "eva", settling: true)
    #expect(settled.label == "no" && settled.contradictions.map(\.sentence) == ["settled against ana, who said yes"])
    #expect(try Self.give(notes, "21", "no").contradictions.isEmpty)
    #expect(try Self.give(notes, "21", "yes").contradictions.isEmpty, "a changed mind is no contradiction")
  }

  @Test func `A duplicate with the other label is named`() throws {
    let notes = try Self.filled()
    try notes.project.write { transaction in
      try transaction.add(DuplicatePair(item: 21, other: 25, kind: .near, similarity: 0.925))
      try transaction.add(DuplicatePair(item: 2, other: 25, kind: .exact, similarity: 1))
    }
    _ = try Self.give(notes, "20", "no")
    let given = try Self.give(notes, "24", "yes")
    #expect(
      given.contradictions.map(\.sentence) == [
        "its exact duplicate 1 “sand of river 1 bend 7” was answered no by ana on 2023-11-14",
        "its near duplicate 20 (similarity 0.93) “sand of river 20 bend 8” was answered no by ana on 2023-11-14",
      ])
    #expect(try Self.give(notes, "24", "unsure").contradictions.isEmpty)
  }

  @Test(arguments: [
    ("99", "yes", "notes.garimpo: there is no item with the id \"99\"; garimpo rank and garimpo next show ids"),
    ("20", "perhaps", "the answer: found \"perhaps\", expected yes, no, unsure or skip"),
  ]) func `What cannot be answered is said, and nothing is stored`(id: String, word: String, message: String) throws {
    let notes = try Self.filled()
    #expect(notes.message { _ = try Self.give(notes, id, word) } == message)
    #expect(try notes.project.read { try $0.labelPosition() } == 12)
  }

  @Test func `A skip settles nothing, and a name is needed`() throws {
    let notes = try Self.filled()
    #expect(
      notes.message { _ = try Self.give(notes, "20", "skip", settling: true) }
        == "--settle: a skip settles nothing; say yes, no or unsure")
    #expect(
      notes.message { _ = try Self.give(notes, "20", "yes", by: "") }
        == "--annotator: found an empty name, expected a name")
  }

  // MARK: Tokens

  private static func give(_ notes: NotesProject, _ id: String, _ word: String, token: String) throws -> GivenAnswer {
    var request = try AnswerRequest(id: id, word: word, annotator: "ana", source: "a test")
    request.token = token
    return try #require(try notes.project.label(request).answers.first)
  }

  @Test func `A request that comes again changes nothing, not the lease either`() throws {
    let notes = try Self.filled()
    _ = try Self.give(notes, "20", "no", by: "rui")
    let first = try Self.give(notes, "20", "yes", token: "T")
    try notes.project.write {
      let until = notes.project.clock().addingTimeInterval(900)
      try $0.add(Lease(item: 21, annotator: "ana", until: until, asking: Asking(strategy: "recheck")))
    }
    let again = try Self.give(notes, "20", "yes", token: "T")
    #expect(try again.jsonLine() == first.jsonLine() && again.position == 14 && again.contradictions.count == 1)
    #expect(try notes.project.read { try $0.labelPosition() } == 14)
    #expect(try notes.project.read { try $0.lease(ofItem: 21, annotator: "ana") } != nil)
  }

  @Test(arguments: [("21", "yes"), ("20", "no")]) func `The token of another answer is refused`(
    id: String, word: String
  ) throws {
    let notes = try Self.filled()
    _ = try Self.give(notes, "20", "yes", token: "T")
    #expect(
      notes.message { _ = try Self.give(notes, id, word, token: "T") }
        == "the token \"T\" is that of entry 13 (20: yes by ana), so nothing was stored; give each answer a token of its own"
    )
    #expect(try notes.project.read { try $0.labelPosition() } == 13)
  }

  // MARK: Undo

  @Test func `Answers are taken back newest first`() throws {
    let notes = try Self.filled()
    for (id, word) in [("20", "yes"), ("21", "no"), ("20", "no")] { _ = try Self.give(notes, id, word) }
    func undo(_ count: Int, _ id: String? = nil) throws -> [String] {
      try notes.project.undo(count: count, annotator: "ana", id: id, source: "a test").undone
        .map { "\($0.id) \($0.answer) \($0.label ?? "-")" }
    }
    #expect(try undo(1) == ["20 no yes"])
    #expect(try undo(1, "20") == ["20 yes -"])
    #expect(try undo(2) == ["21 no -", "11 no -"], "labels that an import brought are answers too")
    #expect(
      notes.message { _ = try undo(1, "21") } == "notes.garimpo: ana has no answer on 21 to take back")
    #expect(
      notes.message { _ = try notes.project.undo(count: 1, annotator: "rui", id: nil, source: "") }
        == "notes.garimpo: rui has no answer to take back; --annotator names somebody else")
  }

  // MARK: Many lines

  private static func lines(
    _ notes: NotesProject, _ pieces: [String]
  ) throws -> (said: [String], complaints: [String], counts: (stored: Int, unused: Int)) {
    var rest = pieces[...]
    var said: [String] = []
    var complaints: [String] = []
    let counts = try notes.project.labelLines(
      as: AnswerRequest(annotator: "ana", source: "a test"),
      from: { rest.popFirst().map { Array($0.utf8) } },
      acknowledge: { said.append("\($0.position) \($0.id) \($0.answer)") },
      complain: { complaints.append($0) })
    return (said, complaints, counts)
  }

  @Test func `Answers come line by line in several forms`() throws {
    let notes = try Self.filled()
    let (said, complaints, counts) = try Self.lines(
      notes,
      [
        "\u{FEFF}20\tyes\n21,no,a \"note\"\n22 skip\r\n\n{\"id\":\"23\",\"answer\":\"sim\",\"note\":\"n\",\"token\":\"k\"}\n{\"id\":",
        "\"23\",\"answer\":\"sim\",\"token\":\"k\"}\n24\tun", "sure",
      ])
    #expect(said == ["13 20 yes", "14 21 no", "15 22 skip", "16 23 yes", "16 23 yes", "17 24 unsure"])
    #expect(complaints.isEmpty && counts.stored == 6 && counts.unused == 0)
    #expect(try notes.project.read { try $0.labelEvents(after: 12).map(\.note) } == [nil, "a \"note\"", nil, "n", nil])
  }

  @Test func `A line that cannot be used is told, and the others are stored`() throws {
    let notes = try Self.filled()
    let (said, complaints, counts) = try Self.lines(
      notes, ["20 yes\n99 yes\nhello\n21 2\n{\"id\": 3}\n22 no\n\u{0}\n"])
    #expect(said == ["13 20 yes", "14 22 no"])
    #expect(
      complaints.map { $0.replacingOccurrences(of: notes.folder.path + "/", with: "") } == [
        "line 2: notes.garimpo: there is no item with the id \"99\"; garimpo rank and garimpo next show ids",
        "line 3: found \"hello\", expected an id and an answer, such as 17<TAB>yes",
        "line 4: found the answer \"2\", expected yes, no, unsure or skip",
        "line 5: found \"{\"id\": 3}\", expected a JSON object such as {\"id\": \"17\", \"answer\": \"yes\"}",
      ])
    #expect(counts.stored == 2 && counts.unused == 4)
  }

  @Test func `A line without end does not fill the memory`() throws {
    let notes = try Self.filled()
    let long = String(repeating: "x", count: 1 << 20)
    let (said, complaints, _) = try Self.lines(notes, [long, long, "\n", "20 yes\n"])
    #expect(said == ["13 20 yes"])
    #expect(complaints == ["line 1: longer than 1 MiB; expected an id and an answer"])
  }

  @Test func `Thousands of lines are stored in groups`() throws {
    let notes = try Self.filled()
    let text = (0..<2500).map { "\($0 % 18 + 12)\t\($0 / 18 % 2 == 0 ? "yes" : "no")\n" }.joined()
    let (said, _, counts) = try Self.lines(notes, [text])
    #expect(counts.stored == 2500 && said.count == 2500)
    #expect(said.first == "13 12 yes" && said.last == "2512 27 yes")
  }

  @Test(
    arguments: [
      ("20 yes good, but long", "20", "yes", "good, but long"), ("20 yes no way", "20", "yes", "no way"),
      ("20,yes note here", "20", "yes", "note here"), ("20, no , a, b", "20", "no", "a, b"),
      ("20\tno\ta\tb, c", "20", "no", "a\tb, c"), ("20  unsure", "20", "unsure", nil),
      ("my id yes", "my id", "yes", nil),
      ("a,b yes", "a,b", "yes", nil), ("a,b,no", "a,b", "no", nil), ("a b\tyes", "a b", "yes", nil),
      ("{\"id\": 20, \"answer\": \"yes\"}", "20", "yes", nil),
    ] as [(String, String, String, String?)])
  func `What follows an answer is its note`(line: String, id: String, word: String, note: String?) throws {
    let notes = try NotesProject()
    try notes.importing(
      "id,title,views,day,y\n" + ["20", "my id", "\"a,b\"", "a b"].map { "\($0),a title,1,2023-01-01,\n" }.joined())
    let (said, complaints, _) = try Self.lines(notes, [line + "\n"])
    #expect(complaints.isEmpty && said == ["1 \(id) \(word)"])
    #expect(try notes.project.read { try $0.labelEvent(at: 1)?.note } == note)
  }

  @Test func `The same answer once more is not stored`() throws {
    let notes = try Self.filled()
    _ = try Self.give(notes, "20", "yes")
    let again = try Self.give(notes, "20", "yes")
    #expect(again.position == 13 && again.isRepeated)
    #expect(LabelReply(answers: [again]).text(TextStyle()) == "already yes  20  sand of river 20 bend 8\n")
    var noted = try AnswerRequest(id: "20", word: "yes", annotator: "ana", source: "a test")
    noted.note = "a note"
    #expect(try notes.project.label(noted).answers.map(\.position) == [14], "a note is news")
    #expect(try Self.give(notes, "20", "yes").isRepeated, "without a word of the note it stays")
    #expect(try notes.project.recentAnswers("ana").answers.first?.note == "a note")
    #expect(try Self.give(notes, "20", "yes", by: "rui").position == 15)
    #expect(try Self.give(notes, "20", "skip").position == 16 && Self.give(notes, "20", "skip").position == 17)
    var erased = noted
    (erased.id, erased.note) = ("21", "")
    #expect(try notes.project.label(erased).answers.map(\.position) == [18])
    #expect(try notes.project.label(erased).answers[0].isRepeated, "no note is as none")
    noted.id = "21"
    #expect(try notes.project.label(noted).answers.map(\.position) == [19])
    #expect(try notes.project.label(erased).answers.map(\.position) == [20], "an empty note takes it away")
    #expect(try notes.project.read { try $0.labelEvent(at: 20)?.note } == nil)
    let undone = try notes.project.undo(count: 3, annotator: "ana", id: "20", source: "a test")
    #expect(
      undone.text(TextStyle()) == """
        took back skip on 20  sand of river 20 bend 8: now yes
        took back skip on 20  sand of river 20 bend 8: now yes
        took back yes on 20  sand of river 20 bend 8: still yes, by another answer

        """)
  }

  @Test(arguments: [
    (" ", "an empty name, expected a name"), ("a\nb", "\"a\\nb\", expected a name of up to 200 characters on one line"),
  ]) func `A name that cannot be told is refused`(name: String, message: String) throws {
    let notes = try Self.filled()
    #expect(notes.message { _ = try Self.give(notes, "20", "yes", by: name) } == "--annotator: found \(message)")
    #expect(notes.message { try notes.importing(NotesProject.table(), by: name) } == "--annotator: found \(message)")
  }

  @Test(arguments: [-1.0, 1e9, .nan]) func `Seconds have a limit, which is said`(seconds: Double) throws {
    let notes = try Self.filled()
    var request = try AnswerRequest(id: "20", word: "yes", annotator: "ana", source: "a test")
    request.seconds = seconds
    #expect(
      notes.message { _ = try notes.project.label(request) }
        == "--seconds: found \(Text.shortest(seconds)), expected a number of seconds, 0 to less than 10000000")
  }
}
