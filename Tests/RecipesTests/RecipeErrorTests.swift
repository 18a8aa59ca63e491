import GarimpoTabular
import Testing

@testable import GarimpoRecipes

/// The sentences that people see, word for word.
@Suite struct RecipeErrorTests {
  /// A recipe of which one line is replaced or to which one is added, and the message.
  struct Case: CustomTestStringConvertible, Sendable {
    let line: String
    let message: String

    init(_ line: String, _ message: String) { (self.line, self.message) = (line, message) }
    var testDescription: String { line }
  }

  /// Six lines; a case's line becomes the seventh.
  static let base = """
    name: test
    item: { title: title }
    fields:
      title: { column: title, kind: text }
      views: { column: views, kind: count }
      day: { column: day, kind: date }

    """

  static let cases: [Case] = [
    Case(
      "features: [{ tfidf: { field: title, min_documents: two } }]",
      "my.yaml:7:52: features[1].tfidf.min_documents: found \"two\", expected a whole number of documents such as 2, or a share such as 5% or 0.05"
    ),
    Case(
      "features: [{ tfidf: { field: title, min_document: 2 } }]",
      "my.yaml:7:37: features[1].tfidf: unknown key \"min_document\" (did you mean \"min_documents\"?); expected one of \"field\", \"fields\", \"units\", \"language\", \"ngrams\", \"min_documents\", \"max_documents\", \"sublinear\", \"smooth_idf\", \"fold_accents\", \"stop_words\", \"weight\""
    ),
    Case(
      "features: [{ tfidf: { min_documents: 2 } }]",
      "my.yaml:7:21: features[1].tfidf: the key \"field\" is missing; write for example field: title"),
    Case(
      "features: [{ tfidf: { field: title, min_documents: 0 } }]",
      "my.yaml:7:52: features[1].tfidf.min_documents: found \"0\", expected a whole number of documents such as 2, or a share such as 5% or 0.05"
    ),
    Case(
      "features: [{ tfidf: { field: title, max_documents: 120% } }]",
      "my.yaml:7:52: features[1].tfidf.max_documents: found \"120%\", expected a whole number of documents such as 2, or a share such as 5% or 0.05"
    ),
    Case(
      "features: [{ tfidf: { field: title, ngrams: [2, 1] } }]",
      "my.yaml:7:45: features[1].tfidf.ngrams: found [2, 1], expected the shortest and the longest word n-gram, such as [1, 2]"
    ),
    Case(
      "features: [{ tfidf: { field: title, stop_words: english } }]",
      "my.yaml:7:49: features[1].tfidf.stop_words: found \"english\", expected a list of words, such as [the, of]"),
    Case(
      "features: [{ tfidf: { field: title, units: syllables } }]",
      "my.yaml:7:44: features[1].tfidf.units: found \"syllables\", expected one of words, stems, characters"),
    Case(
      "features: [{ tfidf: { field: title, units: stems } }]",
      "my.yaml:7:21: features[1].tfidf: the key \"language\" is missing; write for example language: english"),
    Case(
      "features: [{ tfidf: { field: title, language: english } }]",
      "my.yaml:7:47: features[1].tfidf.language: found language beside units: words, expected it only beside units: stems"
    ),
    Case(
      "features: [{ tfidf: { field: title, units: stems, language: en } }]",
      "my.yaml:7:61: features[1].tfidf.language: found \"en\", expected one of arabic, armenian, basque, catalan, danish, dutch, english, finnish, french, german, greek, hindi, hungarian, indonesian, irish, italian, lithuanian, nepali, norwegian, porter, portuguese, romanian, russian, serbian, spanish, swedish, tamil, turkish, yiddish"
    ),
    Case(
      "features: [{ tfidf: { field: title, units: characters, ngrams: [1, 3] } }]",
      "my.yaml:7:65: features[1].tfidf.ngrams[1]: found \"1\", expected the shortest and the longest n-gram of characters, 2 to 20, such as [3, 5]"
    ),
    Case(
      "features: [{ tfidf: { field: title, units: characters, stop_words: [of] } }]",
      "my.yaml:7:68: features[1].tfidf.stop_words: found stop_words beside units: characters, expected one of them"),
    Case(
      "features: [{ tfidf: { field: title, weight: 0 } }]",
      "my.yaml:7:45: features[1].tfidf.weight: found \"0\", expected a number above 0, such as 0.3"),
    Case(
      "features: [{ tfidf: { field: title, sublinear: maybe } }]",
      "my.yaml:7:48: features[1].tfidf.sublinear: found \"maybe\", expected true or false"),
    Case(
      "features: [{ number: view }]",
      "my.yaml:7:22: features[1].number: no field is called \"view\" (did you mean \"views\"?); the recipe has \"title\", \"views\", \"day\""
    ),
    Case(
      "features: [{ number: title }]",
      "my.yaml:7:22: features[1].number: the field \"title\" is of kind text, expected number or count"),
    Case(
      "features: [{ ratio: [views, days since views] }]",
      "my.yaml:7:29: features[1].ratio[2]: the field \"views\" is of kind count, expected date"),
    Case(
      "features: [{ ratio: [views] }]",
      "my.yaml:7:21: features[1].ratio: found a list, expected two quantities, such as [views, days since published]"),
    Case(
      "features: [{ category: views }]",
      "my.yaml:7:24: features[1].category: the field \"views\" is of kind count, expected category or tags"),
    Case(
      "features: [{ tfidf: day }]",
      "my.yaml:7:21: features[1].tfidf: the field \"day\" is of kind date, expected text"),
    Case(
      "features: [{ number: views, category: title }]",
      "my.yaml:7:12: features[1]: found number and category, expected one of number, ratio, category, tfidf, such as number: views"
    ),
    Case(
      "features: [{ number: views, transform: square }]",
      "my.yaml:7:40: features[1].transform: found \"square\", expected one of none, log, max_abs, standard"),
    Case(
      "features: [{ tfidf: title, transform: log }]",
      "my.yaml:7:39: features[1].transform: found transform beside tfidf, expected it only beside number and ratio"),
    Case(
      "features: [{ number: views, min_count: 2 }]",
      "my.yaml:7:40: features[1].min_count: found min_count beside number, expected it only beside category"),
    Case("features: views", "my.yaml:7:11: features: found \"views\", expected a list, such as - number: views"),
    Case(
      "split: { by: day, train_before: soon }",
      "my.yaml:7:33: split.train_before: found \"soon\", expected a date such as 2019-04-01"),
    Case("split: { by: views }", "my.yaml:7:14: split.by: the field \"views\" is of kind count, expected date"),
    Case(
      "split: { by: day, train_before: 2019-04-01, validation_share: 0.3 }",
      "my.yaml:7:63: split.validation_share: found validation_share beside train_before (line 7), expected one of them"),
    Case(
      "split: { by: random, validation_share: 1 }",
      "my.yaml:7:40: split.validation_share: found \"1\", expected a share between 0 and 1, such as 0.3 or 30%"),
    Case(
      "split: { by: random, train_before: 2019-04-01 }",
      "my.yaml:7:36: split.train_before: found train_before beside random, expected validation_share"),
    Case(
      "split: {}",
      "my.yaml:7:8: split: the key \"by\" is missing; write for example by: published, group: channel or by: random"),
    Case(
      "model: { forest: { trees: 10 } }",
      "my.yaml:7:10: model: unknown key \"forest\"; expected one of \"random_forest\", \"extra_trees\""),
    Case(
      "model: [svm, forest]",
      "my.yaml:7:8: model: found a list, expected a learner such as forest trees=500, or keys such as { random_forest: { trees: 1000 } }"
    ),
    Case(
      "model:",
      "my.yaml:7:7: model: found nothing, expected a learner such as forest trees=500, or keys such as { random_forest: { trees: 1000 } }"
    ),
    Case(
      "model: { random_forest: , extra_trees: }",
      "my.yaml:7:8: model: found 2 learners, expected a learner such as forest trees=500, or keys such as { random_forest: { trees: 1000 } }"
    ),
    Case(
      "model: { random_forest: { trees: 0 } }",
      "my.yaml:7:34: model.random_forest.trees: found \"0\", expected a whole number of trees, 1 or more"),
    Case(
      "model: { random_forest: { class_weight: balance } }",
      "my.yaml:7:41: model.random_forest.class_weight: found \"balance\", expected one of none, balanced, balanced_subsample"
    ),
    Case(
      "model: { random_forest: { max_features: many } }",
      "my.yaml:7:41: model.random_forest.max_features: found \"many\", expected sqrt, log2, a whole number of features, or a share such as 10%"
    ),
    Case("batch: { hard: -1 }", "my.yaml:7:16: batch.hard: found \"-1\", expected a whole number of items, 0 or more"),
    Case("batch: { hard: all }", "my.yaml:7:16: batch.hard: found all without a band, expected a number"),
    Case(
      "batch: { band: [1, 0.26] }",
      "my.yaml:7:16: batch.band: found [1.0, 0.26], expected the lowest and the highest score, such as [0.26, 1]"),
    Case(
      "observed: yesterday",
      "my.yaml:7:11: observed: found \"yesterday\", expected a date such as 2019-12-03, { column: NAME } or import time"
    ),
    Case(
      "label: { column: y, yes: 1 }", "my.yaml:7:8: label: the key \"no\" is missing; write for example no: [\"0\"]"),
    Case(
      "label: { column: y, yes: [1], no: [0, 1] }",
      "my.yaml:7:35: label.no: found \"1\" under yes and no, expected each answer under one of them"),
    Case(
      "locale: klingon",
      "my.yaml:7:9: locale: found \"klingon\", expected one of en, en-US, en-GB, pt-BR, pt, es, de, fr, it"),
    Case(
      "duplicates: never",
      "my.yaml:7:13: duplicates: found \"never\", expected off, exact, or the least similarity of near ones from 0.5 to 1, such as 0.9"
    ),
    Case(
      "duplicates: 0",
      "my.yaml:7:13: duplicates: found \"0\", expected off, exact, or the least similarity of near ones from 0.5 to 1, such as 0.9"
    ),
    Case("versions: all", "my.yaml:7:11: versions: found \"all\", expected one of latest, labelled"),
    Case("seed: -1", "my.yaml:7:7: seed: found \"-1\", expected a whole number, 0 or more"),
    Case(
      "feature: []",
      "my.yaml:7:1: unknown key \"feature\" (did you mean \"features\"?); expected one of \"name\", \"about\", \"item\", \"label\", \"observed\", \"locale\", \"fields\", \"features\", \"split\", \"model\", \"batch\", \"seed\", \"duplicates\", \"versions\""
    ),
    Case(
      "split: { by: title }",
      "my.yaml:7:14: split.by: the field \"title\" is of kind text, expected date; write group: title to keep its equal values on one side"
    ),
    Case(
      "label: { column: views, yes: 1, no: 0 }\nfeatures: [{ number: views }]",
      "my.yaml:8:22: features[1].number: the field \"views\" reads the label column \"views\"; a model would only repeat the answer: remove it"
    ),
    Case(
      "locale: \"a\\nb\(String(repeating: "x", count: 1_000))\"",
      "my.yaml:7:9: locale: found \"a b\(String(repeating: "x", count: 57))…\", expected one of en, en-US, en-GB, pt-BR, pt, es, de, fr, it"
    ),
    Case("name: again", "my.yaml:1:1: this is not YAML: the key \"name\" is given twice; keep one of them"),
    Case("split: { by: [", "my.yaml:8:1: this is not YAML: did not find expected node content"),
    Case("split: *nowhere", "my.yaml:7:8: this is not YAML: found undefined alias"),
    Case("? [a]\n: b", "my.yaml:7:3: found a list or keys, expected the name of a key"),
  ]

