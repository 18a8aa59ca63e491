import Foundation
import GarimpoEvaluation
import GarimpoStore
import Testing

@testable import GarimpoProject

struct ShowTests {
  private static func filled() throws -> NotesProject {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    return notes
  }

  private static func give(
    _ notes: NotesProject, _ id: String, _ word: String, by annotator: String = "ana", note: String? = nil
  ) throws {
    var request = try AnswerRequest(id: id, word: word, annotator: annotator, source: "a test")
    request.note = note
    request.seconds = annotator == "ana" ? 3 : nil
    _ = try notes.project.label(request)
  }

  // MARK: What could sway somebody

  @Test(
    arguments: [
      ([], "rui", nil, nil, []), (["ana yes"], "rui", nil, 1, []), (["ana yes"], "ana", "yes", nil, ["ana yes"]),
      (["ana yes", "eva no"], "rui", nil, 2, []), (["ana yes", "ana no"], "rui", nil, 1, []),
      (["ana skip"], "rui", nil, nil, []), (["ana skip", "rui skip"], "rui", "skip", nil, ["rui skip"]),
      (["ana skip", "rui skip", "rui undo"], "rui", nil, nil, ["rui skip", "rui undo"]),
      (["ana yes", "rui skip"], "rui", nil, 1, ["rui skip"]),
      (["ana yes", "rui unsure"], "rui", "yes", nil, ["ana yes", "rui unsure"]),
      (["ana yes", "rui no", "rui undo"], "rui", nil, 1, ["rui no", "rui undo"]),
      (["ana yes", "ana undo"], "rui", nil, nil, []),
    ] as [([String], String, String?, Int?, [String])])
  func `What others answered is shown after one's own answer`(
    given: [String], to annotator: String, label: String?, hidden: Int?, shown: [String]
  ) throws {
    let notes = try Self.filled()
    for answer in given {
      let parts = answer.split(separator: " ").map(String.init)
      if parts[1] == "undo" {
        _ = try notes.project.undo(count: 1, annotator: parts[0], id: "20", source: "a test")
      } else {
        try Self.give(notes, "20", parts[1], by: parts[0], note: "a note")
      }
    }
    let item = try notes.project.show(item: "20").unswayed(annotator)
    #expect(item.label == label && item.hiddenAnnotatorCount == hidden)
    #expect(item.answers.map { "\($0.annotator) \($0.answer)" } == shown)
  }

  // MARK: Fields

  /// A column of years is read as 1 January for the features; to people it says no more than it did.
  @Test(arguments: [
    ("y", "2014", "2014"), ("y", "2014-01-01", "2014"), ("y", "2014-05-06", "2014-05-06"),
    ("ymd", "2014-01-01", "2014-01-01"),
  ])
  func `A date is shown as exactly as its column says it`(order: String, cell: String, shown: String) throws {
    let yaml = NotesProject.yaml.replacing("kind: date }", with: "kind: date, order: \(order) }")
    let notes = try NotesProject(yaml: yaml)
    try notes.importing(NotesProject.table { [$1[0], $1[1], $1[2], $0 == 20 ? cell : "2009-02-03", $1[4]] })
    let item = try notes.project.show(item: "20")
    #expect(item.fields.first { $0.name == "day" }?.value == .text(shown))
    #expect(item.text(TextStyle()).contains("  day    \(shown)\n"))
    let card = try #require(try notes.project.card(of: "20", AskOptions(annotator: "ana")).items.first)
    #expect(card.fields.first { $0.name == "day" }?.value == .text(shown))
    var query = ItemQuery()
    query.limit = 30
    let listed = try notes.project.items(query, order: nil).items
    #expect(listed.first { $0.id == "20" }?.date == shown)
  }

  // MARK: Log

