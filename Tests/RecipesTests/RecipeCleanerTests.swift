import Foundation
import GarimpoKernels
import GarimpoTabular
import Testing

@testable import GarimpoRecipes

/// However a table is divided, its items and the report are the same.
struct RecipeCleanerTests {
  private static let now = Timestamp(secondsSince1970: 1_600_000_000)

  private static func pieces(
    _ bytes: [UInt8], _ name: String, _ recipe: Recipe, size: Int, labelsRequired: Bool = true
  ) throws -> (items: [Items], report: CleaningReport) {
    let chunks = try TableChunks(bytes: bytes, name: name, rowsPerChunk: size)
    var cleaner = RecipeCleaner(recipe: recipe, importTime: now, labelsRequired: labelsRequired)
    var items: [Items] = []
    while let rows = try chunks.next() { items.append(try cleaner.items(of: rows)) }
    return (items, try cleaner.finish())
  }

  private static let yaml = """
    name: notes
    item: { key: id, title: title, link: link }
    label: { column: y, yes: ["1"], no: ["0"] }
    observed: { column: seen }
    fields:
      title: { column: title, kind: text }
      views: { column: views, kind: count }
      day: { column: day, kind: date }
      tags: { column: tags, kind: tags }
    features:
      - number: views
      - tfidf: title
    split: { by: day, validation_share: 30% }

    """

  private static let text = """
    id,title,views,day,tags,link,y,seen
    1,one,"1,000",2020-09-01,a|b,http://x,1,2020-09-13
    2,,5 views,2020-10-01,,,0,
    ,three,many,,c,,,2020-09-12
    ,,,,,,,
    1,four,7,2020-09-13,,,maybe,never
    5,five,,2020-01-01,,,1,2020-09-13
    1,six,8,2020-01-01,,,,2020-09-13

    """

  @Test func `Items and report do not depend on the pieces`() throws {
    let recipe = try Recipe(yaml: Self.yaml, source: "notes.yaml")
    let table = try Table(bytes: Array(Self.text.utf8), name: "notes.csv")
    let (whole, report) = try recipe.items(of: table, importTime: Self.now)
    for size in 1...8 {
      let (pieces, again) = try Self.pieces(Array(Self.text.utf8), "notes.csv", recipe, size: size)
      #expect(again == report, "\(size) rows a piece")
      #expect(pieces.flatMap(\.ids) == whole.ids && pieces.flatMap(\.titles) == whole.titles)
      #expect(pieces.flatMap(\.labels) == whole.labels && pieces.flatMap(\.observed) == whole.observed)
      #expect(pieces.flatMap(\.links) == whole.links)
    }
    #expect(whole.count == 6 && whole.ids[3] == "1~2" && whole.ids[5] == "1~3" && whole.ids[2].count == 16)
  }

  @Test func `The seed's table is cleaned alike`() throws {
    guard SharedData.isThere else { return }
    let path = SharedData.folder.appending(path: "youtube-seed/raw_data_with_labels.csv")
    let recipe = try Recipe.builtIn(named: "youtube-watch-page")
    let (_, report) = try recipe.items(of: try Table(path: path.path), importTime: Self.now)
    let bytes = Array(try Data(contentsOf: path))
    #expect(try Self.pieces(bytes, "raw.csv", recipe, size: 100).report == report)
  }

