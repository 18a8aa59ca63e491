import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// `garimpo score`.
struct ScoreTests {
  /// The bytes that scoring `table` writes, and what is said about them.
  private static func scored(
    _ things: ThingsProject, _ table: String, name: String = "new.csv",
    _ change: (inout ScoreOptions) -> Void = { _ in }
  ) throws -> (text: String, reply: ScoredTable) {
    var options = ScoreOptions(table: try things.path(of: table, name: name))
    options.output = things.folder.appending(path: "scored").path
    options.replacesExisting = true
    options.threadCount = 1
    change(&options)
    let reply = try things.project.score(options)
    return (try things.text("scored"), reply)
  }

  /// What a project says of each id: the last cell of each row.
  private static func lastCells(_ text: String) -> [String: String] {
    var cells: [String: String] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let parts = line.split(separator: ",", omittingEmptySubsequences: false)
      cells[String(parts.first ?? "")] = String(parts.last ?? "")
    }
    return cells
  }

  @Test func `The scores of the table itself are those that the round kept, to the last bit`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let cells = Self.lastCells(try Self.scored(things, ThingsProject.table(0..<60)).text)
    #expect(cells.count == 60)
    try things.file.read { snapshot in
      for score in try snapshot.scores(ofRound: 1) {
        let id = try snapshot.item(score.item)?.key ?? ""
        #expect(cells[id].flatMap(Float.init).map(Double.init) == score.score, "\(id)")
      }
    }
  }

  @Test func `Rows come as they were and in their order, with p behind them`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let table = "key,title,published,size,page,note\nt0,red copper thing 0,2018-01-01,0,,\"a, b\"\n,,,,,\nx,=1+1,,7,,\n"
    let (text, reply) = try Self.scored(things, table)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 5 && lines[4].isEmpty)
    #expect(lines[0] == "key,title,published,size,page,note,p")
    #expect(lines[1].hasPrefix("t0,red copper thing 0,2018-01-01,0,,\"a, b\",0."))
    #expect(lines[2] == ",,,,,,")
    #expect(lines[3].hasPrefix("x,=1+1,,7,,,0."))
    #expect(reply.rowCount == 3 && reply.scoredCount == 2 && reply.round == 1)
    #expect(reply.warnings.isEmpty, "labels are not missed")
  }

  @Test func `Cells can be made safe for spreadsheets`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let table = "key,title,published,size,page,y\nx,=1+1,2019-01-01,7,,\n"
    #expect(try Self.scored(things, table).text.contains("\nx,=1+1,"))
    #expect(try Self.scored(things, table) { $0.isSpreadsheetSafe = true }.text.contains("\nx,'=1+1,"))
  }

  private static let lines = """
    {"key":"t0","title":"red copper thing 0","published":"2018-01-01","size":"3"}
    {"key":"t1","title":"blue \\"glass\\"","published":null,"size":7,"more":"ü"}
    {}
    {"key":"t3","title":"red","published":"2019-02-01","size":9}

    """

  @Test func `JSON Lines stay JSON Lines, with p as a number and nothing for what is missing`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let text = try Self.scored(things, Self.lines, name: "new.jsonl").text
    let written = text.split(separator: "\n").map(String.init)
    #expect(written.count == 4)
    #expect(
      written[0].hasPrefix(#"{"key":"t0","title":"red copper thing 0","published":"2018-01-01","size":"3","p":0."#))
    #expect(written[1].hasPrefix(#"{"key":"t1","title":"blue \"glass\"","size":"7","more":"ü","p":0."#))
    #expect(written[2] == #"{"p":null}"#)
    #expect(written[3].hasSuffix("}"))
  }

  @Test func `JSON Lines become CSV as long as no column comes late`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let text = try Self.scored(things, Self.lines, name: "new.jsonl") { $0.format = "csv" }.text
    #expect(text.hasPrefix("key,title,published,size,more,p\nt0,red copper thing 0,2018-01-01,3,,0."))
    let error = #expect(throws: Failure.self) {
      try Self.scored(things, Self.lines, name: "new.jsonl") {
        $0.format = "csv"
        $0.rowsPerPiece = 1
      }
    }
    #expect(
      error?.description.hasSuffix(
        "new.jsonl: record 2: the column \"more\" is new, but the header of the CSV file is written already; "
          + "say --format jsonl") == true)
    #expect(
      try Self.scored(things, ThingsProject.table(0..<3)) { $0.format = "jsonl" }.text.hasPrefix(#"{"key":"t0","#))
  }

  @Test func `Neither the size of the pieces nor the threads show`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    for (table, name) in [(ThingsProject.table(0..<40), "new.csv"), (Self.lines, "new.jsonl")] {
      let (whole, said) = try Self.scored(things, table, name: name)
      for (rows, threads) in [(1, 1), (2, 3), (3, 1), (7, 2), (39, 1), (40, 3), (41, 2)] {
        let (text, reply) = try Self.scored(things, table, name: name) {
          $0.rowsPerPiece = rows
          $0.threadCount = threads
        }
        #expect(text == whole, "\(rows) rows, \(threads) threads")
        #expect(try reply.json() == said.json(), "\(rows) rows, \(threads) threads")
      }
    }
  }

  @Test func `Where ids are hashes they stand beside the score, under a name that is free`() throws {
    let recipe = ThingsProject.recipe.replacing("key: key, ", with: "")
    let things = try ThingsProject(count: 60, recipe: recipe)
    try things.round()
    let text = try Self.scored(things, ThingsProject.table([0])).text
    let cells = text.split(separator: "\n")[1].split(separator: ",", omittingEmptySubsequences: false)
    #expect(text.hasPrefix("key,title,published,size,page,y,id,p\n"))
    #expect(try things.number(String(cells[6])) > 0, "the id is that of the item in the project")
    let taken = "id,title,published,size,p\n4,red,2019-01-01,2,x\n"
    #expect(try Self.scored(things, taken).text.hasPrefix("id,title,published,size,p,garimpo_id,garimpo_p\n4,red,"))
  }

  @Test func `An earlier round scores by its own model and recipe`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    try things.round { $0.overrides.treeCount = 3 }
    let first = try Self.scored(things, ThingsProject.table(0..<20)) { $0.round = 1 }
    let second = try Self.scored(things, ThingsProject.table(0..<20))
    #expect(first.reply.round == 1 && second.reply.round == 2 && first.text != second.text)
    #expect(first.reply.model != second.reply.model)
  }

  @Test func `What is missing is said, and is no error`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let (text, reply) = try Self.scored(things, "key,title,published,size,page,y\na,red,,,,\nb,blue,,7,,\n")
    #expect(text.split(separator: "\n").count == 3)
    #expect(
      reply.warnings == [
        "no row has anything readable in the column \"published\"", "size is missing in 1 of 2 items: taken as 0",
      ])
    var shown = reply
    shown.source = "new.csv"
    shown.output = "-"
    #expect(
      shown.text(TextStyle()) == """
        Scored new.csv by the model of round 1
          CSV, delimiter comma, UTF-8; 2 rows
          standard output: 2 rows
          no row has anything readable in the column "published"
          size is missing in 1 of 2 items: taken as 0

        """)
  }

  @Test func `A table without rows gives its header`() throws {
    let things = try ThingsProject(count: 60)
    try things.round()
    let (text, reply) = try Self.scored(things, "key,title,published,size,page,y\n")
    #expect(text == "key,title,published,size,page,y,p\n")
    #expect(reply.warnings == ["no row has content in a column that the recipe reads"])
  }

  static let wrong: [(table: String, change: @Sendable (inout ScoreOptions) -> Void, message: String)] = [
    (ThingsProject.header, { $0.format = "xml" }, "--format: found \"xml\", expected csv or jsonl"),
    (
      ThingsProject.header, { $0.round = 4 },
      "in memory: there is no round 4; the rounds are 1 to 1, garimpo rounds lists them"
    ),
    (
      ThingsProject.header, { $0.observed = "2020-01-01" },
      "--observed: recipe things says itself when its rows were observed; change it there"
    ),
    (
      ThingsProject.header + "a,b\n", { _ in },
      "FILE: record 2 (line 2): 2 fields, the header has 6; correct the record, or accept such records with --ragged pad; "
        + "lines above the header are skipped with --skip-lines"
    ),
    (
      "key,name\na,b\n", { _ in },
      "things.yaml:2:26: item.title: the table has no column \"title\"; its columns are \"key\", \"name\""
    ),
    (ThingsProject.header, { $0.output = $0.table }, "--output: FILE is the table that is read; give another name"),
  ]

  @Test(arguments: wrong.indices) func `What is wrong is named, and nothing is written`(_ index: Int) throws {
    let things = try ThingsProject(count: 12)
    try things.round()
    let case_ = Self.wrong[index]
    let error = #expect(throws: Failure.self) { try Self.scored(things, case_.table, case_.change) }
    let path = things.folder.appending(path: "new.csv").path
    #expect(error?.description.replacing(path, with: "FILE") == case_.message)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: things.folder.path).sorted() == ["new.csv", "table.csv"])
  }
}
