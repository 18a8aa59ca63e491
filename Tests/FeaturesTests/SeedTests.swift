import Foundation
import GarimpoFeatures
import GarimpoMatrix
import GarimpoRecipes
import GarimpoTabular
import Testing

/// What scikit-learn 1.8.0 made of the seed's titles; see `made_with` in the file.
private struct Reference: Decodable {
  struct Tfidf: Decodable {
    var vocabulary: [String]
    var idf: [Double]
    var train_shape: [Int]
    var train_nonzeros: Int
    var validation_nonzeros: Int
    var pool_shape: [Int]
    var pool_text_nonzeros: Int
    var pool_nonzeros: Int
    var first_training_row: [String: Double]
  }
  var tfidf: Tfidf
}

private let shared = URL(filePath: #filePath).appending(path: "../../../../shared").standardizedFileURL
private let seedFile = shared.appending(path: "data/youtube-seed/raw_data_with_labels.csv")
private let referenceFile = shared.appending(path: "reference/seed_round.json")

private let seedIsThere: Bool = {
  let files = FileManager.default
  let there = files.fileExists(atPath: seedFile.path) && files.fileExists(atPath: referenceFile.path)
  if !there { print("SKIPPED: the seed's features, for want of \(seedFile.path) and \(referenceFile.path)") }
  return there
}()

/// The seed's items, cleaned by the shortest rules that do for this file.
private struct Seed {
  var items: Items
  var train: [Int] = []
  var validation: [Int] = []
  var pool: [Int] = []

  init() throws {
    let table = try Table(path: seedFile.path)
    func cell(_ row: Int, _ name: String) throws -> String { table[row, try #require(table.column(named: name))] }
    let months = ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"]
    let split = try #require(Self.day(2019, 4, 1))
    var titles: [String] = []
    var dates: [Timestamp?] = []
    var views: [Double] = []
    var labels: [Bool?] = []
    var rows: [Int] = []
    for row in 0..<table.rowCount {
      if try cell(row, "watch-title").isEmpty { continue }
      let item = titles.count
      rows.append(row)
      titles.append(try cell(row, "watch-title"))
      // … 2 de nov. de 2018
      let words = try cell(row, "watch-time-text").split(separator: " ")
      let month = try #require(months.firstIndex(of: String(words[words.count - 3].prefix(3)))) + 1
      let date = Self.day(Int(words[words.count - 1]) ?? 0, month, Int(words[words.count - 5]) ?? 0)
      dates.append(date)
      views.append(Double(try cell(row, "watch-view-count").filter(\.isNumber)) ?? 0)
      labels.append(try cell(row, "y").isEmpty ? nil : try cell(row, "y") == "1")
      if labels[item] == nil {
        pool.append(item)
      } else if try #require(date) < split {
        train.append(item)
      } else {
        validation.append(item)
      }
    }
    let observed = try #require(Self.day(2019, 12, 3))
    items = Items(
      ids: rows.map(String.init), sourceRows: rows, titles: titles, labels: labels,
      observed: Array(repeating: observed, count: rows.count),
      fields: [
        Field(name: "title", values: .text(titles)), Field(name: "published", values: .date(dates)),
        Field(name: "views", values: .number(views)),
      ])
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Timestamp? {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar.date(from: DateComponents(year: year, month: month, day: day))
      .map { Timestamp(secondsSince1970: Int64($0.timeIntervalSince1970)) }
  }
}

@Suite(.enabled(if: seedIsThere)) struct SeedTests {
  @Test func `the seed's features are those of the reference`() throws {
    let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: referenceFile)).tfidf
    let seed = try Seed()
    #expect(seed.train.count == 228 && seed.validation.count == 270 && seed.pool.count == 674)
    let pipeline = FeaturePipeline(specs: [
      .number(.field("views"), .none), .ratio(.field("views"), .daysSince("published"), .none),
      .tfidf(fields: ["title"], TfidfOptions(minDocuments: .count(2))),
    ])
    let (fitted, train) = try pipeline.fitTransform(seed.items, rows: seed.train)
    let pool = try fitted.transform(seed.items, rows: seed.pool)
    let validation = try fitted.transform(seed.items, rows: seed.validation)
    #expect(try fitted.transform(seed.items, rows: seed.train) == train)

    #expect(fitted.termCount == 193)
    let ranges: [Range<Int>] = [0..<1, 1..<2, 2..<195]
    #expect(fitted.columnRanges == ranges)
    #expect(
      fitted.featureNames == ["views", "views per day since published"] + reference.vocabulary.map { "title: \($0)" })
    let trainShape = [train.rowCount, train.columnCount - 2]
    #expect(trainShape == reference.train_shape)
    let poolShape = [pool.rowCount, pool.columnCount]
    #expect(poolShape == reference.pool_shape)
    func textCount(_ matrix: CSRMatrix) -> Int { matrix.columnIndices.count { $0 >= 2 } }
    #expect(textCount(train) == reference.train_nonzeros)
    #expect(textCount(validation) == reference.validation_nonzeros)
    #expect(textCount(pool) == reference.pool_text_nonzeros)
    #expect(pool.nonzeroCount == reference.pool_nonzeros)

    let tfidf = try TfidfVectorizer(TfidfOptions(minDocuments: .count(2)))
      .fit(seed.train.map { seed.items.titles[$0] })
    #expect(tfidf.vocabulary.map { Array($0.utf8) } == reference.vocabulary.map { Array($0.utf8) })
    for (found, wanted) in zip(tfidf.idf, reference.idf) { #expect(abs(found - wanted) <= 1e-12) }
    let first = Dictionary(
      uniqueKeysWithValues: train.entries(ofRow: 0).dropFirst(2).map {
        (reference.vocabulary[Int(train.columnIndices[$0]) - 2], Double(train.values[$0]))
      })
    #expect(Set(first.keys) == Set(reference.first_training_row.keys))
    for (term, wanted) in reference.first_training_row {
      #expect(abs((first[term] ?? 0) - wanted) <= 1e-6 * wanted, "\(term)")
    }
    // 28,028 views, 2018-09-03 to 2019-12-03 (the reference file's first labelled row).
    #expect(train[0, 0] == 28028 && train[0, 1] == Float(28028.0 / 456))
    #expect(try fitted.missingNumbers(in: seed.items, rows: seed.pool).isEmpty)
  }

  @Test func `every title of the seed splits as Python splits it`() throws {
    // Python 3.11.7: re.findall(r"(?u)\b\w\w+\b", title.lower()) over all titles, each token followed by a newline, FNV-1a.
    let seed = try Seed()
    let words = seed.items.titles.flatMap { Tokenizer().tokens(of: $0) }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in words.joined(separator: "\n").utf8 + [10] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    #expect(words.count == 9995 && hash == 0xBE92_EFC2_D094_497D)
  }
}
