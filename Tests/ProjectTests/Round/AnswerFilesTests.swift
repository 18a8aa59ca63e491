import Foundation
import GarimpoRecipes
import GarimpoTabular
import Testing

@testable import GarimpoProject

/// The way back: a batch is filled in and its answers join the table's.
struct AnswerFilesTests {
  private static let yaml = """
    name: notes
    item: { key: id, title: title }
    label: { column: y, yes: ["1"], no: ["0"] }
    observed: 2020-01-01
    fields:
      title: { column: title, kind: text }
    features:
      - tfidf: { field: title, min_documents: 1 }
    split: { by: random, validation_share: 30% }
    model: { random_forest: { trees: 20 } }
    batch: { hard: 2, random: 2 }

    """

  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "garimpo-answers-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// Twenty rows, ids 0 to 19: the first ten are labelled, every other one yes; titles of some look like formulas.
  private func table() throws -> String {
    let rows = (0..<20).map { row in
      [
        "\(row)", "\(row % 3 == 0 ? "=" : "")\(row % 2 == 0 ? "gold" : "sand") \(row)",
        row < 10 ? "\((row + 1) % 2)" : "",
      ]
    }
    return try write("table.csv", Table(columnNames: ["id", "title", "y"], rows: rows))
  }

  private func write(_ name: String, _ table: Table) throws -> String {
    var writer = CSVWriter(spreadsheetSafe: true)
    writer.append(table)
    try Data(writer.takeBytes()).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    return "\(folder)/\(name)"
  }

  private func round(_ table: String, answers: [String]) throws -> RoundOutcome {
    var request = RoundRequest(
      tablePath: table, recipe: try Recipe(yaml: Self.yaml, source: "notes.yaml"),
      importTime: Timestamp(secondsSince1970: 0))
    request.answerPaths = answers
    request.resampleCount = 100
    return try Round(request).run()
  }

  private func message(_ table: String, answers: [String]) throws -> String {
    do {
      _ = try round(table, answers: answers)
      return "no error"
    } catch let failure as Failure {
      return failure.description.replacingOccurrences(of: folder + "/", with: "")
    }
  }

  /// The batch as it was written, with answers in its label column, its rows in another order.
  private func filled(_ batch: Table, _ name: String, _ answer: (Int) -> String) throws -> String {
    let label = try #require(batch.column(named: "y"))
    let rows = (0..<batch.rowCount).reversed().map { row in
      (0..<batch.columnCount).map { $0 == label ? answer(row) : batch[row, $0] }
    }
    return try write(name, Table(columnNames: batch.columnNames, rows: rows))
  }

  @Test func `answers to a batch count as the table's own, and the batch after them asks others`() throws {
    let path = try table()
    let first = try round(path, answers: [])
    #expect(first.result.split.labelledCount == 10)
    let answered = try filled(first.batchTable, "filled.csv") { "\($0 % 2)" }
    let second = try round(path, answers: [answered])
    #expect(second.result.split.labelledCount == 14)
    #expect(second.result.split.poolCount == 6)
    #expect(second.result.source.warnings == ["answers from \(answered): 2 yes and 2 no, 4 of them new"])
    let asked = Set(first.result.batch.items.map(\.id))
    #expect(asked.isDisjoint(with: second.result.batch.items.map(\.id)))
    // Twice the same answers are no contradiction.
    let again = try round(path, answers: [answered, answered])
    #expect(again.result.split.labelledCount == 14)
    #expect(again.result.source.warnings.last == "answers from \(answered): 2 yes and 2 no, 0 of them new")
  }

  @Test func `a table without any label learns from answers alone`() throws {
    let rows = (0..<12).map { ["\($0)", $0 % 2 == 0 ? "gold \($0)" : "sand \($0)", ""] }
    let path = try write("bare.csv", Table(columnNames: ["id", "title", "y"], rows: rows))
    let answers = try write(
      "answers.csv",
      Table(columnNames: ["id", "title", "y"], rows: (0..<8).map { ["\($0)", "x \($0)", "\(($0 + 1) % 2)"] }))
    #expect(try round(path, answers: [answers]).result.split.labelledCount == 8)
  }

  @Test func `ids that are gone and cells that are no answer are told, blank cells are not`() throws {
    let path = try table()
    let answers = try write(
      "some.csv",
      Table(
        columnNames: ["id", "title", "y"],
        rows: [["11", "sand", "0"], ["99", "gone", "1"], ["12", "gold", "maybe"], ["13", "sand", ""]]))
    #expect(
      try round(path, answers: [answers]).result.source.warnings == [
        "answers from \(answers): 0 yes and 1 no, 1 of them new; 1 answer left out, as the table has no row with that id "
          + "(99); 1 cell left out, neither a yes nor a no"
      ])
  }

  @Test func `an answer that contradicts the table stops the round`() throws {
    let path = try table()
    let answers = try write(
      "other.csv",
      Table(columnNames: ["id", "title", "y"], rows: [["12", "a", "1"], ["0", "b", "0"], ["1", "c", "1"]]))
    #expect(
      try message(path, answers: [answers])
        == "other.csv: record 3 (id 0) says no, table.csv says yes; record 4 (id 1) says yes, table.csv says no; "
        + "correct one of the two")
  }

  @Test func `a batch that nobody filled in, and a file without the column, are refused`() throws {
    let path = try table()
    let blank = try write("blank.csv", Table(columnNames: ["id", "title", "y"], rows: [["12", "a", ""]]))
    #expect(
      try message(path, answers: [blank])
        == "blank.csv: no row is answered; fill the column \"y\" with yes and no as the recipe writes them")
    let without = try write("without.csv", Table(columnNames: ["id", "title"], rows: [["12", "a"]]))
    #expect(
      try message(path, answers: [without])
        == "without.csv: there is no column \"y\", which holds the answers; give the batch file that was filled in")
    #expect(try message(path, answers: ["\(folder)/none.csv"]) == "none.csv: no such file")
  }

  @Test func `a batch of a batch has our columns once`() throws {
    let first = try round(try table(), answers: [])
    let rows = (0..<20).map { ["\($0)", $0 % 2 == 0 ? "gold \($0)" : "sand \($0)", $0 < 10 ? "\(($0 + 1) % 2)" : ""] }
    let ours = ["p", "why", "rank", "inclusion_probability"]
    let merged = try write(
      "merged.csv",
      Table(columnNames: ["id", "title", "y"] + ours, rows: rows.map { $0 + ["0.5", "hard", "1", "1.0"] }))
    #expect(try round(merged, answers: []).batchTable.columnNames == first.batchTable.columnNames)
    // A column of the user's own that happens to be called p stays, and so does one that has our second choice.
    let own = try write(
      "own.csv", Table(columnNames: ["id", "title", "y", "p", "garimpo_p"], rows: rows.map { $0 + ["a", "b"] }))
    #expect(
      try round(own, answers: []).batchTable.columnNames
        == ["id", "title", "y", "p", "garimpo_p", "garimpo_garimpo_p", "why", "rank", "inclusion_probability"])
  }
}
