import Foundation
import GarimpoFeatures
import GarimpoKernels
import GarimpoMatrix
import GarimpoRecipes
import GarimpoStore
import Testing

@testable import GarimpoProject

struct ItemExplanationTests {
  private static let recipe = """
    name: papers
    item: { key: id, title: title }
    label: { column: y, yes: ["1"], no: ["0"] }
    fields:
      title: { column: title, kind: text }
      abstract: { column: abstract, kind: text }
      cited: { column: cited, kind: count }
      place: { column: place, kind: category }
    features:
      - number: cited
      - category: place
      - tfidf: { field: title, min_documents: 1 }
      - tfidf: { field: abstract, min_documents: 1, ngrams: [1, 2] }
    split: { by: random, validation_share: 40% }
    model: { random_forest: { trees: 30 } }

    """

  /// Gold papers are wanted; titles have what offsets stumble over.
  private static func table() -> String {
    let spice = ["🧪 ", "São João ", "Sa\u{303}o ", "שלום ", "👩‍🔬 ", "ÉTÉ "]
    return "id,title,abstract,cited,place,y\n"
      + (0..<60).map { row in
        let isGold = row % 4 == 0
        return [
          "p\(row)", "\(spice[row % 6])\(isGold && row % 5 > 0 ? "Gold" : "Sand") of river \(row % 7)",
          "\(spice[(row + 1) % 6])found \(isGold || row % 3 == 0 ? "golden nuggets" : "wet sand") 🧬 bend\(row % 5)",
          row == 50 ? "" : "\(cited(row))", row % 2 == 0 ? "sea" : "land", row < 30 ? (isGold ? "1" : "0") : "",
        ].joined(separator: ",") + "\n"
      }.joined()
  }

  private static func cited(_ row: Int) -> Int { (row % 4 == 0 ? 9 : 0) + row * 3 % 17 }

  private static func live(_ table: String = table()) throws -> (notes: NotesProject, live: LiveModel) {
    let notes = try NotesProject(yaml: recipe)
    try notes.importing(table)
    let live = LiveModel(notes.project, threadCount: 1)
    live.start()
    #expect(live.waits(for: 30, atMost: LiveModelTests.patience), "\(live.state)")
    return (notes, live)
  }

  private static func scores(_ live: LiveModel) throws -> [Int64: Float] {
    let order = try #require(live.order)
    return Dictionary(uniqueKeysWithValues: zip(order.items, order.scores))
  }

