import Foundation
import GarimpoFeatures
import GarimpoMatrix
import GarimpoRecipes
import Testing

private let day: Int64 = 86_400

/// Four items with a field of each kind.
private let items = Items(
  ids: ["a", "b", "c", "d"], sourceRows: [0, 1, 2, 3], titles: ["", "", "", ""], labels: [true, false, nil, nil],
  observed: Array(repeating: Timestamp(secondsSince1970: 100 * day), count: 4),
  fields: [
    Field(name: "title", values: .text(["Kaggle now", "kaggle later", "", "São"])),
    Field(name: "views", values: .number([10, .nan, 0, -30])),
    Field(
      name: "published",
      values: .date([90 * day, nil, 200 * day, 99 * day + day / 2].map { $0.map(Timestamp.init(secondsSince1970:)) })),
    Field(name: "category", values: .category(["Educação", "Educac\u{327}a\u{303}o", "", "Música"])),
    Field(name: "tags", values: .tags([["ml", "ai", "ml"], ["ml"], [], ["", "ai"]])),
  ])

/// The column of a single number, as fitted on and applied to all items.
private func column(_ spec: FeatureSpec, of items: Items = items) throws -> [Float] {
  let matrix = try FeaturePipeline(specs: [spec]).fitTransform(items, rows: Array(0..<items.count)).matrix
  return (0..<matrix.rowCount).map { matrix[$0, 0] }
}

@Suite struct PipelineTests {
  @Test(arguments: [
    (NumberTransform.none, [10, 0, 0, -30]),
    (.log, [Float(log(11.0)), 0, 0, Float(-log(31.0))]),
    (.maxAbs, [Float(10.0 / 30), 0, 0, -1]),
    // StandardScaler().fit_transform([[10], [nan], [0], [-30]]), scikit-learn 1.5.2.
    (.standard, [0.98058068, 0, 0.39223227, -1.37281295]),
  ])
  func `a number is transformed, and 0 when it is missing`(transform: NumberTransform, wanted: [Float]) throws {
    let found = try column(.number(.field("views"), transform))
    #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < 1e-6 }, "\(found)")
  }

  @Test func `days since a date are at least 1, and ratios divide by them`() throws {
    #expect(try column(.number(.daysSince("published"), .none)) == [10, 0, 1, 1])
    #expect(try column(.ratio(.field("views"), .daysSince("published"), .none)) == [1, 0, 0, -30])
    #expect(try column(.ratio(.daysSince("published"), .field("views"), .none)) == [1, 0, 0, Float(-1.0 / 30)])
  }

  @Test func `constant numbers keep their scale and huge ones stay finite`() throws {
    func numbers(_ values: [Double]) -> Items {
      Items(
        ids: values.indices.map(String.init), sourceRows: Array(values.indices), titles: values.map { _ in "" },
        labels: values.map { _ in nil }, observed: values.map { _ in Timestamp(secondsSince1970: 0) },
        fields: [Field(name: "n", values: .number(values))])
    }
    for transform in NumberTransform.allCases {
      #expect(try column(.number(.field("n"), transform), of: numbers([0, 0])) == [0, 0])
      #expect(try column(.number(.field("n"), transform), of: numbers([.nan, .infinity])) == [0, 0])
      let huge = try column(.number(.field("n"), transform), of: numbers([1e300, -1e300, 1e-300]))
      #expect(huge.allSatisfy(\.isFinite) && huge[0] == -huge[1])
    }
    #expect(try column(.number(.field("n"), .standard), of: numbers([5, 5, .nan])) == [0, 0, 0])
    #expect(try column(.number(.field("n"), .none), of: numbers([1e300])) == [Float.greatestFiniteMagnitude])
  }

  @Test func `missing numbers are counted`() throws {
    let pipeline = FeaturePipeline(specs: [
      .number(.field("views"), .none), .ratio(.field("views"), .daysSince("published"), .log),
      .ratio(.daysSince("published"), .field("views"), .none),
    ])
    let fitted = try pipeline.fit(items, rows: [0, 1])
    let all = try fitted.missingNumbers(in: items, rows: [0, 1, 2, 3])
    #expect(all.map(\.name) == ["views", "log views per day since published", "days since published per views"])
    #expect(all.map(\.count) == [1, 1, 2] && all.allSatisfy { $0.itemCount == 4 })
    #expect(fitted.trainingMissingNumbers.map(\.count) == [1, 1, 1])
    #expect(try fitted.missingNumbers(in: items, rows: [0, 3]).isEmpty)
  }