  @Test func `The log shows what happened, newest first`() throws {
    let notes = try Self.filled()
    _ = try notes.round()
    try Self.give(notes, "20", "yes", note: "a note")
    _ = try notes.project.undo(count: 1, annotator: "ana", id: nil, source: "a test")
    var options = LogOptions()
    options.count = 4
    let entries = try notes.project.log(options).entries
    #expect(entries.map { "\($0.kind) \($0.number)" } == ["label 14", "label 13", "round 1", "label 12"])
    #expect(entries.map(\.what).prefix(2) == ["undo of 13", "yes"] && entries[1].note == "a note")
    options.count = 100
    #expect(try notes.project.log(options).entries.last?.kind == "import")
    options.item = "20"
    #expect(try notes.project.log(options).entries.map(\.number) == [14, 13])
    options.item = nil
    options.annotator = "rui"
    #expect(try notes.project.log(options).entries.isEmpty)
    options.annotator = "ana"
    let text = try notes.project.log(options).text(TextStyle())
    #expect(
      text.hasPrefix(
        """
          time (UTC)        entry     by   what
          2023-11-14 22:13  label 14  ana  undo of 13  20  sand of river 20 bend 8
          2023-11-14 22:13  label 13  ana  yes         20  sand of river 20 bend 8

        """))
  }

  @Test(
    arguments: [
      (nil, "zzz", "zzz has not answered anything; garimpo annotators lists who has.\n"),
      ("29", nil, "Nobody has answered 29.\n"), ("29", "zzz", "zzz has not answered 29.\n"),
    ] as [(String?, String?, String)])
  func `Where nothing is to be shown it is said of what`(item: String?, annotator: String?, text: String) throws {
    var options = LogOptions()
    (options.item, options.annotator) = (item, annotator)
    #expect(try Self.filled().project.log(options).text(TextStyle()) == text)
  }

  @Test func `Answers that were taken back are not counted`() throws {
    let notes = try Self.filled()
    try notes.answer("29", .yes, by: "bia")
    let before = try notes.project.status()
    _ = try notes.project.undo(count: 1, annotator: "bia", id: nil, source: "a test")
    #expect(try notes.project.annotators().annotators.first { $0.name == "bia" }?.answers == 0)
    try notes.answer("29", .no, by: "bia")
    try notes.answer("29", .yes, by: "bia")
    try notes.answer("28", .skip, by: "bia")
    #expect(try notes.project.status().labelledToday == before.labelledToday, "an item counts once, a skip not at all")
  }

  @Test func `The answer that settles an item is marked, as long as it stands`() throws {
    let notes = try Self.filled()
    func answers() throws -> [String] {
      let item = try notes.project.show(item: "29")
      let text = item.text(TextStyle())
      let lines = text.split(separator: "\n").filter { $0.contains("  2023-11-14  ") }
      for (line, answer) in zip(lines, item.answers) {
        #expect(line.contains(", settles") == answer.settles, "\(line)")
      }
      #expect(lines.count == item.answers.count)
      return item.answers.map { "\($0.annotator) \($0.answer)\($0.settles ? ", settles" : "")" }
    }
    func give(_ word: String, by annotator: String, settling: Bool = false) throws {
      var request = try AnswerRequest(id: "29", word: word, annotator: annotator, source: "a test")
      request.settles = settling
      _ = try notes.project.label(request)
    }
    try give("yes", by: "ana")
    try give("no", by: "rui")
    #expect(try answers() == ["ana yes", "rui no"])
    try give("no", by: "eva", settling: true)
    #expect(try answers() == ["ana yes", "rui no", "eva no, settles"])
    try give("yes", by: "bia", settling: true)
    #expect(try answers() == ["ana yes", "rui no", "eva no", "bia yes, settles"])
    _ = try notes.project.undo(count: 1, annotator: "bia", id: nil, source: "a test")
    #expect(try answers() == ["ana yes", "rui no", "eva no, settles", "bia yes", "bia undo"])
    #expect(try notes.project.show(item: "29").label == "no")
  }

  @Test func `An unknown item or a count below one is refused`() throws {
    let notes = try Self.filled()
    var options = LogOptions()
    options.item = "99"
    #expect(
      notes.message { _ = try notes.project.log(options) }
        == "notes.garimpo: there is no item with the id \"99\"; garimpo rank and garimpo next show ids")
    options.item = nil
    options.count = 0
    #expect(notes.message { _ = try notes.project.log(options) }.hasPrefix("-n: found 0, expected"))
  }

  // MARK: Rounds

  @Test func `Rounds are listed with figures and how much of them was answered`() throws {
    let notes = try Self.filled()
    #expect(try notes.project.rounds().text(TextStyle()) == "There is no round yet; run garimpo round.\n")
    let first = try notes.round()
    let batch = first.result.batch.items.map(\.id)
    for id in batch.prefix(3) { try Self.give(notes, id, "no") }
    try Self.give(notes, batch[3], "skip")
    _ = try notes.round()
    let rounds = try notes.project.rounds().rounds
    #expect(rounds.map(\.round) == [1, 2] && rounds.map(\.asked) == [7, 7] && rounds.map(\.answered) == [3, 0])
    #expect(rounds[0].averagePrecision?.first == first.result.quality.averagePrecision.value)
    #expect(rounds[0].model == first.model && rounds[1].seed == 2)
    let lines = try notes.project.rounds().text(TextStyle()).split(separator: "\n").map(String.init)
    #expect(lines.count == 7 && lines.allSatisfy { $0.count <= 80 })
    #expect(lines[0].hasSuffix("  answered") && lines[1].hasSuffix("  3/7") && lines[2].hasSuffix("  0/7"))
    #expect(lines[3].hasSuffix("  ROC AUC  95 %"))
  }

  @Test func `A round is shown as it was printed, with what its batch is labelled now`() throws {
    let notes = try Self.filled()
    let round = try notes.round()
    let id = try #require(round.result.batch.items.first?.id)
    try Self.give(notes, id, "yes")
    let shown = try notes.project.show(round: 1)
    #expect(shown.answers == [id: "yes"] && shown.model == round.model && shown.labelPosition == 12)
    #expect(try JSONText.of(shown.result, pretty: false) == JSONText.of(round.result, pretty: false))
    let text = shown.text(TextStyle())
    #expect(text.contains("\nQuality on the ") && text.contains("\n  yes  \(id) ") && !text.contains("\nTime"))
    #expect(
      notes.message { _ = try notes.project.show(round: 2) }
        == "notes.garimpo: there is no round 2; the rounds are 1 to 1, garimpo rounds lists them")
  }

  // MARK: Items

  @Test func `An item is shown with everything that is known of it`() throws {
    let notes = try Self.filled()
    _ = try notes.round()
    try notes.importing(
      NotesProject.table { row, cells in row == 20 ? [cells[0], cells[1], "7", cells[3], cells[4]] : cells })
    try notes.project.write { try $0.add(DuplicatePair(item: 1, other: 21, kind: .near, similarity: 0.9)) }
    try Self.give(notes, "20", "no", note: "why not")
    let item = try notes.project.show(item: "20")
    #expect(item.title == "sand of river 20 bend 8" && item.label == "no")
    #expect(item.fields.map(\.name) == ["title", "views", "day"] && item.fields[1].value == .number(7))
    #expect(item.columns.map(\.name) == ["id", "title", "views", "day", "y"] && item.columns[2].text == "7")
    #expect(item.versions.map(\.importNumber) == [1, 2])
    #expect(item.answers.map(\.answer) == ["no"] && item.answers.first?.note == "why not")
    #expect(item.scores.map(\.round) == [1] && item.scores.first?.rank != nil)
    #expect(item.duplicates.map(\.id) == ["0"] && item.duplicates.first?.label == "yes")
    let text = item.text(TextStyle())
    for part in [
      "20, no", "Fields", "views  7", "Answers", "why not", "Scores", "round 1", "Duplicates", "near  0  yes",
      "Versions",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(
      notes.message { _ = try notes.project.show(item: "x") }
        == "notes.garimpo: there is no item with the id \"x\"; garimpo rank and garimpo next show ids")
  }

  // MARK: Annotators

  @Test func `Where nothing is to be settled that is all that is said`() throws {
    let reply = try Self.filled().project.annotators().onlyDisagreements()
    #expect(reply.text(TextStyle()) == "No disagreement is left to settle.\n")
    #expect(try reply.json().contains("\"annotators\"") == false)
  }

  @Test func `Agreement is measured between annotators and with oneself`() throws {
    let notes = try Self.filled()
    #expect(try NotesProject().project.annotators().text(TextStyle()) == "Nobody has answered yet.\n")
    for (id, mine, theirs) in [("20", "yes", "yes"), ("21", "no", "no"), ("22", "yes", "no"), ("23", "no", "no")] {
      try Self.give(notes, id, mine)
      try Self.give(notes, id, theirs, by: "rui")
    }
    try Self.give(notes, "24", "unsure", by: "rui")
    let reply = try notes.project.annotators()
    #expect(reply.annotators.map(\.name) == ["ana", "rui"])
    #expect(reply.annotators.map(\.answers) == [16, 5] && reply.annotators.map(\.yes) == [6, 1])
    #expect(reply.annotators.map(\.medianSeconds) == [3, nil] && reply.annotators.allSatisfy { $0.rechecks == nil })
    let pair = try #require(reply.pairs.first)
    #expect(pair.agreement.count == 4 && pair.agreement.observed.value == 0.75 && pair.agreement.kappa == 0.5)
    #expect(reply.disagreements.map(\.id) == ["22"] && reply.disagreements.first?.answers == ["ana: yes", "rui: no"])
    #expect(
      reply.onlyDisagreements().text(TextStyle()) == """
        To settle: garimpo label ID ANSWER --settle
          22 “sand of river 22 bend 0” ana: yes, rui: no

        """)
    #expect(reply.text(TextStyle()).hasSuffix("\n\n" + reply.onlyDisagreements().text(TextStyle())))
    #expect(reply.text(TextStyle()).contains("ana and rui: on 4 items the same answer on 75 %"))
  }

  @Test func `What was asked again blindly tells how far somebody agrees with oneself`() throws {
    let notes = try Self.filled()
    try notes.project.write { transaction in
      for (item, answer) in [(1, LabelEvent.Answer.yes), (2, .no), (3, .yes), (4, .unsure)] {
        var event = LabelEvent(
          item: Int64(item), version: Int64(item), answer: answer, annotator: "ana", at: NotesProject.start,
          source: "a test")
        event.asking = Asking(strategy: "recheck")
        _ = try transaction.append(event)
      }
    }
    // Items 0, 3, … are gold and were imported as yes: item 1 is yes, 2 and 3 are no.
    let rechecks = try #require(try notes.project.annotators().annotators.first?.rechecks)
    #expect(rechecks.count == 3 && abs(rechecks.observed.value - 2.0 / 3) < 1e-12)
  }

  @Test func `An answer that was taken back says nothing of agreement`() throws {
    let notes = try Self.filled()
    try notes.project.write { transaction in
      for (answer, isUndone) in [(LabelEvent.Answer.no, true), (.yes, false)] {
        var event = LabelEvent(
          item: 1, version: 1, answer: answer, annotator: "ana", at: NotesProject.start, source: "a test")
        event.asking = Asking(strategy: "recheck")
        event.position = try transaction.append(event)
        if isUndone { _ = try transaction.undo(event, at: NotesProject.start, source: "a test") }
      }
    }
    let ana = try #require(try notes.project.annotators().annotators.first)
    #expect(ana.rechecks?.count == 1 && ana.rechecks?.observed.value == 1)
  }

  static let medians: [(seconds: [Double], median: Double)] = [([1, 9, 2], 2), ([4, 1, 9, 2], 3), ([5], 5)]

  @Test(arguments: medians) func `The seconds are the median`(seconds: [Double], median: Double) throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    for (number, seconds) in seconds.enumerated() {
      var request = try AnswerRequest(id: "\(20 + number)", word: "no", annotator: "eva", source: "a test")
      request.seconds = seconds
      _ = try notes.project.label(request)
    }
    #expect(try notes.project.annotators().annotators.first { $0.name == "eva" }?.medianSeconds == median)
  }
}
