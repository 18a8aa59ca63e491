import GarimpoTabular
import Testing

@testable import GarimpoRecipes

/// The seed's 1,184 rows under the built-in recipe. The golden file `expected_clean.csv` was made from the raw file by
/// rule, in Python, by the people who collected the data; the counts are those of the data folder's README.
@Suite(.enabled(if: SharedData.isThere)) struct SeedTests {
  private static func clean() throws -> (items: Items, report: CleaningReport, table: Table) {
    let table = try SharedData.table("youtube-seed/raw_data_with_labels.csv")
    let (items, report) = try Recipe.builtIn(named: "youtube-watch-page")
      .items(of: table, importTime: Timestamp(secondsSince1970: 0))
    return (items, report, table)
  }

  @Test func `Every row of the golden file comes out exactly`() throws {
    let (items, _, table) = try Self.clean()
    let golden = try SharedData.table("youtube-seed/expected_clean.csv")
    #expect(golden.columnNames == ["index", "date", "hours_ago", "kind", "views"])
    #expect(golden.rowCount == 1184)
    #expect(table.rowCount == 1184)
    guard case .date(let dates)? = items.field(named: "published")?.values,
      case .number(let views)? = items.field(named: "views")?.values
    else {
      Issue.record("published and views are not a date and a number")
      return
    }
    let dateReader = DateReader(locale: .portuguese("pt-BR"))
    let dateColumn = try #require(table.column(named: "watch-time-text"))
    var itemOfRow: [Int: Int] = [:]
    for (item, row) in items.sourceRows.enumerated() { itemOfRow[row] = item }
    for row in 0..<golden.rowCount {
      guard let item = itemOfRow[row] else {
        #expect(golden[row, 1].isEmpty && golden[row, 3].isEmpty && golden[row, 4].isEmpty, "row \(row)")
        continue
      }
      #expect(items.ids[item] == golden[row, 0])
      #expect(dates[item]?.description == golden[row, 1])
      #expect(golden[row, 2].isEmpty)
      #expect(views[item] == Double(golden[row, 4]))
      let reading = dateReader.date(CellText(table[row, dateColumn]).bytes, observed: items.observed[item])
      let kinds: [ReadingRule.Lead: String] = [.published: "published", .streamed: "live", .premiered: "premiered"]
      #expect(reading.flatMap { kinds[$0.rule.lead] } == golden[row, 3])
    }
  }

  @Test func `The report counts the anomalies that are known`() throws {
    let (items, report, _) = try Self.clean()
    #expect(report.rowCount == 1184)
    #expect(report.columns.allSatisfy { $0.unreadCount == 0 })
    #expect(report.warnings.isEmpty)
    #expect(report.emptyRowCount == 12)
    #expect(items.count == 1172)
    #expect(items.labels.count { $0 == true } == 67)
    #expect(items.labels.count { $0 == false } == 431)
    func rules(_ field: String) -> [String: Int] {
      let rules = report.columns.first { $0.field == field }?.rules ?? []
      return Dictionary(rules.map { ($0.name, $0.count) }) { $0 + $1 }
    }
    #expect(
      rules("views") == [
        "count with thousands dots": 713 + 3, "count without separators": 432 + 10, "none, read as 0": 14,
      ])
    #expect(
      rules("published") == [
        "published: day, month name, year": 1010, "streamed live: day, month name, year": 147,
        "premiered: day, month name, year": 15,
      ])
  }
}
