import Testing

@testable import GarimpoRecipes

@Suite struct TagsReaderTests {
  static let cases: [(text: String, tags: [String]?)] = [
    ("a, b ,c", ["a", "b", "c"]), ("a", ["a"]), (",, ", []), ("machine learning", ["machine learning"]),
    (#"["a", "b c"]"#, ["a", "b c"]), ("[]", []), ("[ ]", []), (#"["it's", "say \"hi\""]"#, ["it's", #"say "hi""#]),
    (#"['a', "it's"]"#, ["a", "it's"]), (#"["\u00e7\ud83d\ude00"]"#, ["ç😀"]), (#"["\ud83d"]"#, ["\u{FFFD}"]),
    (#"["a, b"]"#, ["a, b"]), ("[1, 2]", ["1", "2"]), ("[null]", []), (#"["a\nb"]"#, ["a b"]),
    ("[\"a\"", nil), ("[\"a\" \"b\"]", nil), ("[[1]]", nil), ("[\"a\"] b", nil), (#"["\u12"]"#, nil), ("[", nil),
    ("[\"", nil),
    ("[\"a\\", nil),
  ]

  @Test(arguments: cases) func `A cell of several values is taken apart`(text: String, tags: [String]?) {
    #expect(TagsReader(separator: ",").tags(text)?.value == tags)
  }

  @Test func `Another separator takes part in nothing else`() {
    #expect(TagsReader(separator: " | ").tags("a,b | c|d")?.value == ["a,b", "c|d"])
    #expect(TagsReader(separator: ";").tags("a;;b")?.value == ["a", "b"])
  }
}