  @Test(arguments: cases) func `A mistake in a recipe is named with its line, column and key`(_ item: Case) {
    #expect(message { try Recipe(yaml: Self.base + item.line + "\n", source: "my.yaml") } == item.message)
  }

  static let fields: [Case] = [
    Case("{ column: a }", "my.yaml:4:6: fields.x: the key \"kind\" is missing; write for example kind: text"),
    Case("{ kind: text }", "my.yaml:4:6: fields.x: the key \"column\" is missing; write for example column: title"),
    Case(
      "{ column: a, kind: txt }",
      "my.yaml:4:25: fields.x.kind: found \"txt\", expected one of text, number, count, date, category, tags"),
    Case(
      "{ column: a, kind: text, order: dmy }",
      "my.yaml:4:38: fields.x.order: found order on a field of kind text, expected it only with kind date; remove it"),
    Case(
      "{ column: a, kind: date, order: mdx }",
      "my.yaml:4:38: fields.x.order: found \"mdx\", expected one of dmy, mdy, ymd, y"),
    Case(
      "{ column: a, kind: tags, separator: \"\" }",
      "my.yaml:4:42: fields.x.separator: found \"\", expected what stands between tags, such as \";\""),
    Case(
      "{ column: a, kind: text, line: 0 }",
      "my.yaml:4:37: fields.x.line: found \"0\", expected the number of a line: 1 is the first, -1 the last"),
    Case(
      "{ column: a, kind: text, between: [x] }",
      "my.yaml:4:40: fields.x.between: found a list, expected two texts, such as [\"/vi/\", \"/\"]; the second may be empty"
    ),
    Case(
      "{ column: a, kind: text, template: x }",
      "my.yaml:4:41: fields.x.template: found \"x\", expected a text with {} in it, such as https://youtu.be/{}"),
    Case("text", "my.yaml:4:6: fields.x: found \"text\", expected keys, such as { column: title, kind: text }"),
    Case("{ column: , kind: text }", "my.yaml:4:16: fields.x.column: found nothing, expected a column's name"),
  ]