  @Test func `The parts and the rest add up to the score of the order`() throws {
    let (_, live) = try Self.live()
    defer { live.stop() }
    let scores = try Self.scores(live)
    var kinds: Set<ItemExplanation.Part.Kind> = []
    var hasRest = false
    for row in 0..<60 {
      let found = try live.explanation(of: "p\(row)")
      #expect(abs(found.base + found.parts.reduce(found.rest) { $0 + $1.amount } - found.score) < 1e-6)
      if row >= 30 { #expect(scores[Int64(row + 1)] == Float(found.score)) }
      #expect(found.parts.count <= 12 && found.parts.allSatisfy { $0.amount != 0 })
      let amounts = found.parts.map(\.amount.magnitude)
      #expect(amounts == amounts.sorted(by: >) && found.modelPosition == 30)
      kinds.formUnion(found.parts.map(\.kind))
      hasRest = hasRest || found.restCount > 0
    }
    #expect(kinds == [.term, .number, .category] && hasRest)
  }

  @Test func `Parts say what people read, and numbers are those of the item`() throws {
    let (_, live) = try Self.live()
    defer { live.stop() }
    var numbers: [Int] = []
    var words: Set<Bool> = []
    for row in 30..<60 {
      for part in try live.explanation(of: "p\(row)").parts {
        switch part.kind {
        case .number:
          #expect(part.name == "cited" && part.value == (row == 50 ? nil : Double(Self.cited(row))))
          #expect(part.isPresent == (row != 50))
          numbers.append(row)
        case .category:
          #expect(part.isPresent == ((part.name == "place=sea") == (row % 2 == 0)) && part.value == nil)
        case .term where part.name == "title: gold":
          #expect(part.isPresent == (row % 4 == 0 && row % 5 > 0) && part.value == nil)
          words.insert(part.isPresent)
        case .term: continue
        }
      }
    }
    #expect(numbers.count > 5 && words == [true, false], "\(numbers)")
  }

  @Test func `A marked stretch of a text is the term that it is marked for`() throws {
    let (notes, live) = try Self.live()
    defer { live.stop() }
    let pipeline = try #require(live.published.fit?.material.pipeline)
    var words: Set<String> = []
    for row in 0..<60 {
      let found = try live.explanation(of: "p\(row)")
      let fields = try notes.project.read { snapshot in
        let item = try snapshot.demandItem(key: "p\(row)", path: "")
        return try StoredFields(
          try #require(try snapshot.newestVersion(ofItem: item.id)).fields, what: "")
      }
      var ends: [String: Int] = [:]
      for mark in found.marks {
        let text = Array(fields.text(mark.field).utf16)
        let place = mark.offset..<(mark.offset + mark.length)
        let stretch = String(decoding: text[place], as: UTF16.self)
        let term = Tokenizer().tokens(of: stretch).joined(separator: " ")
        #expect(pipeline.featureNames.contains("\(mark.field): \(term)"), "\(stretch)")
        #expect(mark.offset >= ends[mark.field, default: 0], "no two overlap, in the order of the text")
        ends[mark.field] = place.upperBound
        let part = found.parts.first { $0.name == "\(mark.field): \(term)" }
        #expect(part == nil || part?.amount == mark.amount)
        words.insert(term)
      }
      #expect(found.marks.count <= 60)
    }
    #expect(words.contains("gold") && words.contains("sand") && words.contains { $0.contains(" ") })
  }

  @Test func `A long text has its strongest marks, at most 60`() throws {
    let text = Self.table() + "p60,Gold,\(String(repeating: "golden nuggets wet sand ", count: 50)),3,sea,\n"
    let (_, live) = try Self.live(text)
    defer { live.stop() }
    #expect(try live.explanation(of: "p60").marks.count == 60)
  }

  @Test func `Neighbours are the labelled items with the most similar terms`() throws {
    let (notes, live) = try Self.live()
    defer { live.stop() }
    let fit = try #require(live.published.fit)
    let columns = try #require(fit.material.textColumns)
    let rows = fit.material.matrix.selecting(rows: 0..<60, columns: columns)
    func dense(_ row: Int) -> [Float] { (0..<rows.columnCount).map { rows[row, $0] } }
    func length(_ row: [Float]) -> Float { row.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    for row in [0, 31, 44] {
      let found = try live.explanation(of: "p\(row)").neighbours
      #expect(found.count == 5 && !found.contains { $0.id == "p\(row)" })
      let mine = dense(row)
      let cosines = (0..<30).filter { $0 != row }.map { other -> Float in
        let its = dense(other)
        return zip(mine, its).reduce(0) { $0 + $1.0 * $1.1 } / (length(mine) * length(its))
      }.sorted(by: >)
      for (neighbour, cosine) in zip(found, cosines) {
        #expect(abs(neighbour.similarity - Double(cosine)) < 1e-5)
        let number = try #require(Int(neighbour.id.dropFirst()))
        #expect(neighbour.label == (number % 4 == 0 ? "yes" : "no"))
        let title = try notes.project.read { try $0.newestVersion(ofItem: Int64(number + 1))?.title }
        #expect(neighbour.title == title)
      }
    }
  }

  @Test func `An item that came since is explained, and an unknown one is a failure`() throws {
    let (notes, live) = try Self.live()
    live.stop()
    try notes.importing("id,title,abstract,cited,place,y\nnew,🧪 Gold,we found golden nuggets,3,sea,\n")
    let found = try live.explanation(of: "new")
    #expect(found.marks.contains { $0.field == "title" && $0.offset == 3 && $0.length == 4 })
    #expect(notes.message { _ = try live.explanation(of: "?") }.contains("there is no item with the id \"?\""))
  }

  // MARK: Items to begin with

  @Test func `Items to begin with are the farthest ones, written plainly`() throws {
    let (notes, live) = try Self.live()
    defer { live.stop() }
    let material = try #require(live.published.fit?.material)
    let rows = material.matrix.selecting(rows: 0..<60, columns: material.comparedColumns)
    let set = CosineRows(rows)
    func likeness(_ one: Int, _ other: Int) -> Float { set.cosines(withRow: other, of: set)[one] }
    for labels in [LabelState(), try notes.project.read { try $0.labels() }] {
      let answered = labels.answeredItems.map { Int($0) - 1 }
      let open = (0..<60).filter { !answered.contains($0) }
      var chosen = answered
      var expected: [Int] = []
      if answered.isEmpty {
        let centre = set.cosinesWithCentre()
        expected.append(try #require(open.max { (centre[$0], $1) < (centre[$1], $0) }))
        chosen = expected
      }
      while expected.count < 20 {
        let left = open.filter { !expected.contains($0) }
        let nearest = left.map { row in chosen.map { likeness(row, $0) }.max() ?? 0 }
        let place = try #require(nearest.indices.min { (nearest[$0], left[$0]) < (nearest[$1], left[$1]) })
        expected.append(left[place])
        chosen.append(left[place])
      }
      #expect(DiverseChoice.picks(material, labels, seed: 1) == expected.map { Int64($0 + 1) })
    }
  }
}
