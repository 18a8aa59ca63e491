import Foundation
import Testing

@testable import GarimpoRecipes

@Suite struct RecipeTests {
  @Test func `The seed's recipe is the notebook's round`() throws {
    let recipe = try Recipe.builtIn(named: "youtube-watch-page")
    #expect(recipe.name == "youtube-watch-page")
    #expect(recipe.item.key?.column == "")
    #expect(recipe.item.title.column == "watch-title")
    #expect(recipe.observed == .fixed(try #require(Timestamp(year: 2019, month: 12, day: 3))))
    #expect(
      recipe.features == [
        .number(.field("views"), .none), .ratio(.field("views"), .daysSince("published"), .none),
        .tfidf(fields: ["title"], TfidfOptions(minDocuments: .count(2))),
      ])
    #expect(
      recipe.split == .date(field: "published", trainBefore: try #require(Timestamp(year: 2019, month: 4, day: 1))))
    #expect(recipe.model.text == "forest trees=1000")
    #expect(recipe.batch == BatchSpec(hard: 70, random: 30))
    #expect(recipe.seed == nil)
  }

  @Test(arguments: Recipe.builtInNames) func `Every built-in recipe is called by its name and keeps its text`(
    name: String
  ) throws {
    let recipe = try Recipe.builtIn(named: name)
    #expect(recipe.name == name)
    #expect(recipe.yaml.hasPrefix("# "))
    #expect(try Recipe(yaml: recipe.yaml, source: name) == recipe)
    #expect(!recipe.yaml.split(separator: "\n").contains { $0.utf8.count > 120 })
  }