  @Test(arguments: fields) func `A mistake in a field is named with its line, column and key`(_ item: Case) {
    let yaml = "name: test\nitem: { title: title }\nfields:\n  x: \(item.line)\n"
    #expect(message { try Recipe(yaml: yaml, source: "my.yaml") } == item.message)
  }

  @Test func `What is no recipe at all is refused`() {
    #expect(
      message { try Recipe(yaml: "", source: "a") }
        == "a:1:1: found nothing, expected a recipe: keys such as name, fields")
    #expect(
      message { try Recipe(yaml: "- x", source: "a") }
        == "a:1:1: found a list, expected a recipe: keys such as name, item, fields")
    #expect(
      message { try Recipe(yaml: "name: x", source: "a") }
        == "a:1:1: the key \"item\" is missing; write for example item: { title: title }")
    #expect(
      message { try Recipe(yaml: "item: { title: t }", source: "a") }
        == "a:1:1: the key \"name\" is missing; write for example name: my-videos")
    #expect(
      message {
        try Recipe(
          yaml: "name: x\nitem: { title: t }\nfields: { days since a: { column: a, kind: text } }", source: "a")
      }
        == "a:3:11: fields: found a field called \"days since a\", expected a name that is not empty and does not begin with \"days since \""
    )
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...8 {
      let copies = [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(copies)]\n"
    }
    #expect(
      message { try Recipe(yaml: bomb, source: "a") }?.hasSuffix("this is not YAML: more than 100,000 parts") == true)
  }

  @Test func `An unknown built-in recipe is answered with the ones there are`() {
    #expect(
      message { try Recipe.builtIn(named: "youtube-watch-pages") }
        == "no built-in recipe is called \"youtube-watch-pages\" (did you mean \"youtube-watch-page\"?); there are \"youtube-watch-page\", \"youtube-watch-page-all\", \"yt-dlp\", \"papers\", or give the path of a YAML file"
    )
  }

  // MARK: Recipe and table

  static let tableRecipe = """
    name: test
    item: { title: title }
    label: { column: y, yes: ["1"], no: ["0"] }
    fields:
      title: { column: title, kind: text }
      views: { column: views, kind: count, locale: pt-BR }
      spare: { column: spare, kind: text }
    features:
      - number: views

    """

  static let tables: [(names: [String], rows: [[String]], message: String)] = [
    (
      ["title", "View", "y", "spare"], [["a", "1", "1", ""]],
      "my.yaml:6:20: fields.views.column: the table has no column \"views\" (did you mean \"View\"?); its columns are \"title\", \"View\", \"y\", \"spare\""
    ),
    (
      ["title", "views", "label"], [["a", "1", "1"]],
      "my.yaml:3:18: label.column: the table has no column \"y\"; its columns are \"title\", \"views\", \"label\""
    ),
    (
      ["views", "y"], [["1", "1"]],
      "my.yaml:2:16: item.title: the table has no column \"title\"; its columns are \"views\", \"y\""
    ),
    (["title", "views", "y"], [], "my.yaml: the table has no rows"),
    (
      ["title", "views", "y", "other"], [["", " ", "", "x"], ["", "\n", "\u{A0}", ""]],
      "my.yaml: all 2 rows are empty in the columns that the recipe reads"
    ),
    (
      ["title", "views", "y"], [["a", "1,5", "1"], ["b", "many", "0"]],
      "my.yaml:6:20: fields.views.column: no row has a readable count in column \"views\", but feature 1 (number) needs it; record 2 has \"1,5\"; check column, kind, locale and order"
    ),
    (
      ["title", "views", "y"], [["a", "", "1"]],
      "my.yaml:6:20: fields.views.column: column \"views\" is empty in every row, but feature 1 (number) needs it; name another column or remove what needs it"
    ),
    (
      ["title", "views", "y"], [["a", "1", ""], ["b", "1", "maybe"], ["c", "1", "2"]],
      "my.yaml:3:18: label.column: none of the 2 filled cells of column \"y\" is a yes or a no; record 3 has \"maybe\"; list the answers under label.yes and label.no"
    ),
    (
      ["title", "views", "y"], [["a", "1", ""]],
      "my.yaml:3:18: label.column: column \"y\" is empty in every row; label a few rows first, some yes and some no"
    ),
  ]

  @Test(arguments: tables) func `A table that does not fit the recipe is answered in one sentence`(
    names: [String], rows: [[String]], expected: String
  ) throws {
    let recipe = try Recipe(yaml: Self.tableRecipe, source: "my.yaml")
    let table = Table(columnNames: names, rows: rows)
    #expect(message { try recipe.items(of: table, importTime: Timestamp(secondsSince1970: 0)) } == expected)
  }

  @Test func `Check names every column that is missing and what becomes of it`() throws {
    let recipe = try Recipe(yaml: Self.tableRecipe, source: "my.yaml")
    let problems = recipe.check(Table(columnNames: ["title", "spares"], rows: []))
    #expect(
      problems.map(\.description) == [
        "my.yaml:3:18: label.column: the table has no column \"y\"; its columns are \"title\", \"spares\"",
        "my.yaml:6:20: fields.views.column: the table has no column \"views\"; its columns are \"title\", \"spares\"",
        "my.yaml:7:20: fields.spare.column: the table has no column \"spare\" (did you mean \"spares\"?); its columns are \"title\", \"spares\"; it stays empty",
      ])
    #expect(problems.map(\.weight) == [.label, .needed, .spare])
  }

  @Test func `Check names what a round lacks`() throws {
    let recipe = try Recipe(
      yaml: "name: x\nitem: { title: t }\nfeatures: []\nbatch: { hard: 0, random: 0 }\n", source: "a")
    let table = Table(columnNames: ["t"], rows: [["a"]])
    #expect(
      recipe.check(table).map(\.description) == [
        "a:3:11: features: found no features, expected one at least, such as - number: views",
        "a:4:8: batch: found hard: 0 and random: 0, expected one item at least, such as { hard: 70, random: 30 }",
      ])
    #expect(try recipe.items(of: table, importTime: Timestamp(secondsSince1970: 0)).items.count == 1)
  }

  @Test func `A whole number written as a decimal is the same answer`() throws {
    let recipe = try Recipe(
      yaml: "name: x\nitem: { title: t }\nlabel: { column: y, yes: 1, no: 0 }\n", source: "a")
    let rows = ["1.0", "0.0", "1,0", "0", "1.5", "10"].map { ["a", $0] }
    let items = try recipe.items(
      of: Table(columnNames: ["t", "y"], rows: rows), importTime: Timestamp(secondsSince1970: 0)
    ).items
    #expect(items.labels == [true, false, true, false, nil, nil])
  }

  private func message<Value>(_ body: () throws -> Value) -> String? {
    do {
      _ = try body()
      return nil
    } catch {
      return "\(error)"
    }
  }
}

