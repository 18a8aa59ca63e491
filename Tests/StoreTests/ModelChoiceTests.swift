import GRDB
import Testing

@testable import GarimpoStore

/// Which round is in use, and by whose word.
struct ModelChoiceTests {
  private static func filled() throws -> ProjectFile {
    let file = try ProjectFile(inMemory: SmallProject.new)
    try SampleProject.fill(file)
    return file
  }

  @discardableResult
  private static func choose(
    _ round: Int64, of newest: Int64, in file: ProjectFile, note: String? = nil
  ) throws -> Int64 {
    try file.write {
      try $0.add(
        ModelChoice(round: round, newestRound: newest, annotator: "ana", at: SmallProject.start, note: note))
    }
  }

  /// The round in use, as the program and as the views have it.
  private static func current(_ file: ProjectFile) throws -> Int64? {
    let scored = try file.withConnection { try Int64.fetchAll($0, sql: "SELECT DISTINCT round FROM latest_score") }
    let round = try file.read { try $0.currentRound() }
    #expect(scored == round.map { [$0] } ?? [])
    return round
  }

  @Test func `The newest round is in use until another is chosen, and again when there is a newer one`() throws {
    let empty = try ProjectFile(inMemory: SmallProject.new)
    #expect(try Self.current(empty) == nil && empty.read { try $0.modelChoice() } == nil)

    let file = try Self.filled()
    #expect(try Self.current(file) == 2)
    #expect(try file.read { try $0.modelChoice() } == nil, "that of the newest changes nothing")

    let number = try Self.choose(1, of: 2, in: file, note: "round 2 had wrong labels")
    #expect(try Self.current(file) == 1)
    var choice = ModelChoice(
      round: 1, newestRound: 2, annotator: "ana", at: SmallProject.start, note: "round 2 had wrong labels")
    choice.id = number
    #expect(try file.read { try $0.modelChoice() } == choice)

    try SampleProject.addRound(3, to: file)
    #expect(try Self.current(file) == 3 && file.read { try $0.modelChoice() } == nil, "a newer round wins")
    for round: Int64 in [1, 2] {
      try Self.choose(round, of: 3, in: file)
      #expect(try Self.current(file) == round, "the latest choice wins")
    }
    try Self.choose(3, of: 3, in: file)
    #expect(try Self.current(file) == 3 && file.read { try $0.modelChoice() } == nil, "the newest takes it back")
    #expect(try file.read { try $0.modelChoices(newest: 3).map(\.round) } == [3, 2, 1])
    #expect(try file.read { try $0.modelChoices(newest: 99).map(\.id) } == [5, 4, 3, 2, 1])
  }

  @Test(arguments: [(9, 9), (1, 9), (2, 1)])
  func `Only rounds that there are, and none after the newest, can be chosen`(_ round: Int64, _ newest: Int64) throws {
    let file = try Self.filled()
    let error = #expect(throws: StoreError.self) { try Self.choose(round, of: newest, in: file) }
    guard case .refused = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try Self.current(file) == 2)
  }

  @Test func `Scores and model of a chosen round are kept when the file is compacted`() throws {
    let file = try Self.filled()
    for number in 3...5 { try SampleProject.addRound(number, to: file) }
    try Self.choose(2, of: 5, in: file)
    let report = try file.compact(keepingScoresOfLastRounds: 1, keepingModelsOfLastRounds: 1)
    #expect(report.droppedScoreCount == 3 * 30 && report.droppedModelCount == 3)
    try file.read { (snapshot) throws in
      #expect(try (1...5).filter { try snapshot.hasScores(ofRound: $0) } == [2, 5])
      #expect(try snapshot.model(2)?.bytes.count == 9000)
    }
    // When the choice is over they may go.
    try Self.choose(5, of: 5, in: file)
    #expect(try file.compact(keepingScoresOfLastRounds: 1).droppedScoreCount == 30)
  }
}
