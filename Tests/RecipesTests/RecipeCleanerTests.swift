import Foundation
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
}
