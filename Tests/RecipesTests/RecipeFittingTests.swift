import GarimpoTabular
import Testing

@testable import GarimpoRecipes

@Suite struct RecipeFittingTests {
  /// A row that the recipe of this name can read, by column.
  private static let cells: [String: [(column: String, cell: String)]] = [
    "youtube-watch-page": [
      ("", "7"), ("watch-title", "Rio"), ("og:image", "https://i.ytimg.com/vi/abc/x.jpg"), ("y", "1"),
      ("watch-time-text", "Publicado em 2 de nov. de 2018"), ("watch-view-count", "2.167 visualizações"),
      ("watch8-sentiment-actions", "2.167\n12"), ("og:description", "De barco"), ("watch7-headline", "Rio"),
      ("content_watch-info-tag-list", "Educação"), ("og:video:tag", "rio"), ("watch7-user-header", "Ana"),
      ("channel_link_0", "/channel/abc"), ("og:video:width", "1280"), ("og:video:height", "720"),
    ],
    "yt-dlp": [
      ("id", "abc"), ("title", "River"), ("thumbnail", "https://example.org/a.jpg"),
      ("webpage_url", "https://example.org/a"), ("label", "1"), ("description", "By boat"), ("upload_date", "20181102"),
      ("view_count", "2167"), ("like_count", "12"), ("uploader", "Ana"), ("categories", "[\"Education\"]"),
      ("tags", "[\"river\"]"), ("width", "1280"), ("height", "720"),
    ],
    "papers": [("title", "River"), ("abstract", "By boat"), ("label_included", "1")],
  ]

  private static func table(
    _ name: String, _ change: (_ column: String, _ cell: String) -> String? = { $1 }
  ) throws -> Table {
    let row = try #require(cells[name]).compactMap { pair in change(pair.column, pair.cell).map { (pair.column, $0) } }
    return Table(columnNames: ["further"] + row.map(\.0), rows: [["more"] + row.map(\.1)])
  }

  /// Of recipes that read the same columns the first is proposed.
  @Test(arguments: Recipe.builtInNames.filter { $0 != "youtube-watch-page-all" })
  func `A recipe fits a table with its columns, readable ones, and no table that lacks one`(_ name: String) throws {
    let whole = try Self.table(name)
    #expect(Recipe.builtIn(fitting: whole, label: nil)?.name == name)
    #expect(Recipe.builtIn(fitting: whole, label: "further")?.name == name)
    let recipe = try Recipe.builtIn(named: name)
    let label = try #require(recipe.label?.source.column)
    for column in whole.columnNames where column != "further" {
      let without = try Self.table(name) { $0 == column ? nil : $1 }
      #expect(Recipe.builtIn(fitting: without, label: nil)?.name == (column == label ? name : nil), "without \(column)")
      #expect(Recipe.builtIn(fitting: without, label: "further") == nil, "without \(column)")
    }
    let odd = try Self.table(name) { $0 == label ? "perhaps" : $1 }
    #expect(Recipe.builtIn(fitting: odd, label: nil) == nil)
    let unlabelled = try Self.table(name) { $0 == label ? "" : $1 }
    #expect(Recipe.builtIn(fitting: unlabelled, label: nil)?.name == name)
  }

  @Test func `A recipe of few columns may meet them by chance`() throws {
    #expect(try Recipe.builtInNames.map { try Recipe.builtIn(named: $0).isEvident } == [true, true, true, false])
  }

  @Test func `Where one cell in twenty may be unreadable, two may not`() throws {
    let row = ["River", "By boat", "1"]
    func table(_ oddCount: Int) -> Table {
      Table(
        columnNames: ["title", "abstract", "label_included"],
        rows: (0..<20).map { $0 < oddCount ? [row[0], row[1], "perhaps"] : row })
    }
    #expect(Recipe.builtIn(fitting: table(1), label: nil)?.name == "papers")
    #expect(Recipe.builtIn(fitting: table(2), label: nil) == nil)
  }
}
