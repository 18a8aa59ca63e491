import Foundation
import Testing

/// A terminal of 80 columns: what commands print about a project whose names and titles are long.
struct ScreenTests {
  private static let long = String(repeating: "a-long-name-", count: 6)
  private static let table = long + "things.csv"
  /// One name without a space and one with.
  private static let annotators = [long + "ana", String(repeating: "maria aparecida ", count: 5) + "bia"]

  private static func id(_ number: Int) -> String { "\(long)id-\(number)" }

  private static let recipe = """
    name: \(long)recipe
    item: { key: id, title: title }
    label: { column: y, yes: ["1"], no: ["0"] }
    observed: 2020-01-01
    fields:
      title: { column: title, kind: text }
      published: { column: published, kind: date }
      \(long)field: { column: kind, kind: category }
    features:
      - tfidf: title
      - category: \(long)field
    split: { by: published, train_before: 2019-01-01 }
    model: { random_forest: { trees: 20 } }
    batch: { hard: 2, random: 1 }

    """

  /// 24 things, the last two of which have the titles of the two before.
  private static func rows() -> String {
    TinyWorld.table(header: "id,title,published,y,kind") { number, date, label in
      let title = TinyWorld.title(number < 22 ? number : number - 2)
      return
        "\(id(number)),\(title) \(String(repeating: "and so on ", count: 20)),\(date),\(label),\(long)\(number % 2)"
    }
  }

  /// Wide lines of a run that did what it should: a word alone may be wide, and so may a command to copy.
  private static func wide(_ run: ProgramRun, _ arguments: [String]) -> [String] {
    #expect(run.status == 0, "\(arguments): \(run.errors)")
    return (run.output + run.errors).split(separator: "\n").map(String.init).filter { line in
      let text = line.drop { $0 == " " }
      return line.unicodeScalars.count > 80 && text.contains(" ") && !text.hasPrefix("garimpo ")
        && !text.hasPrefix("Next:  garimpo ")
    }
  }

  /// Answers what is asked, so that there is something to estimate from.
  private static func answerBatch(_ world: TinyWorld) throws {
    let asked = try world.run("next", "-n", "3", "--json")
    let values = try #require(try JSONSerialization.jsonObject(with: Data(asked.output.utf8)) as? [String: Any])
    let ids = try #require(values["items"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    #expect(ids.count == 3)
    for id in ids { #expect(try world.run("label", id, "no").status == 0) }
  }

  @Test func `No line is wider than 80 columns however long titles and names are`() throws {
    let world = try TinyWorld()
    try world.write(Self.recipe, to: Self.long + "recipe.yaml")
    try world.write(Self.rows(), to: Self.table)
    try FileManager.default.createDirectory(
      at: world.folder.appending(path: "safe"), withIntermediateDirectories: false)
    let (ana, bia) = (Self.annotators[0], Self.annotators[1])
    let note = String(repeating: "a note of words ", count: 8)
    let sheet = Self.long + "sheet.csv"
    for arguments in [
      ["init", Self.long + "project", "--recipe", Self.long + "recipe.yaml"], ["import", Self.table],
      ["next", "-n", "3", "-a", ana], ["label", Self.id(2), "yes", "-a", ana],
      ["label", Self.id(2), "no", "-a", bia, "--note", note], ["label", Self.id(5), "yes", "-a", bia],
      ["label", Self.id(5), "no", "-a", bia], ["undo", "-a", bia], ["annotators"], ["annotators", "--disagreements"],
      ["label", Self.id(2), "yes", "-a", ana, "--settle"], ["label", Self.id(5), "yes", "-a", ana],
      ["round", "--resamples", "100"], ["batch"],
      ["round", "--resamples", "100", "--report", Self.long + "report.html"],
      ["rounds", "use", "1", "--note", note, "-a", bia], ["rounds"], ["status"], ["log", "-n", "90"],
      ["log", "--item", Self.id(2)], ["log", "--of", bia], ["log", "--of", Self.long + " nobody " + Self.long],
      ["next"], ["show", Self.id(2)], ["show", Self.id(23)], ["show", "--round", "1"], ["replay"], ["rank"],
      ["rank", "--output", Self.long + "rank.csv"], ["score", Self.table, "--output", Self.long + "scored.csv"],
      ["evaluate", "--resamples", "100"], ["evaluate", "1", "--resamples", "100"],
      ["compare", "1", "2", "--resamples", "100"], ["estimate"], ["check-labels"], ["duplicates"],
      ["recipe", "list"], ["recipe", "check", Self.long + "recipe.yaml", "--table", Self.table],
      ["accounts", "add", ana, "--role", "owner"], ["accounts", "add", bia, "--role", "annotator"],
      ["accounts", "renew", bia], ["accounts", "remove", bia], ["accounts", "list"], ["labels", "export", sheet],
      ["labels", "import", sheet, "-a", ana], ["verify"], ["backup", "safe/\(Self.long).garimpo"],
      ["verify", "safe/\(Self.long).garimpo"], ["compact"], ["compact", "--keep-scores", "1", "--keep-models", "1"],
      ["example", Self.long + "example.csv"],
      ["round", Self.long + "example.csv", "--recipe", "youtube-watch-page", "--trees", "20", "--resamples", "100"],
    ] {
      if arguments == ["batch"] {
        try Self.answerBatch(world)
        continue
      }
      let run = try ProgramRun(arguments, in: world.folder)
      let wide = Self.wide(run, arguments)
      #expect(wide.isEmpty, "\(arguments): \(wide)")
    }
    let log = try world.run("log", "--of", ana).output
    #expect(log.hasPrefix("  time (UTC)        entry     by                what\n"))
  }
}