  @Test func `Every key of the format means what it says`() throws {
    let recipe = try Recipe(
      yaml: """
        name: all
        about: everything
        locale: pt-BR
        seed: 42
        item:
          key: id
          identity: [title, { column: user, line: -1 }]
          title: title
          picture: { column: page, between: [/vi/, /], template: "https://img/{}.jpg" }
          link: { column: page }
        label: { column: y, line: 1, yes: [1, sim], no: 0 }
        observed: { column: seen, locale: en, order: mdy }
        fields:
          title: { column: title, kind: text, missing: [NA] }
          views: { column: views, kind: count, units: [vezes] }
          price: { column: price, kind: number, locale: en }
          day: { column: day, kind: date, order: ymd }
          theme: { column: theme, kind: category }
          tags: { column: tags, kind: tags, separator: ";" }
        features:
          - number: views
            transform: log
          - number: days since day
            transform: standard
          - { ratio: [price, views], transform: max_abs }
          - { category: theme, min_count: 3 }
          - category: tags
          - tfidf: title
          - tfidf: [title]
          - tfidf:
              fields: [title]
              ngrams: [1, 2]
              min_documents: 5%
              max_documents: 0.5
              sublinear: true
              smooth_idf: no
              fold_accents: yes
              stop_words: [de, o]
        split: { group: theme, validation_share: 25% }
        model: { extra_trees: { trees: 10, class_weight: balanced_subsample, max_features: 10%, min_samples_leaf: 2, min_samples_split: 4, max_depth: 7 } }
        batch: { random: 5, band: [0.26, 1], threshold: 0.4 }
        """, source: "all.yaml")
    #expect(recipe.seed == 42)
    #expect(recipe.item.identity.map(\.column) == ["title", "user"])
    #expect(recipe.item.identity.map(\.line) == [nil, -1])
    #expect(recipe.item.picture?.between == ColumnSource.Between(before: "/vi/", after: "/"))
    #expect(recipe.item.picture?.template == "https://img/{}.jpg")
    #expect(recipe.label?.yes == ["1", "sim"])
    #expect(recipe.label?.no == ["0"])
    if case .column(let source, let locale, let order) = recipe.observed {
      #expect((source.column, locale, order) == ("seen", "en", "mdy"))
    } else {
      Issue.record("observed is no column")
    }
    #expect(recipe.fields.map(\.name) == ["title", "views", "price", "day", "theme", "tags"])
    #expect(recipe.fields.map(\.kind) == [.text, .count, .number, .date, .category, .tags])
    #expect(recipe.field(named: "views")?.units == ["vezes"])
    #expect(recipe.field(named: "views")?.locale == "pt-BR")
    #expect(recipe.field(named: "price")?.locale == "en")
    #expect(recipe.field(named: "day")?.order == "ymd")
    #expect(recipe.field(named: "tags")?.separator == ";")
    #expect(recipe.field(named: "title")?.missing == ["NA"])
    #expect(
      recipe.features == [
        .number(.field("views"), .log), .number(.daysSince("day"), .standard),
        .ratio(.field("price"), .field("views"), .maxAbs), .category(field: "theme", minCount: 3),
        .category(field: "tags", minCount: 1), .tfidf(fields: ["title"], TfidfOptions()),
        .tfidf(fields: ["title"], TfidfOptions()),
        .tfidf(
          fields: ["title"],
          TfidfOptions(
            ngrams: 1...2, minDocuments: .share(0.05), maxDocuments: .share(0.5), sublinear: true, smoothIdf: false,
            foldAccents: true, stopWords: ["de", "o"])),
      ])
    #expect(recipe.split == .group(field: "theme", validationShare: 0.25))
    #expect(recipe.model.text == "extra-trees trees=10 balance=subsample features=0.1 leaf=2 split=4 depth=7")
    #expect(recipe.batch == BatchSpec(hard: nil, random: 5, band: 0.26...1, threshold: 0.4))
  }

  @Test func `Terms can be stems or characters, and weigh`() throws {
    let recipe = try Recipe(
      yaml: """
        name: units
        item: { key: id, title: title }
        label: { column: y, yes: ["1"], no: ["0"] }
        fields: { title: { column: title, kind: text } }
        features:
          - tfidf: { field: title, units: stems, language: portuguese, ngrams: [1, 2], weight: 0.75 }
          - tfidf: { field: title, units: characters, weight: 2 }
          - tfidf: { field: title, units: characters, ngrams: [4, 4] }
          - tfidf: { field: title, units: words }
        """, source: "units.yaml")
    #expect(
      recipe.features == [
        .tfidf(fields: ["title"], TfidfOptions(units: .stems(.portuguese), ngrams: 1...2, weight: 0.75)),
        .tfidf(fields: ["title"], TfidfOptions(units: .characters, ngrams: 3...5, weight: 2)),
        .tfidf(fields: ["title"], TfidfOptions(units: .characters, ngrams: 4...4)),
        .tfidf(fields: ["title"], TfidfOptions()),
      ])
  }

  @Test func `The example of the documentation is a recipe`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "Documentation/Recipes.md"), encoding: .utf8)
    let blocks = text.components(separatedBy: "```")
    let examples = blocks.filter { $0.hasPrefix("yaml\n") }.map { String($0.dropFirst(5)) }
    #expect(examples.count == 1)
    for example in examples {
      let recipe = try Recipe(yaml: example, source: "Recipes.md")
      #expect(recipe.fields.count == 3 && recipe.features.count == 3)
    }
    for name in Recipe.builtInNames { #expect(text.contains("| `\(name)` |")) }
  }

  static let splits: [(String, SplitSpec)] = [
    ("random", .random(validationShare: 0.3)), ("{ by: random }", .random(validationShare: 0.3)),
    ("{ by: random, validation_share: 0.2 }", .random(validationShare: 0.2)),
    ("{ by: day }", .latest(field: "day", validationShare: 0.3)),
    ("{ by: day, validation_share: 10% }", .latest(field: "day", validationShare: 0.1)),
    (
      "{ by: day, train_before: 2019-04-01T12:00Z }",
      .date(field: "day", trainBefore: Timestamp(secondsSince1970: 1_554_120_000))
    ),
    ("{ group: who }", .group(field: "who", validationShare: 0.3)),
  ]

  @Test(arguments: splits) func `A split is read in every form`(text: String, split: SplitSpec) throws {
    let yaml = """
      name: x
      item: { title: t }
      fields: { day: { column: d, kind: date }, who: { column: w, kind: category } }
      split: \(text)
      """
    #expect(try Recipe(yaml: yaml, source: "x").split == split)
  }

  static let models: [(String, String)] = [
    ("random_forest", "forest trees=1000"), ("{ random_forest: }", "forest trees=1000"),
    ("extra_trees", "extra-trees trees=1000"), ("{ extra_trees: {} }", "extra-trees trees=1000"),
    ("{ random_forest: { max_features: log2 } }", "forest trees=1000 features=log2"),
    ("{ random_forest: { max_features: 3 } }", "forest trees=1000 features=3"),
    ("{ random_forest: { max_features: 0.5 } }", "forest trees=1000 features=0.5"),
    ("{ random_forest: { max_features: 1.0 } }", "forest trees=1000 features=1.0"),
    ("{ random_forest: { max_features: 1 } }", "forest trees=1000 features=1"),
    ("{ random_forest: { max_features: 0.001% } }", "forest trees=1000 features=1e-05"),
    ("{ random_forest: { class_weight: none, max_depth: 3 } }", "forest trees=1000 balance=none depth=3"),
    ("{ random_forest: { class_weight: balanced, max_depth: none } }", "forest trees=1000"),
    ("svm cost=0.11 ratio=9.8  # as ASReview has it", "svm cost=0.11 ratio=9.8"),
    ("'platt(svm) folds=3'", "platt(svm) folds=3"),
    ("mean(forest, logistic) weights=2:1", "mean(forest, logistic) weights=2:1"),
    ("nonsense", "nonsense"),
  ]

  @Test(arguments: models) func `A model is read in every form, as a learner in words`(yaml: String, text: String)
    throws
  {
    let recipe = try Recipe(yaml: "name: x\nitem: { title: t }\nmodel: \(yaml)\n", source: "x")
    #expect(recipe.model.text == text)
    #expect(recipe.model.place == RecipePlace(source: "x", line: 3, column: 8, path: "model"))
  }

  @Test func `A model that was kept before there were other learners is read`() throws {
    let kept: [(String, String)] = [
      (
        #"{"classWeight":"balanced","learner":"random_forest","maxFeatures":{"sqrt":{}},"minSamplesLeaf":1,"#
          + #""minSamplesSplit":2,"trees":3}"#, "forest trees=3"
      ),
      (
        #"{"classWeight":"balanced_subsample","learner":"extra_trees","maxFeatures":{"share":{"_0":0.25}},"#
          + #""maxDepth":5,"minSamplesLeaf":2,"minSamplesSplit":4,"trees":10}"#,
        "extra-trees trees=10 balance=subsample features=0.25 leaf=2 split=4 depth=5"
      ), (#""svm cost=2""#, "svm cost=2"),
    ]
    for (json, text) in kept {
      #expect(try JSONDecoder().decode(ModelSpec.self, from: Data(json.utf8)) == ModelSpec(text))
    }
    #expect(String(decoding: try JSONEncoder().encode(ModelSpec("svm cost=2")), as: UTF8.self) == #""svm cost=2""#)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(ModelSpec.self, from: Data("7".utf8)) }
  }

  @Test func `A recipe of two lines has defaults for the rest`() throws {
    let recipe = try Recipe(yaml: "name: x\nitem: { title: t }\n", source: "x")
    #expect(recipe.label == nil && recipe.fields.isEmpty && recipe.features.isEmpty)
    #expect(recipe.observed == .importTime)
    #expect(recipe.split == .random(validationShare: 0.3))
    #expect(recipe.model == ModelSpec() && recipe.batch == BatchSpec())
    // FNV-1a in six lines of Python over the same bytes.
    #expect(recipe.fingerprint == "ec3072b44e6f5380")
  }

  @Test func `The content hash is FNV-1a`() {
    // The published test vector: 64-bit FNV-1a of "foobar" is 85944171f73967e8; ours goes on with the byte 0x1F.
    var hash: UInt64 = 0x8594_4171_f739_67e8
    hash = (hash ^ 0x1F) &* 0x100_0000_01b3
    #expect(ContentHash.of(["foobar"]) == hash)
    #expect(ContentHash.of(["ab", "c"]) != ContentHash.of(["a", "bc"]))
    #expect(ContentHash.hexadecimal(0x1F) == "000000000000001f")
  }
}
