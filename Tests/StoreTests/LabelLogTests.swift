import GRDB
import GarimpoKernels
import Testing

@testable import GarimpoStore

struct LabelLogTests {
  @Test func `An entry can be neither changed nor removed`() throws {
    let project = try SmallProject()
    try project.answer(1, .yes)
    for sql in ["UPDATE label_event SET answer = 'no'", "DELETE FROM label_event", "DELETE FROM item_version"] {
      let error = #expect(throws: StoreError.self) {
        try project.file.withConnection { try $0.execute(sql: sql) }
      }
      #expect(error?.description.contains("is append-only") == true, "\(sql)")
    }
    #expect(try project.file.read { try $0.labelEvents() }.map(\.answer) == [.yes])
  }

  @Test func `An undo is an entry, and the answer before stands again`() throws {
    let project = try SmallProject()
    try project.answer(1, .yes)
    try project.answer(1, .no)
    func undo() throws -> LabelEvent? {
      try project.file.write { try $0.undo(annotator: "ana", at: SmallProject.start, source: "a test") }
    }
    #expect(try project.file.read { try $0.currentLabel(ofItem: 1) } == .no)
    #expect(try undo()?.answer == .no)
    #expect(try project.file.read { try $0.currentLabel(ofItem: 1) } == .yes)
    #expect(try undo()?.answer == .yes)
    #expect(try project.file.read { try $0.currentLabel(ofItem: 1) } == nil)
    #expect(try undo() == nil)
    #expect(try project.file.read { try $0.labelEvents() }.map(\.answer) == [.yes, .no, .undo, .undo])
  }

  @Test func `A request that is sent twice is stored once`() throws {
    let project = try SmallProject()
    var event = LabelEvent(
      item: 1, version: 1, answer: .yes, annotator: "ana", at: SmallProject.start, source: "a test")
    event.token = "k1"
    let first = try project.file.write { try $0.append(event) }
    let second = try project.file.write { try $0.append(event) }
    #expect(first == second)
    #expect(try project.file.read { try $0.labelPosition() } == 1)
  }

  @Test func `What is read back is what was written`() throws {
    let project = try SmallProject()
    var event = LabelEvent(
      item: 2, version: 2, answer: .unsure, annotator: "rui", at: SmallProject.start, source: "a test")
    event.seconds = 2.5
    event.note = "não sei"
    event.asking = Asking(strategy: "random", rank: 12, score: 0.25, inclusionProbability: 0.05, modelPosition: 0)
    event.position = try project.file.write { try $0.append(event) }
    #expect(try project.file.read { try $0.labelEvents(ofItem: 2) } == [event])
  }

  /// All histories of up to four answers by two annotators on one item, and random long ones on three.
  @Test func `The view and the sum in memory agree`() throws {
    var random = SplitMix64(seed: 1, stream: 0)
    let answers: [LabelEvent.Answer] = [.yes, .no, .unsure, .skip, .undo]
    for history in 0..<150 {
      let project = try SmallProject()
      for _ in 0..<(history % 12) {
        let annotator = random.next(below: 2) == 0 ? "ana" : "rui"
        let answer = answers[random.next(below: answers.count)]
        if answer == .undo {
          _ = try project.file.write { try $0.undo(annotator: annotator, at: SmallProject.start, source: "a test") }
        } else {
          try project.answer(
            Int64(1 + random.next(below: 3)), answer, by: annotator,
            settling: answer != .skip && random.next(below: 6) == 0)
        }
      }
      try project.file.read { snapshot in
        let state = try snapshot.labels()
        for item in project.items {
          let label = state.label(ofItem: item)
          let answers = state.answers(ofItem: item).map(\.position).sorted()
          #expect(try Self.viewed(item, snapshot) == label, "history \(history)")
          #expect(try snapshot.currentLabel(ofItem: item) == label)
          #expect(try snapshot.currentAnswers(ofItem: item).map(\.position) == answers)
          #expect(
            try Int64.fetchAll(
              snapshot.database, sql: "SELECT id FROM current_answer WHERE item = ? ORDER BY id", arguments: [item])
              == answers)
        }
      }
    }
  }

  /// What the view says of an item.
  private static func viewed(_ item: Int64, _ snapshot: Snapshot) throws -> CurrentLabel? {
    try String.fetchOne(
      snapshot.database, sql: "SELECT label FROM current_label WHERE item = ?", arguments: [item]
    ).flatMap(CurrentLabel.init(rawValue:))
  }

  @Test(arguments: ["current_answer", "current_label"])
  func `Whether an answer counts is looked up by item and annotator`(_ view: String) throws {
    let project = try SmallProject(count: 0)
    let plan = try project.file.withConnection { database in
      try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN SELECT * FROM \(view)").map { $0["detail"] as String }
    }
    #expect(plan.contains { $0.hasSuffix("USING INDEX label_event_of_item (item=? AND annotator=?)") }, "\(plan)")
  }

  @Test func `The log can be read as it stood`() throws {
    let project = try SmallProject()
    try project.answer(1, .yes)
    let position = try project.answer(2, .no)
    try project.answer(1, .no)
    let state = try project.file.read { try $0.labels(upTo: position) }
    #expect(state.label(ofItem: 1) == .yes && state.label(ofItem: 2) == .no && state.label(ofItem: 3) == nil)
  }

  @Test func `A disagreement is disputed until it is settled`() throws {
    let project = try SmallProject()
    func label() throws -> CurrentLabel? { try project.file.read { try $0.currentLabel(ofItem: 1) } }
    try project.answer(1, .yes, by: "ana")
    try project.answer(1, .skip, by: "rui")
    #expect(try label() == .yes, "a skip does not disagree")
    try project.answer(1, .no, by: "rui")
    #expect(try label() == .disputed)
    try project.answer(1, .no, by: "eva", settling: true)
    #expect(try label() == .no)
    _ = try project.file.write { try $0.undo(annotator: "eva", at: SmallProject.start, source: "a test") }
    #expect(try label() == .disputed)
  }
}
