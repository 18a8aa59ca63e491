import Testing

@testable import GarimpoRecipes

/// Recipes of which parts are written anew.
struct RecipeTextTests {
  private static let base = """
    # What we look at.
    name: test
    item: { title: title }
    fields:
      title: { column: title, kind: text }
      theme: { column: theme, kind: category }
      views: { column: views, kind: count }
      day: { column: day, kind: date }

    # The features.
    features:
      - number: views
      - tfidf: title          # only this

    # The split.
    split: { by: day, validation_share: 30% }
    model: { random_forest: { trees: 10 } }
    batch: { hard: 5, random: 5 }   # a small one

    """

  private static let features: [FeatureSpec] = [
    .number(.field("views"), .none), .number(.daysSince("day"), .log), .number(.field("views"), .standard),
    .ratio(.field("views"), .daysSince("day"), .maxAbs), .category(field: "theme", minCount: 1),
    .category(field: "theme", minCount: 3), .tfidf(fields: ["title"], TfidfOptions()),
    .tfidf(
      fields: ["title"],
      TfidfOptions(
        units: .stems(.portuguese), ngrams: 1...2, minDocuments: .count(2), maxDocuments: .share(0.95), sublinear: true,
        smoothIdf: false, foldAccents: true, stopWords: ["de", "que"], weight: 0.3)),
    .tfidf(fields: ["title"], TfidfOptions(units: .characters, ngrams: 3...5, minDocuments: .share(0.01))),
    .tfidf(fields: ["title"], TfidfOptions(units: .characters, ngrams: 2...3)),
  ]

  @Test(arguments: features)
  func `A feature is read from what is written`(feature: FeatureSpec) throws {
    let recipe = try Recipe(yaml: Self.base, source: "test.yaml")
    let found = try #require(recipe.rewritten(features: [feature], model: "forest trees=20"))
    #expect(found.features == [feature] && found.model.text == "forest trees=20")
  }

  @Test func `All else stays as it was written, comments included`() throws {
    let recipe = try Recipe(yaml: Self.base, source: "test.yaml")
    let found = try #require(
      recipe.rewritten(features: [.category(field: "theme", minCount: 2), Self.features[6]], model: "svm cost=0.1"))
    #expect(
      found.yaml
        == Self.base.replacing(
          "  - number: views\n  - tfidf: title          # only this\n",
          with: "  - { category: theme, min_count: 2 }\n  - tfidf: { field: title }\n"
        ).replacing("model: { random_forest: { trees: 10 } }", with: "model: \"svm cost=0.1\""))
  }

  @Test func `A key that is not there comes at the end`() throws {
    let yaml = Self.base.replacing("model: { random_forest: { trees: 10 } }\n", with: "")
    let recipe = try Recipe(yaml: yaml, source: "test.yaml")
    let found = try #require(recipe.rewritten(features: recipe.features, model: "forest"))
    #expect(found.yaml.hasSuffix("batch: { hard: 5, random: 5 }   # a small one\nmodel: forest\n"))
  }

  @Test func `A recipe in braces is not rewritten by half`() throws {
    let yaml =
      "{ name: test, item: { title: title }, fields: { title: { column: title, kind: text } }, features: [{ tfidf: title }] }"
    let recipe = try Recipe(yaml: yaml, source: "test.yaml")
    #expect(recipe.rewritten(features: [Self.features[6]], model: "forest") == nil)
  }
}
