import GarimpoRecipes
import Testing

@testable import GarimpoFeatures

@Suite struct TextSketchTests {
  @Test(arguments: [
    ("", []),
    (" ?! 😀 + # ++", []),
    ("C", ["c"]),
    ("C, C++ & C#; #F# r", ["c", "c++", "c#", "f#", "r"]),
    ("part 1", ["part", "1"]),
    ("a+b a + b 18+!", ["a+b", "a", "b", "18+"]),
    ("É é C+é+ +é", ["é", "é", "c+é+", "é"]),
    ("x², ½ 三", ["x²", "½", "三"]),
    ("don't", ["don", "t"]),
    ("_ a_b", ["_", "a_b"]),
    ("abcdefg+ abcdefgh+ abcdefgh", ["abcdefg+", "abcdefgh+", "abcdefgh"]),
  ])
  func `all words are kept, with the signs that follow them`(text: String, words: [String]) {
    var scanner = TokenScanner(foldAccents: false, keepsAllWords: true)
    scanner.scan(text)
    let found = scanner.list.tokens.map { String(decoding: scanner.list.bytes(of: $0), as: UTF8.self) }
    #expect(found == words)
  }

  @Test(arguments: sketchGolden.indices)
  func `a sketch has the bytes that it has always had`(index: Int) throws {
    let (texts, hex) = sketchGolden[index]
    var sketcher = TextSketcher()
    let sketch = sketcher.sketch(of: texts)
    #expect(sketch.bytes.count == TextSketch.byteCount)
    #expect(sketch.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == hex)
    #expect(TextSketch(bytes: sketch.bytes) == sketch)
  }

  @Test func `without bands a sketch has the same key and nothing else`() {
    var sketcher = TextSketcher()
    for (texts, _) in sketchGolden {
      let (whole, key) = (sketcher.sketch(of: texts), sketcher.sketch(of: texts, bands: false))
      #expect(key.bytes.prefix(8) == whole.bytes.prefix(8) && !key.hasBands)
    }
  }

  @Test func `what a sketcher read before does not show`() {
    var used = TextSketcher()
    let forth = sketchGolden.map { used.sketch(of: $0.texts) }
    let back = sketchGolden.reversed().map { used.sketch(of: $0.texts) }
    #expect(forth == back.reversed())
  }

  @Test func `case, punctuation and the borders of texts do not count, words and their order do`() {
    var sketcher = TextSketcher()
    let sketch = sketcher.sketch(of: ["The forest, for the trees", ""])
    #expect(sketcher.sketch(of: ["the FOREST", "for... the", "trees!"]) == sketch)
    for other in ["forest the for the trees", "the forest for the trees a", "the forest for the tree s", "the forest"] {
      #expect(sketcher.sketch(of: [other]).key != sketch.key, "\(other)")
    }
    for (a, b) in [("C", "R"), ("C", "C++"), ("C", "C#"), ("part 1", "part 2"), ("1 2", "12"), ("ab c", "a bc")] {
      #expect(sketcher.sketch(of: [a]) != sketcher.sketch(of: [b]), "\(a), \(b)")
    }
  }

  @Test func `texts without words are empty and short ones have no bands`() {
    var sketcher = TextSketcher()
    #expect(sketcher.sketch(of: ["…"]).isEmpty && !sketcher.sketch(of: ["…"]).hasBands)
    #expect(!sketcher.sketch(of: ["a b"]).isEmpty && !sketcher.sketch(of: ["a b"]).hasBands)
    #expect(sketcher.sketch(of: ["a b c"]).hasBands)
  }

  @Test func `bytes that no texts have are refused`() {
    for count in [0, 1, 39, 41, 80] { #expect(TextSketch(bytes: Array(repeating: 1, count: count)) == nil) }
    #expect(TextSketch(bytes: Array(repeating: 0, count: 40))?.isEmpty == true)
    #expect(TextSketch(bytes: Array(repeating: 0, count: 39) + [1]) == nil)
  }

  @Test func `an item is compared by its title and the texts that do not repeat it`() {
    let items = Items(
      ids: ["a", "b"], sourceRows: [0, 1], titles: ["One", "Two"], labels: [nil, nil],
      observed: Array(repeating: Timestamp(secondsSince1970: 0), count: 2),
      fields: [
        Field(name: "title", values: .text(["One", "Second"])), Field(name: "category", values: .category(["x", "y"])),
        Field(name: "views", values: .number([1, 2])), Field(name: "abstract", values: .text(["", "Of two"])),
      ])
    #expect(items.comparedTexts(ofItem: 0) == ["One", ""])
    #expect(items.comparedTexts(ofItem: 1) == ["Two", "Second", "Of two"])
  }
}
