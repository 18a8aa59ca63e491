import GarimpoTabular
import Testing

@testable import GarimpoRecipes

/// Real youtube-dl output under the built-in recipe `yt-dlp`.
@Suite(.enabled(if: SharedData.isThere)) struct VideoDescriptionTests {
  private static func table() throws -> Table { try SharedData.table("youtube-jsonl/videos_youtube_dl.jsonl.gz") }

  @Test func `The recipe reads every date, count and list of youtube-dl`() throws {
    let recipe = try Recipe.builtIn(named: "yt-dlp")
    let (items, report) = try recipe.items(
      of: try Self.table(), importTime: Timestamp(secondsSince1970: 1_598_000_000), labelsRequired: false)
    #expect(items.count == 330)
    // 330 lines hold 303 different ids.
    #expect(Set(items.ids.map { $0.prefix { $0 != "~" } }).count == 303)
    #expect(items.ids[0] == "WFr2WgN9_xE")
    #expect(items.links[0] == "https://www.youtube.com/watch?v=WFr2WgN9_xE")
    func column(_ field: String) -> CleaningReport.Column? { report.columns.first { $0.field == field } }
    #expect(column("published")?.rules.map(\.name) == ["eight digits, year month day"])
    #expect(column("views")?.rules.map(\.name) == ["count without separators"])
    #expect(column("categories")?.rules.map(\.name) == ["JSON list"])
    #expect(column("tags")?.rules.map(\.name) == ["JSON list"])
    #expect(report.columns.allSatisfy { $0.unreadCount == 0 })
    #expect(column("likes")?.missingCount == 330)
    guard case .tags(let tags)? = items.field(named: "tags")?.values,
      case .number(let views)? = items.field(named: "views")?.values,
      case .date(let dates)? = items.field(named: "published")?.values
    else {
      Issue.record("tags, views and published are not what they should be")
      return
    }
    #expect(tags[0].first == "tech with tim" && tags[0].count == 11)
    #expect(views[0] == 242_713)
    #expect(dates[0]?.description == "2019-11-23")
  }

  @Test func `A proposal for the same file finds the key, the date and the lists`() throws {
    let table = try Self.table()
    let guess = RecipeGuess.guess(table)
    let recipe = try Recipe(yaml: guess.yaml, source: "guess.yaml")
    #expect(recipe.item.key?.column == "id")
    #expect(
      guess.reasons.first == "key id: the name says so, though 27 of 330 values are repeated")
    #expect(recipe.item.title.column == "title")
    #expect(recipe.field(named: "upload_date")?.kind == .date)
    #expect(recipe.field(named: "view_count")?.kind == .count)
    #expect(recipe.field(named: "tags")?.kind == .tags)
    #expect(recipe.field(named: "like_count") == nil)
    #expect(recipe.item.link?.column == "webpage_url")
    #expect(recipe.item.picture?.column == "thumbnail")
    #expect(try recipe.items(of: table, importTime: Timestamp(secondsSince1970: 0)).items.count == 330)
  }
}