  @Test(arguments: [
    ("id,views,y\n1,2,1\n", "title"), ("id,title,views,day,y,seen\n7,,,,,\n", "row"), ("", "empty"),
    ("id,title,views,day,y,seen\n1,a,x,2020-01-01,1,2020-01-01\n2,b,z,2020-01-01,1,2020-01-01\n", "views"),
    ("id,title,views,day,y,seen\n1,a,1,2020-01-01,?,2020-01-01\n2,b,2,2020-01-01,!,2020-01-01\n", "y"),
  ]) func `What a whole table lacks is the same error`(text: String, word: String) throws {
    let recipe = try Recipe(yaml: Self.yaml, source: "notes.yaml")
    func message(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "no error"
      } catch { return "\(error)" }
    }
    let whole = message {
      _ = try recipe.items(of: try Table(bytes: Array(text.utf8), name: "notes.csv"), importTime: Self.now)
    }
    #expect(whole != "no error" && whole.contains(word), "\(whole)")
    for size in 1...3 {
      #expect(message { _ = try Self.pieces(Array(text.utf8), "notes.csv", recipe, size: size) } == whole)
    }
  }

  @Test func `A column that comes up late in JSON Lines is no error`() throws {
    let recipe = try Recipe(
      yaml: """
        name: late
        item: { title: title }
        fields:
          title: { column: title, kind: text }
          views: { column: views, kind: count }
        features: [{ number: views }]

        """, source: "late.yaml")
    let text = #"{"title":"a"}"# + "\n" + #"{"title":"b","views":"3"}"# + "\n"
    let (items, report) = try Self.pieces(Array(text.utf8), "late.jsonl", recipe, size: 1, labelsRequired: false)
    #expect(items.count == 2 && report.columns.map(\.missingCount) == [0, 1])
    #expect(throws: RecipeError.self) {
      try Self.pieces(Array(#"{"title":"a"}"#.utf8), "late.jsonl", recipe, size: 1, labelsRequired: false)
    }
  }

  @Test func `Ids stay as they come where somebody else numbers them`() throws {
    let recipe = try Recipe(yaml: Self.yaml, source: "notes.yaml")
    var cleaner = RecipeCleaner(recipe: recipe, importTime: Self.now, numbersRepeatedIDs: false)
    let items = try cleaner.items(of: try Table(bytes: Array(Self.text.utf8), name: "notes.csv"))
    #expect(items.ids.filter { $0 == "1" }.count == 3)
    #expect(try cleaner.finish().warnings.allSatisfy { !$0.contains("~2") })
  }

  @Test(arguments: [
    ("observed: 2019-12-03", [1_575_331_200, 1_575_331_200]), ("observed: import time", [10, 20]),
    ("observed: { column: seen }", [1_599_955_200, 20]),
  ]) func `Rows that are known keep their ids and have no labels`(observed: String, times: [Int64]) throws {
    let recipe = try Recipe(
      yaml: Self.yaml.replacingOccurrences(of: "observed: { column: seen }", with: observed), source: "notes.yaml")
    let table = try Table(
      bytes: Array("id,title,views,day,y,seen\n1,a,3,2020-01-01,1,2020-09-13\n1,,4,2020-01-01,?,\n".utf8), name: "k.csv"
    )
    let known = KnownRows(
      ids: ["x", "y"], observed: [Timestamp(secondsSince1970: 10), Timestamp(secondsSince1970: 20)])
    let (items, report) = try recipe.items(of: table, known: known)
    #expect(items.ids == ["x", "y"] && items.titles == ["a", "y"] && items.labels == [nil, nil])
    #expect(items.observed.map(\.secondsSince1970) == times)
    #expect(!report.columns.contains { $0.field == "label" })
  }

  @Test func `JSON Lines whose columns come up late are reported like the whole`() throws {
    let lines = [
      #"{"id":"1","title":"a"}"#, #"{"id":"2","title":"b","views":"3"}"#, #"{"id":"3","title":"c"}"#,
      #"{"id":"4","title":"d","seen":"2020-09-13","y":"1"}"#, #"{"day":"2020-09-30","title":"e","y":"maybe"}"#,
      #"{"id":"6","title":"f","tags":["x"],"link":"http://x"}"#,
    ]
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let recipe = try Recipe(yaml: Self.yaml, source: "notes.yaml")
    let (whole, report) = try recipe.items(of: try Table(bytes: bytes, name: "late.jsonl"), importTime: Self.now)
    #expect(report.columns.first { $0.field == "label" }?.missingCount == 4)
    for size in 1...6 {
      let (pieces, again) = try Self.pieces(bytes, "late.jsonl", recipe, size: size)
      #expect(again == report, "\(size) rows a piece")
      #expect(pieces.flatMap(\.labels) == whole.labels && pieces.flatMap(\.ids) == whole.ids)
    }
  }

  @Test func `Random tables are cleaned alike in pieces, or refused alike`() throws {
    let recipe = try Recipe(yaml: Self.yaml, source: "notes.yaml")
    var random = SplitMix64(seed: 6, stream: 0)
    let cells: [String: [String]] = [
      "id": ["1", "2", "", "1~2"], "title": ["a", "b", "", " "], "views": ["1", "1,000", "many", ""],
      "day": ["2020-01-01", "2020-12-01", "yesterday", "?", ""], "tags": ["a, b", "[", ""], "link": ["http://x", ""],
      "y": ["1", "0", "1.0", "maybe", ""], "seen": ["2020-09-13", "2 days ago", "?", ""], "other": ["x", ""],
    ]
    var counts = (read: 0, refused: 0)
    for number in 0..<300 {
      let names = cells.keys.sorted().filter { _ in random.next(below: 16) > 0 }
      let isLines = number % 2 == 0
      var text = isLines ? "" : names.joined(separator: ",") + "\n"
      for _ in 0..<random.next(below: 9) {
        let row = names.map { name in (name, cells[name]?[random.next(below: cells[name]?.count ?? 1)] ?? "") }
        let members = row.filter { _ in random.next(below: 3) > 0 }.map { "\"\($0)\":\"\($1)\"" }
        text +=
          isLines ? "{\(members.joined(separator: ","))}\n" : row.map { "\"\($1)\"" }.joined(separator: ",") + "\n"
      }
      let name = isLines ? "r.jsonl" : "r.csv"
      let (required, bytes) = (random.next(below: 2) == 0, Array(text.utf8))
      do {
        let table = try Table(bytes: bytes, name: name)
        let (whole, report) = try recipe.items(of: table, importTime: Self.now, labelsRequired: required)
        counts.read += 1
        for size in 1...4 {
          let (pieces, again) = try Self.pieces(bytes, name, recipe, size: size, labelsRequired: required)
          #expect(again == report && pieces.flatMap(\.ids) == whole.ids, "\(text), \(size) rows a piece")
          #expect(pieces.flatMap(\.labels) == whole.labels && pieces.flatMap(\.titles) == whole.titles)
          #expect(pieces.flatMap(\.observed) == whole.observed)
        }
      } catch {
        counts.refused += 1
        for size in 1...4 {
          do {
            _ = try Self.pieces(bytes, name, recipe, size: size, labelsRequired: required)
            Issue.record("\(error): not with \(size) rows a piece")
          } catch let other {
            #expect("\(other)" == "\(error)", "\(text), \(size) rows a piece")
          }
        }
      }
    }
    #expect(counts.read > 50 && counts.refused > 50)
  }

  @Test func `What was observed a while before import is not moved again`() throws {
    let recipe = try Recipe(yaml: Self.yaml, source: "notes.yaml")
    let text = "id,title,views,day,y,seen\n1,a,3,2020-01-01,1,2 days ago\n2,b,4,2020-01-01,1,2020-09-10\n"
    let table = try Table(bytes: Array(text.utf8), name: "k.csv")
    let imported = try recipe.items(of: table, importTime: Self.now).items
    #expect(imported.observed.map(\.description) == ["2020-09-11T12:26:40Z", "2020-09-10"])
    let (items, report) = try recipe.items(
      of: table, known: KnownRows(ids: imported.ids, observed: imported.observed))
    #expect(items.observed == imported.observed && items.fields == imported.fields)
    #expect(report.columns.first { $0.field == "observed" }?.unreadCount == 0)
  }

  @Test func `Rows that are known need neither key nor label`() throws {
    let recipe = try Recipe(yaml: Self.yaml, source: "notes.yaml")
    let text = "title,views,day,seen,tags,link\na,3,2020-01-01,2020-09-13,t,l\nb,4,2020-01-01,never,t,l\n"
    let table = try Table(bytes: Array(text.utf8), name: "k.csv")
    let time = Timestamp(secondsSince1970: 1_600_000_000)
    let (items, report) = try recipe.items(of: table, known: KnownRows(ids: ["x", "y"], observed: [time, time]))
    #expect(items.ids == ["x", "y"] && items.observed.map(\.description) == ["2020-09-13", "2020-09-13T12:26:40Z"])
    #expect(
      report.warnings == [
        "1 item without a readable observation time: the time known from the import is used"
      ])
  }

  @Test func `Rows that are known still need the columns of title and features`() throws {
    let recipe = try Recipe(yaml: Self.yaml, source: "notes.yaml")
    let table = Table(
      columnNames: ["id", "title", "y", "day", "seen"], rows: [["1", "a", "1", "2020-01-01", "2020-01-02"]])
    let error = #expect(throws: RecipeError.self) {
      try recipe.items(of: table, known: KnownRows(ids: ["1"], observed: [Self.now]))
    }
    #expect(
      error?.description
        == "notes.yaml:7:20: fields.views.column: the table has no column \"views\"; its columns are \"id\", \"title\", "
        + "\"y\", \"day\", \"seen\"")
  }
}