/// Texts that nobody wrote: a recipe or an error comes of each, never a crash.
@Suite struct DamagedRecipeTests {
  @Test(arguments: ["[", "{", "- ", "? ", "a: {", "&a [*a"]) func `Deep nesting is refused`(opening: String) {
    let text = String(repeating: opening, count: 50_000)
    #expect(throws: RecipeError.self) { try Recipe(yaml: text, source: "deep.yaml") }
  }

  @Test func `Every shipped recipe with one byte changed, dropped or cut off gives a recipe or an error`() throws {
    var state: UInt64 = 1
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var (read, refused) = (0, 0)
    for name in Recipe.builtInNames {
      let bytes = Array(try Recipe.builtIn(named: name).yaml.utf8)
      for round in 0..<300 {
        var damaged = bytes
        let at = draw(bytes.count)
        switch round % 3 {
        case 0: damaged[at] = UInt8(draw(128))
        case 1: damaged.remove(at: at)
        default: damaged.removeLast(at)
        }
        do throws(RecipeError) {
          _ = try Recipe(yaml: String(decoding: damaged, as: UTF8.self), source: name)
          read += 1
        } catch {
          #expect(error.description.hasPrefix(name))
          refused += 1
        }
      }
    }
    #expect(read > 100 && refused > 100)
  }
}