  @Test func `categories and tags have a column each, ascending by scalars`() throws {
    let specs: [FeatureSpec] = [.category(field: "category", minCount: 1), .category(field: "tags", minCount: 2)]
    let fitted = try FeaturePipeline(specs: specs).fit(items, rows: [0, 1, 3])
    #expect(
      fitted.featureNames.map { Array($0.utf8) }
        == ["category=Educac\u{327}a\u{303}o", "category=Educação", "category=Música", "tags=ai", "tags=ml"]
        .map { Array($0.utf8) })
    #expect(fitted.featureKinds[2] == .category(field: "category", value: "Música"))
    let wanted: [[Float]] = [[0, 1, 0, 1, 1], [1, 0, 0, 0, 1], [0, 0, 0, 0, 0], [0, 0, 1, 1, 0]]
    #expect(try fitted.transform(items, rows: [0, 1, 2, 3]) == CSRMatrix(dense: wanted, columnCount: 5))
    let few = try FeaturePipeline(specs: specs).fit(items, rows: [0, 2])
    #expect(few.columnRanges == [0..<1, 1..<1])
    #expect(try few.transform(items, rows: [3]) == CSRMatrix(dense: [[0]], columnCount: 1))
  }

  @Test func `blocks stand in the order of the recipe and fields of text are joined`() throws {
    let fitted = try FeaturePipeline(specs: [
      .tfidf(fields: ["title", "tags", "category"], TfidfOptions(minDocuments: .count(2))),
      .number(.field("views"), .log),
    ]).fit(items, rows: [0, 1, 2, 3])
    #expect(
      fitted.featureNames == [
        "title+tags+category: ai", "title+tags+category: kaggle", "title+tags+category: ml", "log views",
      ])
    #expect(fitted.columnCount == 4 && fitted.termCount == 3)
    #expect(fitted.featureKinds[1] == .term(fields: ["title", "tags", "category"], term: "kaggle"))
    #expect(fitted.featureKinds[3] == .number(.field("views"), .log))
  }

  @Test func `fitting and transforming at once gives the same as one after the other`() throws {
    let pipeline = FeaturePipeline(specs: [
      .number(.field("views"), .standard), .tfidf(fields: ["title"], TfidfOptions()),
      .category(field: "tags", minCount: 1),
    ])
    for rows in [[0], [0, 1, 2, 3], [3, 0], [1, 1, 3]] {
      let (fitted, matrix) = try pipeline.fitTransform(items, rows: rows)
      #expect(try pipeline.fit(items, rows: rows) == fitted)
      #expect(try fitted.transform(items, rows: rows) == matrix)
      #expect(matrix.rowCount == rows.count && matrix.columnCount == fitted.columnCount)
    }
  }

  @Test func `what was learnt can be saved, read and applied`() throws {
    let fitted = try FeaturePipeline(specs: [
      .number(.field("views"), .standard), .ratio(.field("views"), .daysSince("published"), .maxAbs),
      .category(field: "category", minCount: 1), .tfidf(fields: ["title"], TfidfOptions(ngrams: 1...2)),
    ]).fit(items, rows: [0, 1, 2])
    let saved = try JSONEncoder().encode(fitted)
    let read = try JSONDecoder().decode(FittedPipeline.self, from: saved)
    #expect(read == fitted)
    #expect(try read.transform(items, rows: [3, 1]) == fitted.transform(items, rows: [3, 1]))
    let text = try #require(String(data: saved, encoding: .utf8))
    #expect(text.contains("\"formatVersion\":1"))
    let later = text.replacing("\"formatVersion\":1", with: "\"formatVersion\":2")
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(FittedPipeline.self, from: Data(later.utf8))
    }
    guard case .dataCorrupted(let context) = error else { throw try #require(error) }
    #expect(
      context.debugDescription
        == "the features were saved in format 2; this program reads format 1. "
        + "Train again, or use the program that saved them")
  }

  @Test(
    arguments: [
      (
        [], [0],
        "the recipe has no features: list at least one number, ratio, category or tfidf under `features:`"
      ),
      (
        [.number(.field("views"), .none)], [],
        "there are no training items to learn features from: label some items, or move the split"
      ),
      (
        [.number(.field("likes"), .none)], [0],
        "there is no field `likes`; the items have `title`, `views`, `published`, `category`, `tags`. "
          + "Correct the name in the recipe, or give items with the fields that the features were learnt from"
      ),
      (
        [.number(.field("title"), .none)], [0],
        "field `title` holds text; a number needs numbers. Change the field's kind or the feature"
      ),
      (
        [.number(.daysSince("views"), .none)], [0],
        "field `views` holds numbers; days since needs dates. Change the field's kind or the feature"
      ),
      (
        [.tfidf(fields: ["published"], TfidfOptions())], [0],
        "field `published` holds dates; tfidf needs text, categories or tags. Change the field's kind or the feature"
      ),
      (
        [.category(field: "title", minCount: 1)], [0],
        "field `title` holds text; a category needs categories or tags. Change the field's kind or the feature"
      ),
      (
        [.category(field: "tags", minCount: 0)], [0],
        "category `tags`: the smallest number of items is 0; it must be at least 1"
      ),
      (
        [.category(field: "tags", minCount: 3)], [0],
        "the features have no columns: no category occurs in enough training items. "
          + "Lower the smallest number of items, or add a feature"
      ),
      (
        [.tfidf(fields: ["title"], TfidfOptions(minDocuments: .count(2)))], [0, 3],
        "words of `title`: none of the 3 terms of the 2 training texts occurs in 2 to 2 of them. "
          + "Lower the minimum, raise the maximum, or train on more rows"
      ),
    ] as [([FeatureSpec], [Int], String)])
  func `features that cannot be made are refused with what to do`(
    specs: [FeatureSpec], rows: [Int], message: String
  ) {
    let pipeline = FeaturePipeline(specs: specs)
    let fitError = #expect(throws: FeatureError.self) { try pipeline.fit(items, rows: rows) }
    #expect(fitError?.description == message)
    let bothError = #expect(throws: FeatureError.self) { try pipeline.fitTransform(items, rows: rows) }
    #expect(bothError == fitError)
  }

  @Test func `items without a field that the features were learnt from are refused`() throws {
    let fitted = try FeaturePipeline(specs: [.tfidf(fields: ["title"], TfidfOptions())]).fit(items, rows: [0])
    let bare = Items(
      ids: ["x"], sourceRows: [0], titles: [""], labels: [nil], observed: [Timestamp(secondsSince1970: 0)], fields: [])
    let error = #expect(throws: FeatureError.self) { try fitted.transform(bare, rows: [0]) }
    #expect(
      error?.description
        == "there is no field `title`; the items have no fields. Correct the name in the recipe, "
        + "or give items with the fields that the features were learnt from")
  }
}
