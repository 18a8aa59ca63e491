import Foundation
import GarimpoTabular
import Testing

@testable import GarimpoRecipes

@Suite struct RecipeGuessTests {
  /// The proposal for a table, its recipe and the items that the recipe makes of the same table.
  private static func run(_ table: Table) throws -> (guess: RecipeGuess, recipe: Recipe, items: Items) {
    let guess = RecipeGuess.guess(table)
    let recipe = try Recipe(yaml: guess.yaml, source: "guess.yaml")
    let result = try recipe.items(of: table, importTime: Timestamp(secondsSince1970: 0))
    return (guess, recipe, result.items)
  }

  @Test func `A small table with a Portuguese count, a date and answers is described line by line`() throws {
    var rows: [[String]] = []
    for number in 1...30 {
      rows.append([
        "\(number)", "Vídeo número \(number) sobre dados", "\(number).\(number + 100) visualizações",
        "\(number % 28 + 1) de mar. de 2019", number % 3 == 0 ? "" : number % 2 == 0 ? "1" : "0",
        "https://example.org/\(number).jpg", ["Educação", "Música"][number % 2], "x",
      ])
    }
    let table = Table(columnNames: ["", "titulo", "views", "publicado", "y", "capa", "tema", "fonte"], rows: rows)
    let (guess, _, items) = try Self.run(table)
    #expect(
      guess.yaml == """
        # Proposed by looking at 30 rows and 8 columns. Read it, correct it, keep it.
        name: my-table

        item:
          key: ""  # the first column has no name, as an index has, and all 30 values are different
          title: titulo  # the name says so, and 30 different texts in 30 cells, 29 bytes on average
          picture: capa  # 100 % of the cells are addresses of pictures

        label: { column: "y", yes: ["1"], no: ["0"] }  # holds only "0" and "1", 66 % of the rows have one, and the name says so

        observed: 2019-03-29  # the day after the latest publicado, 2019-03-28; put the day here on which the rows were collected

        fields:
          title: { column: titulo, kind: text }  # 30 different texts in 30 cells, 29 bytes on average
          views: { column: views, kind: count, locale: pt-BR }  # 100 % of 30 cells read as count in pt-BR
          publicado: { column: publicado, kind: date, locale: pt-BR }  # 100 % of 30 cells read as date in pt-BR
          tema: { column: tema, kind: category }  # 2 different values in 30 cells
          # fonte is left out: every cell has the same value

        features:
          - number: views
            transform: log
          - ratio: [views, "days since publicado"]
            transform: log
          - category: tema
            min_count: 2
          - tfidf: { fields: [title], min_documents: 2, sublinear: true }

        split: { by: publicado, validation_share: 30% }  # there is a date, so the latest 30 % validate: a model is to judge the future
        model: { random_forest: { trees: 1000, class_weight: balanced } }
        batch: { hard: 70, random: 30 }

        """)
    #expect(
      guess.reasons.first
        == "key the column without a name: the first column has no name, as an index has, and all 30 values are different"
    )
    #expect(items.count == 30)
    #expect(guess == RecipeGuess.guess(table))
    #expect(items.field(named: "views")?.values.count == 30)
  }

  /// What must be found in each real table: the columns of the roles, and a field with its kind.
  static let real: [(path: String, key: String?, title: String, label: String?, split: String, features: Int)] = [
    ("youtube-seed/raw_data_with_labels.csv", "", "watch-title", "y", "watch_time_text", 8),
    ("youtube-seed/active_labels1_done.csv", "", "watch-title", "y", "watch_time_text", 9),
    ("text/hacker_news.csv.gz", "id", "title", nil, "created_at", 5),
    ("text/SMSSpamCollection.tsv.gz", nil, "column2", "column1", "random", 1),
    ("systematic-reviews/Nagtegaal_2019.csv.gz", "record_id", "title", "label_included", "random", 1),
    ("systematic-reviews/SYNERGY_van_der_Valk_2021.csv.gz", nil, "title", "label_included", "random", 1),
    ("systematic-reviews/van_de_Schoot_2017.csv.gz", "record_id", "title", "label_included", "year", 3),
  ]

  @Test(.enabled(if: SharedData.isThere), arguments: real)
  func `A real table is described so that it can be used`(
    path: String, key: String?, title: String, label: String?, split: String, features: Int
  ) throws {
    var options = TableOptions()
    if path.contains("SMS") { (options.header, options.quoting) = (.absent, .none) }
    let table = try SharedData.table(path, options: options)
    let (_, recipe, items) = try Self.run(table)
    #expect(recipe.item.key?.column == key)
    #expect(recipe.item.title.column == title)
    #expect(recipe.label?.source.column == label)
    switch recipe.split {
    case .latest(let field, let share): #expect(field == split && share == 0.3)
    case .random(let share): #expect(split == "random" && share == 0.3)
    default: Issue.record("a split that is not proposed")
    }
    #expect(recipe.features.count == features)
    #expect(items.count > 0)
    #expect(Set(items.ids).count == items.count)
  }

  @Test(.enabled(if: SharedData.isThere))
  func `The dates of Hacker News are found to have the month first`() throws {
    let recipe = try Self.run(try SharedData.table("text/hacker_news.csv.gz")).recipe
    #expect(recipe.field(named: "created_at")?.order == "mdy")
    #expect(recipe.item.link?.column == "url")
  }

  @Test(.enabled(if: SharedData.isThere))
  func `Every hostile table that can be read gets a recipe that parses`() throws {
    let folder = SharedData.folder.appending(path: "csv-torture")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var (tables, used) = (0, 0)
    while let file = files?.nextObject() as? URL {
      guard !file.hasDirectoryPath, let table = try? Table(path: file.path) else { continue }
      tables += 1
      let recipe = try Recipe(yaml: RecipeGuess.guess(table).yaml, source: "guess.yaml")
      do {
        if try recipe.items(of: table, importTime: Timestamp(secondsSince1970: 0)).items.count > 0 { used += 1 }
      } catch RecipeError.noItems {
        continue
      }
    }
    #expect(tables > 50)
    #expect(used > 40)
  }

  static let small: [(names: [String], rows: [[String]])] = [
    ([], []), ([""], []), ([""], [[""]]), (["a"], [["x"]]), (["a"], [["1"], ["2"]]),
    (["a", "b"], [["", ""], ["", ""]]),
    (["y"], [["1"], ["0"]]), (["yes", "no: \"#"], [["\u{7}", "\u{85}\u{2028}"], ["{", "- a: &b *c"]]),
    (["id"], [["1"], ["1"]]), (["date"], [["01/02/2020"], ["03/04/2020"]]), (["x"], [["["], ["[\"a\"]"]]),
    (["days since a"], [["1"], ["2"]]), (["random"], [["2020-01-01"], ["2020-01-02"]]),
    (["tab\there", "new\nline"], [["a b", "c d"], ["e f", "g h"]]),
  ]

  @Test(arguments: small) func `A tiny or odd table gets a recipe that parses`(names: [String], rows: [[String]]) throws
  {
    let table = Table(columnNames: names, rows: rows)
    let recipe = try Recipe(yaml: RecipeGuess.guess(table, name: "a: b").yaml, source: "guess.yaml")
    #expect(recipe.name == "a: b")
    do {
      _ = try recipe.items(of: table, importTime: Timestamp(secondsSince1970: 0))
    } catch RecipeError.noItems {
    } catch RecipeError.missingColumn where names.isEmpty {
    }
  }

  /// Rows with a text of several words, and other columns by the number of the row.
  private static func table(_ names: [String], _ cells: (Int) -> [String]) -> Table {
    Table(columnNames: ["text"] + names, rows: (0..<40).map { ["a text with number \($0)"] + cells($0) })
  }

  @Test func `A partly blank column of two answers is the label, not a feature`() throws {
    let recipe = try Self.run(Self.table(["popular"]) { [["1", "0", ""][$0 % 3]] }).recipe
    #expect(recipe.label?.source.column == "popular")
    #expect(recipe.fields.map(\.source.column) == ["text"])
  }

  @Test func `Of two columns of answers without a telling name neither is chosen and neither is a feature`() throws {
    let (guess, recipe, _) = try Self.run(
      Self.table(["a", "b"]) { [["1", "0", ""][$0 % 3], ["1", "0", ""][$0 % 3]] })
    #expect(recipe.label == nil)
    #expect(recipe.fields.map(\.source.column) == ["text"])
    #expect(
      guess.reasons.contains(
        "no label: nothing says that a column of two answers is the label: a, b; name yours here"))
    #expect(guess.yaml.contains("  # b is left out: it holds only "))
  }

  @Test func `Answers in either case and with or without the accent are a label`() throws {
    let words = ["Sim", "sim", "NÃO", "não", "nao", ""]
    let (_, recipe, items) = try Self.run(Self.table(["y"]) { [words[$0 % 6]] })
    #expect(recipe.label?.source.column == "y")
    #expect(Array(items.labels.prefix(6)) == [true, true, false, false, false, nil])
    #expect(recipe.fields.map(\.source.column) == ["text"])
  }

  @Test(arguments: ["", "garimpo_"]) func `The columns of a batch are no features`(prefix: String) throws {
    let names = ["p", "why", "rank", "inclusion_probability"].map { prefix + $0 }
    let recipe = try Self.run(
      Self.table(names + ["y"]) { ["0.\($0 + 10)", ["uncertain", "random"][$0 % 2], "\($0)", "0.5", "\($0 % 2)"] }
    ).recipe
    #expect(recipe.fields.map(\.source.column) == ["text"])
  }

  @Test func `A title whose texts repeat is a text with a feature`() throws {
    let rows = (0..<200).map { ["a title with number \($0 / 2)"] }
    let recipe = try Self.run(Table(columnNames: ["title"], rows: rows)).recipe
    #expect(recipe.item.title.column == "title")
    #expect(recipe.features.count == 1)
    #expect(recipe.field(named: "title")?.kind == .text)
  }

  @Test(
    arguments: [
      (2_000, false, "2000 rows"), (2_001, false, "1001 of 2001 rows"), (2_000, true, "the first 2000 rows"),
      (5_000, true, "1667 of the first 5000 rows"),
    ])
  func `A proposal from some of the rows says so`(rowCount: Int, isBeginning: Bool, rows: String) {
    let table = Table(columnNames: ["title"], rows: (0..<rowCount).map { ["a title with number \($0)"] })
    let lines = RecipeGuess.guess(table, isBeginning: isBeginning).yaml.split(separator: "\n")
    #expect(lines[0] == "# Proposed by looking at \(rows) and 1 column. Read it, correct it, keep it.")
    let isSample = rows.contains(" of ")
    #expect(
      lines[1]
        == (isSample
          ? "# The rows looked at are spread evenly; cells are counted in these, not in the whole table."
          : "name: my-table"))
  }

  @Test func `One of a thing is spoken of in the singular`() {
    let guess = RecipeGuess.guess(Table(columnNames: ["title"], rows: [["a b c"]]))
    #expect(guess.yaml.hasPrefix("# Proposed by looking at 1 row and 1 column. Read it"))
    #expect(guess.reasons.contains("field title: 1 text in 1 cell, 5 bytes on average"))
  }

  @Test func `Dates that fit both orders are proposed with a warning`() throws {
    let table = Table(columnNames: ["text", "date"], rows: (1...9).map { ["text \($0)", "0\($0)/0\($0)/2020"] })
    #expect(
      RecipeGuess.guess(table).reasons.contains(
        "field date: 100 % of 9 cells read as date; month/day and day/month fit equally, so check the order"))
  }
}
