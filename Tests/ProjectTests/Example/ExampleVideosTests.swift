import Foundation
import GarimpoTabular
import Testing

@testable import GarimpoProject

@Suite struct ExampleVideosTests {
  static let table = ExampleVideos(rowCount: 1200, seed: 1).table()

  /// The rows of a table as arrays, without those that hold only their number.
  static func filled(_ table: Table) -> [[String]] {
    (0..<table.rowCount).map { row in (0..<table.columnCount).map { table[row, $0] } }
      .filter { $0.dropFirst().contains { !$0.isEmpty } }
  }

  static func column(_ name: String, of table: Table = table) throws -> [String] {
    let index = try #require(table.column(named: name))
    return filled(table).map { $0[index] }
  }

  @Test func `the header is the crawl's`() {
    #expect(
      Self.table.columnNames.joined(separator: ",")
        == ",watch-title,y,watch-view-count,watch-time-text,content_watch-info-tag-list,watch7-headline,"
        + "watch7-user-header,watch8-sentiment-actions,og:image,og:image:width,og:image:height,og:description,"
        + "og:video:width,og:video:height,og:video:tag,channel_link_0")
    #expect(Self.table.rowCount == 1200)
    #expect((0..<1200).allSatisfy { Self.table[$0, 0] == String($0) })
  }

  @Test func `the same seed gives the same table and another seed another`() {
    #expect(ExampleVideos(rowCount: 300, seed: 7).table() == ExampleVideos(rowCount: 300, seed: 7).table())
    #expect(ExampleVideos(rowCount: 300, seed: 7).table() != ExampleVideos(rowCount: 300, seed: 8).table())
  }

  @Test func `the first rows of the example are these on every machine`() {
    #expect(Self.table[0, 1] == "River Flood Challenge Walkthrough: Dashboards")
    #expect(Self.table[0, 3] == "61 visualizações")
    #expect(Self.table[1, 1] == "How We Placed 18th in the Ticket Routing Challenge")
    #expect(Self.table[1, 4] == "Publicado em 14 de mar. de 2019")
    #expect(Self.table[1, 2] == "1")
    #expect(Self.table[0, 16] == "/channel/UCYZkByArLxdlzDhygvYoUYt")
  }

  @Test func `the labels follow a taste, but not to the letter`() throws {
    let labelled = Self.filled(Self.table).filter { !$0[2].isEmpty }
    func share(_ words: String...) -> Double {
      let meant = labelled.filter { row in words.contains { row[1].contains($0) } }
      return Double(meant.filter { $0[2] == "1" }.count) / Double(max(1, meant.count))
    }
    let liked = share("Challenge", "Paper Reading", "Live Coding")
    #expect((0.2...0.7).contains(liked))
    #expect(share("Certification", "Salary", "Keynote") < 0.05)
  }

  @Test(arguments: [1, 2, 3, 5, 10, 99])
  func `a table of any size has that many rows`(rowCount: Int) {
    let table = ExampleVideos(rowCount: rowCount, seed: 3).table()
    #expect(table.rowCount == rowCount)
    #expect(table.columnCount == 17)
  }

  @Test(arguments: 1...8)
  func `two in five rows are labelled, about 13 percent of them yes, on both sides of the split`(seed: Int) throws {
    let table = ExampleVideos(rowCount: 1200, seed: UInt64(seed)).table()
    let y = try #require(table.column(named: "y"))
    let time = try #require(table.column(named: "watch-time-text"))
    let labelled = (0..<1200).filter { !table[$0, y].isEmpty }
    let positive = labelled.filter { table[$0, y] == "1" }
    #expect((480...504).contains(labelled.count))
    #expect((labelled.last ?? 0) < 504)
    #expect((0.10...0.16).contains(Double(positive.count) / Double(labelled.count)))
    func trains(_ row: Int) -> Bool {
      table[row, time].hasSuffix("2018")
        || ["jan", "fev", "mar"].contains { table[row, time].hasSuffix("\($0). de 2019") }
    }
    for side in [labelled.filter(trains), labelled.filter { !trains($0) }] {
      #expect(side.count > 150)
      #expect(side.filter { table[$0, y] == "1" }.count > 15)
    }
  }

  @Test func `small tables have both classes on both sides from a hundred rows on`() throws {
    let table = ExampleVideos(rowCount: 100, seed: 1).table()
    let positive = Self.filled(table).filter { $0[2] == "1" }.map { $0[4] }
    #expect(positive.contains { $0.hasSuffix("2018") })
    #expect(positive.contains { $0.hasSuffix("2019") })
  }

  @Test func `views are written in every way that the crawl met`() throws {
    let views = try Self.column("watch-view-count")
    func count(_ pattern: String) -> Int {
      views.filter { $0.range(of: "^\(pattern)$", options: .regularExpression) != nil }.count
    }
    #expect(count(#"Nenhuma visualização"#) == 14)
    #expect(count(#"1 visualização"#) == 10)
    #expect(count(#"[0-9]{1,3}\.[0-9]{3}\.[0-9]{3} visualizações"#) == 3)
    let plain = count(#"[0-9]{1,3} visualizações"#)
    let thousands = count(#"[0-9]{1,3}\.[0-9]{3} visualizações"#)
    #expect((350...550).contains(plain))
    #expect((600...800).contains(thousands))
    #expect(14 + 10 + 3 + plain + thousands == views.count)
  }

  @Test func `dates are written in every way and month that the crawl met`() throws {
    let times = try Self.column("watch-time-text")
    #expect(times.filter { $0.hasPrefix("Transmitido ao vivo em ") }.count == 149)
    #expect(times.filter { $0.hasPrefix("Estreou em ") }.count == 15)
    #expect(times.filter { $0.hasPrefix("Publicado em ") }.count == times.count - 164)
    let months = ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"]
    for month in months { #expect(times.contains { $0.contains(" de \(month). de 20") }, "\(month)") }
    #expect(times.contains("Publicado em 25 de nov. de 2019"))
    #expect(!times.contains { $0.contains("jan. de 2018") || $0.contains("dez. de 2019") })
  }

  @Test func `a day of the crawl is the right date`() {
    let expected = [(0, "8 de fev. de 2018"), (21, "1 de mar. de 2018"), (327, "1 de jan. de 2019")]
    for (row, date) in expected { #expect(ExampleDate(dayNumber: row).portuguese == date) }
    #expect(ExampleDate(dayNumber: 416).portuguese == "31 de mar. de 2019")
    #expect(ExampleDate(dayNumber: 416).isInTraining)
    #expect(ExampleDate(dayNumber: 417).portuguese == "1 de abr. de 2019")
    #expect(!ExampleDate(dayNumber: 417).isInTraining)
    #expect(ExampleDate(dayNumber: ExampleDate.dayCount - 1).portuguese == "25 de nov. de 2019")
    #expect(ExampleDate(dayNumber: 326).year == 2018)
    #expect(ExampleDate(dayNumber: 327).year == 2019)
  }

  @Test func `cells are missing, empty or foreign as often as in the crawl`() throws {
    #expect(Self.table.rowCount - Self.filled(Self.table).count == 12)
    #expect(try Self.column("og:video:tag").filter(\.isEmpty).count == 148)
    #expect(try Self.column("og:description").filter(\.isEmpty).count == 12)
    #expect(try Self.column("og:description").filter { $0 == " " }.count == 36)
    #expect(try Self.column("og:video:width").filter(\.isEmpty).count == 12)
    #expect(try Self.column("og:video:height").filter(\.isEmpty).count == 12)
    #expect(try Self.column("content_watch-info-tag-list").filter { $0.count > 60 }.count == 42)
    #expect(try Self.column("watch7-headline").filter { $0.contains("\n\n\n\n    ") }.count == 206)
    #expect(try Self.column("watch7-user-header").allSatisfy { $0.contains(String(repeating: "\n", count: 14)) })
    #expect(
      try Self.column("watch8-sentiment-actions").allSatisfy {
        $0.contains("\n\n\n\n\nGostou") || $0.contains("\n\n\n\n\n\n\n\n")
      })
  }

  @Test func `titles have the oddities of the crawl`() throws {
    let titles = try Self.column("watch-title")
    func count(_ holds: (String) -> Bool) -> Int { titles.filter(holds).count }
    func inScript(_ range: ClosedRange<UInt32>) -> Int {
      count { $0.unicodeScalars.contains { range.contains($0.value) } }
    }
    #expect(count { $0.unicodeScalars.count == 100 } == 22)
    #expect(count { $0.unicodeScalars.count > 100 || $0.isEmpty } == 0)
    #expect(count { $0.contains("\"") } == 12)
    #expect(count { $0.contains("  ") } == 30)
    #expect(count { $0.contains("\u{200B}") } == 1)
    #expect(count { $0.contains(",") } >= 96)
    #expect(inScript(0x0400...0x04FF) == 26)
    #expect(inScript(0x0E00...0x0E7F) + inScript(0x0900...0x097F) == 3)
    #expect(inScript(0x3040...0xD7A3) == 23)
    #expect(inScript(0x1F300...0x1FAFF) == 4)
    let shared = Dictionary(grouping: titles) { $0 }.values.filter { $0.count > 1 }
    #expect(shared.count == 4)
    #expect(shared.map(\.count).reduce(0, +) == 12)
  }

  @Test func `ids are unique and look like the site's`() throws {
    let images = try Self.column("og:image")
    #expect(Set(images).count == images.count)
    #expect(
      images.allSatisfy {
        $0.range(
          of: #"^https://i\.example\.org/vi/[A-Za-z0-9_-]{11}/(maxres|hq)default\.jpg$"#, options: .regularExpression)
          != nil
      })
    let channels = try Self.column("channel_link_0")
    #expect(channels.allSatisfy { $0.range(of: "^/channel/UC[A-Za-z0-9_-]{22}$", options: .regularExpression) != nil })
  }

  @Test func `a large example has no unfilled slot and no title twice but the shared ones`() throws {
    let titles = try Self.column("watch-title", of: ExampleVideos(rowCount: 6000, seed: 2).table())
    #expect(!titles.contains { $0.contains("{") || $0.contains("}") })
    #expect(titles.count - Set(titles).count == 60 - TitleGrammar.sharedTitles.count)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1.000"), (12_034, "12.034"), (1_000_007, "1.000.007"),
  ])
  func `thousands are divided by dots`(number: Int, text: String) {
    #expect(WatchPage.grouped(number) == text)
  }

  @Test(arguments: [
    (581, "581"), (9159, "9,15\u{A0}mil"), (1020, "1,02\u{A0}mil"), (2000, "2\u{A0}mil"), (40_520, "40,5\u{A0}mil"),
    (376_900, "376\u{A0}mil"), (1_234_567, "1,23\u{A0}mi"),
  ])
  func `subscribers are abbreviated`(number: Int, text: String) {
    #expect(WatchPage.abbreviated(number) == text)
  }

  @Test func `nothing is taken from the real crawl`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../../shared/data/youtube-seed/raw_data_with_labels.csv").standardizedFileURL
    guard let bytes = try? Data(contentsOf: file) else {
      print("SKIPPED: nothing is taken from the real crawl: no \(file.path)")
      return
    }
    // Titles without a comma stand between commas, the others between quotes: what lies between is enough to tell.
    let commas = bytes.split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\n") }
    let crawl = Set((commas + bytes.split(separator: UInt8(ascii: "\""))).map { String(decoding: $0, as: UTF8.self) })
    #expect(crawl.contains("2.167 visualizações"))
    for seed in 1...8 {
      let table = ExampleVideos(rowCount: 1200, seed: UInt64(seed)).table()
      for name in ["watch-title", "og:image", "channel_link_0"] {
        for value in try Self.column(name, of: table) { #expect(!crawl.contains(value), "\(value)") }
      }
    }
  }
}
