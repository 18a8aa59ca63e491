import GarimpoTabular
import Testing

@testable import GarimpoRecipes

@Suite struct ItemsTests {
  private static let importTime = Timestamp(secondsSince1970: 1_600_000_000)

  private static func items(_ yaml: String, _ names: [String], _ rows: [[String]]) throws -> (
    items: Items, report: CleaningReport
  ) {
    try Recipe(yaml: "name: test\n" + yaml, source: "test.yaml")
      .items(of: Table(columnNames: names, rows: rows), importTime: importTime)
  }

  @Test func `Without a key the id is a hash of the content, and a repeated row gets a number`() throws {
    let yaml = "item: { title: t }\nfields: { t: { column: t, kind: text }, b: { column: b, kind: text } }\n"
    let rows = [["a", "x"], ["b", "x"], ["a", "x"], [" a ", "x\n"], ["a", "y"]]
    let (items, report) = try Self.items(yaml, ["t", "b"], rows)
    let first = ContentHash.hexadecimal(ContentHash.of(["a", "x"]))
    #expect(items.ids[0] == first)
    #expect(items.ids[2] == "\(first)~2")
    #expect(items.ids[3] == "\(first)~3")
    #expect(items.ids[1] == ContentHash.hexadecimal(ContentHash.of(["b", "x"])))
    #expect(Set(items.ids).count == 5)
    #expect(
      report.warnings == [
        "2 items with the content of an earlier one: the id gets ~2, ~3 and so on; the first is \(first), records 4, 5"
      ])
    // The id does not depend on where the row stands.
    let moved = try Self.items(yaml, ["b", "t"], [["y", "a"], ["x", "a"]]).items
    #expect(moved.ids == [items.ids[4], first])
  }

  @Test func `Identity names what the hash is made of`() throws {
    let yaml = "item: { title: t, identity: [t, u] }\nfields: { b: { column: b, kind: text } }\n"
    let items = try Self.items(yaml, ["t", "u", "b"], [["a", "me", "1"], ["a", "you", "1"], ["a", "me", "2"]]).items
    #expect(items.ids[0] == ContentHash.hexadecimal(ContentHash.of(["a", "me"])))
    #expect(items.ids[2] == "\(items.ids[0])~2")
  }

  @Test func `Repeated and empty keys are reported and made different`() throws {
    let rows = [["7", "a"], ["7", "b"], ["", "c"], ["7~2", "d"], ["7", "e"]]
    let (items, report) = try Self.items("item: { key: id, title: t }\n", ["id", "t"], rows)
    #expect(items.ids == ["7", "7~2", ContentHash.hexadecimal(ContentHash.of(["c"])), "7~2~2", "7~3"])
    #expect(
      report.warnings == [
        "1 item with an empty key: the id is a hash of the content",
        "3 items with the key of an earlier one: the id gets ~2, ~3 and so on; the first is 7, records 3, 5, 6",
      ])
  }

  @Test func `A row with nothing but its key is dropped and counted`() throws {
    let yaml = "item: { key: id, title: t }\nlabel: { column: y, yes: 1, no: 0 }\n"
    let (items, report) = try Self.items(
      yaml, ["id", "t", "y", "other"], [["1", "a", "1", ""], ["2", " \u{A0}", "", "x"], ["3", "", "0", ""]])
    #expect(items.ids == ["1", "3"])
    #expect(items.sourceRows == [0, 2])
    #expect(items.titles == ["a", "3"])
    #expect(items.labels == [true, false])
    #expect((report.rowCount, report.emptyRowCount) == (3, 1))
    #expect(report.warnings == ["1 item without a title: shown by id"])
  }

  @Test func `A key that is also the title is content`() throws {
    let items = try Self.items("item: { key: t, title: t }\n", ["t"], [["a"], [" "], ["b"]]).items
    #expect(items.ids == ["a", "b"])
  }

  @Test func `Labels are read by the recipe's answers and the rest is reported`() throws {
    let yaml = "item: { title: t }\nlabel: { column: y, yes: [1, Sim], no: [0, não] }\n"
    let rows = [["a", "1"], ["b", "SIM "], ["c", "Não"], ["d", ""], ["e", "talvez"], ["f", "0"], ["g", "10"]]
    let (items, report) = try Self.items(yaml, ["t", "y"], rows)
    #expect(items.labels == [true, true, false, nil, nil, false, nil])
    let column = try #require(report.columns.first)
    #expect((column.field, column.column, column.missingCount, column.unreadCount) == ("label", "y", 1, 2))
    #expect(column.unreadExamples == [.init(record: 6, text: "talvez"), .init(record: 8, text: "10")])
    #expect(
      column.rules == [
        .init(name: "yes", count: 2, example: "1 → yes"), .init(name: "no", count: 2, example: "Não → no"),
      ])
  }

  @Test func `A table without labels can be scored`() throws {
    let recipe = try Recipe(
      yaml: "name: x\nitem: { title: t }\nlabel: { column: y, yes: 1, no: 0 }\n", source: "x")
    let table = Table(columnNames: ["t"], rows: [["a"]])
    let (items, report) = try recipe.items(of: table, importTime: Self.importTime, labelsRequired: false)
    #expect(items.labels == [nil])
    #expect(report.warnings == ["x:3:18: label.column: the table has no column \"y\"; its columns are \"t\""])
  }

  @Test func `Relative times count back from each row's own observation`() throws {
    let yaml = """
      locale: pt-BR
      item: { title: t }
      observed: { column: seen }
      fields: { day: { column: day, kind: date } }

      """
    let rows = [
      ["a", "2020-05-28", "há 2 dias"], ["b", "29/05/2020 12:00", "Estreou há 3 horas"], ["c", "?", "ontem"],
    ]
    let (items, report) = try Self.items(yaml, ["t", "seen", "day"], rows)
    guard case .date(let dates)? = items.field(named: "day")?.values else {
      Issue.record("day is no date")
      return
    }
    #expect(dates.map { $0?.description } == ["2020-05-26", "2020-05-29T09:00:00Z", "2020-09-12"])
    #expect(
      report.warnings == [
        "1 item without a readable observation time: the import time, 2020-09-13T12:26:40Z, is used",
        "1 item with day less than a day before the observation time: counted as 1 day old",
      ])
    #expect(report.columns.map(\.field) == ["observed", "day"])
  }

  @Test func `Dates after the observation are reported`() throws {
    let yaml = "item: { title: t }\nobserved: 2019-12-03\nfields: { day: { column: day, kind: date } }\n"
    let rows = [
      ["a", "2019-12-04"], ["b", "2019-12-03"], ["c", "2019-12-02"], ["d", "2020-01-01"], ["e", "20200231"],
    ]
    let (items, report) = try Self.items(yaml, ["t", "day"], rows)
    #expect(
      report.warnings == [
        "2 items with day after the observation time, such as 2019-12-04 observed 2019-12-03",
        "3 items with day less than a day before the observation time: counted as 1 day old",
      ])
    #expect(report.columns[0].unreadExamples == [.init(record: 6, text: "20200231")])
    #expect(items.observed.allSatisfy { $0.description == "2019-12-03" })
  }

  @Test func `Lines, parts and templates of a cell become fields, links and pictures`() throws {
    let yaml = """
      item:
        title: { column: page, line: 1 }
        link: { column: img, between: [/vi/, /], template: "https://youtu.be/{}" }
        picture: img
      fields:
        likes: { column: page, line: 2, kind: count, missing: [hidden] }
        last: { column: page, line: -1, kind: text }
        rest: { column: img, between: [vi, ""], kind: category }

      """
    let rows = [
      ["One\r\n\r\n  12  \r\n\nend", "https://x/vi/abc/0.jpg"], ["Two\nhidden", "https://x/other"], ["", "y/vi/z"],
    ]
    let (items, report) = try Self.items(yaml, ["page", "img"], rows)
    #expect(items.titles[0...1] == ["One", "Two"])
    #expect(items.links == ["https://youtu.be/abc", "", ""])
    #expect(items.pictures == ["https://x/vi/abc/0.jpg", "https://x/other", "y/vi/z"])
    guard case .number(let likes)? = items.field(named: "likes")?.values else {
      Issue.record("likes is no number")
      return
    }
    #expect(likes[0] == 12 && likes[1].isNaN && likes[2].isNaN)
    #expect(items.field(named: "last")?.values == .text(["end", "hidden", ""]))
    #expect(items.field(named: "rest")?.values == .category(["/abc/0.jpg", "", "/z"]))
    #expect(report.columns.map(\.missingCount) == [2, 1, 1])
  }

  @Test func `A spare column that is missing leaves its field empty and says so`() throws {
    let yaml = "item: { title: t }\nfields: { n: { column: n, kind: number }, g: { column: g, kind: tags } }\n"
    let (items, report) = try Self.items(yaml, ["t"], [["a"]])
    guard case .number(let numbers)? = items.field(named: "n")?.values else {
      Issue.record("n is no number")
      return
    }
    #expect(numbers.count == 1 && numbers[0].isNaN)
    #expect(items.field(named: "g")?.values == .tags([[]]))
    #expect(report.warnings.count == 2)
  }

  @Test func `Rules are listed by how often they read, with an example of each`() throws {
    let yaml = "item: { title: t }\nfields: { n: { column: n, kind: count, locale: pt-BR } }\n"
    let cells = ["1", "1.000", "2.000", "2.000", "3", "x", "", "Nenhuma visualização"]
    let report = try Self.items(yaml, ["t", "n"], cells.map { ["t", $0] }).report
    let column = try #require(report.columns.first)
    #expect(
      column.rules == [
        .init(name: "count with thousands dots", count: 3, example: "1.000 → 1000"),
        .init(name: "count without separators", count: 2, example: "1 → 1"),
        .init(name: "none, read as 0", count: 1, example: "Nenhuma visualização → 0"),
      ])
    #expect((column.missingCount, column.unreadCount) == (1, 1))
  }

  @Test(
    .enabled(if: SharedData.isThere),
    arguments: [
      ("systematic-reviews/Nagtegaal_2019.csv.gz", 2019, 101),
      ("systematic-reviews/van_de_Schoot_2017.csv.gz", 6189, 43),
      ("systematic-reviews/SYNERGY_van_der_Valk_2021.csv.gz", 725, 89),
    ])
  func `The papers recipe reads the systematic reviews`(path: String, count: Int, included: Int) throws {
    let table = try SharedData.table(path)
    let items = try Recipe.builtIn(named: "papers").items(of: table, importTime: Self.importTime).items
    #expect(items.count == count)
    #expect(items.labels.count { $0 == true } == included)
    #expect(Set(items.ids).count == count)
  }
}
