import Testing

@testable import GarimpoFeatures

/// FNV-1a over UTF-8, 64 bits.
private struct Digest {
  var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
}

/// The numbers of a list such as `88f-890 c5c-c5c`.
private func ranges(_ text: String) -> [ClosedRange<UInt32>] {
  text.split(whereSeparator: \.isWhitespace).map { entry in
    let ends = entry.split(separator: "-").map { UInt32($0, radix: 16) ?? 0 }
    return ends[0]...ends[1]
  }
}

@Suite struct TokenizerTests {
  @Test(arguments: [
    ("", []),
    ("a", []),
    ("ab", ["ab"]),
    ("a b c", []),
    ("AB", ["ab"]),
    ("C++ em 10 min: São João", ["em", "10", "min", "são", "joão"]),
    ("snake_case __x __ _", ["snake_case", "__x", "__"]),
    ("don't stop-me", ["don", "stop", "me"]),
    ("x² ½½ ⑦⑧ 三四 Ⅻⅻ", ["x²", "½½", "⑦⑧", "三四", "ⅻⅻ"]),
    ("e\u{301}te\u{301} \u{E9}t\u{E9}", ["te", "\u{E9}t\u{E9}"]),
    ("İstanbul DİYARBAKIR", ["stanbul", "di", "yarbakir"]),
    ("ΟΔΥΣΣΕΥΣ ΣΑΣ. Σ ΑΣ'Α ΑΣ'", ["οδυσσευς", "σας", "ασ", "ας"]),
    ("日本語 のテスト한국어", ["日本語", "のテスト한국어"]),
    ("😀😀 a\u{200B}b ab\u{200B}cd", ["ab", "cd"]),
    ("nul\0nul \u{1F}x\u{7F}", ["nul", "nul"]),
    (
      "abcdefgh abcdefghi abcdefghijklmnop abcdefghijklmnopq",
      ["abcdefgh", "abcdefghi", "abcdefghijklmnop", "abcdefghijklmnopq"]
    ),
    ("áéíóúàèìò ééé", ["áéíóúàèìò", "ééé"]),
  ])
  func `a text splits into words`(text: String, words: [String]) {
    let found = Tokenizer().tokens(of: text)
    #expect(found.map { Array($0.utf8) } == words.map { Array($0.utf8) }, "\(found)")
  }

  @Test(arguments: [
    ("São João é ÀÉÎ", ["sao", "joao", "aei"]),
    ("ﬁne ﬀ ™™ ½ ²² ＡＢｃ", ["fine", "ff", "TMTM", "22", "abc"]),
    ("e\u{301}te\u{301}", ["ete"]),
    ("İstanbul", ["istanbul"]),
    ("각", ["\u{1100}\u{1161}\u{11A8}"]),
  ])
  func `a text splits into words without accents`(text: String, words: [String]) {
    let found = Tokenizer(foldAccents: true).tokens(of: text)
    #expect(found.map { Array($0.utf8) } == words.map { Array($0.utf8) }, "\(found)")
  }

  @Test func `every scalar that Python knows is lower-cased, folded and split as Python does it`() {
    var plain = TokenScanner(foldAccents: false)
    var folded = TokenScanner(foldAccents: true)
    let unassigned = ranges(TokenGolden.unassigned)
    var gap = 0
    for line in TokenGolden.blocks.split(separator: "\n") {
      let parts = line.split(separator: " ")
      let first = (UInt32(parts[0], radix: 16) ?? 0) * 1024
      var digests = (Digest(), Digest())
      var count = 0
      for value in first..<(first + 1024) {
        while gap < unassigned.count, unassigned[gap].upperBound < value { gap += 1 }
        guard let scalar = Unicode.Scalar(value), gap == unassigned.count || !unassigned[gap].contains(value)
        else { continue }
        if [0x295, 0x1171E].contains(value) { continue }
        count += 1
        let text = "Ab\(scalar)Cd \(scalar)\(scalar) a\u{3A3}\(scalar)b a\(scalar)\u{3A3}"
        plain.clear()
        plain.scan(text)
        for token in plain.list.tokens { digests.0.add(plain.list.bytes(of: token) + [10]) }
        folded.clear()
        folded.scan(text)
        for token in folded.list.tokens { digests.1.add(folded.list.bytes(of: token) + [10]) }
      }
      #expect(count == Int(parts[1]), "block \(parts[0])")
      #expect(String(digests.0.value, radix: 16) == parts[2].drop { $0 == "0" }, "block \(parts[0])")
      #expect(String(digests.1.value, radix: 16) == parts[3].drop { $0 == "0" }, "block \(parts[0]), folded")
    }
  }

  /// Scalars that this standard library (Unicode 17) counts as letters or numbers and Python 3.11 (Unicode 14) does not
  /// know. A newer toolchain may add to them.
  private static let newer = """
    88f-88f c5c-c5c cdc-cdc 1c89-1c8a a7cb-a7cf a7d2-a7d2 a7d4-a7d4 a7da-a7dc a7f1-a7f1 105c0-105f3 10940-10959
    10d40-10d65 10d6f-10d85 10ec2-10ec7 1123f-11240 11380-11389 1138b-1138b 1138e-1138e 11390-113b5 113b7-113b7
    113d1-113d1 113d3-113d3 116d0-116e3 11bc0-11be0 11bf0-11bf9 11db0-11ddb 11de0-11de9 11f02-11f02 11f04-11f10
    11f12-11f33 11f50-11f59 1342f-1342f 13441-13446 13460-143fa 16100-1611d 16130-16139 16d40-16d6c 16d70-16d79
    16ea0-16eb8 16ebb-16ed3 16ff2-16ff6 187f8-187ff 18cff-18cff 18d09-18d1e 18d80-18df2 1b132-1b132 1b155-1b155
    1ccf0-1ccf9 1d2c0-1d2d3 1df25-1df2a 1e030-1e06d 1e4d0-1e4eb 1e4f0-1e4f9 1e5d0-1e5ed 1e5f0-1e5fa 1e6c0-1e6de
    1e6e0-1e6e2 1e6e4-1e6e5 1e6e7-1e6ed 1e6f0-1e6f4 1e6fe-1e6ff 2b739-2b73f 2cea2-2cead 2ebf0-2ee5d 31350-33479
    """

  @Test func `scalars that Python does not know are words only where Unicode has added letters and numbers`() {
    let newer = Set(ranges(Self.newer).joined())
    for range in ranges(TokenGolden.unassigned) {
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let changes = scalar.properties.lowercaseMapping.unicodeScalars.first != scalar
        if (scalar.isWordPart || changes) != newer.contains(value) { Issue.record("\(String(value, radix: 16))") }
      }
    }
  }

  @Test func `a sigma beside the two scalars whose casing Unicode has changed is lower-cased by the new rule`() {
    // Python 3.11 gives ʕ a case and U+1171E none of the properties: it has the two sigmas the other way round.
    #expect(Tokenizer().tokens(of: "aΣ\u{295}b a\u{295}Σ") == ["aς\u{295}b", "a\u{295}σ"])
    #expect(Tokenizer().tokens(of: "aΣ\u{1171E}b") == ["aς"])
  }

  @Test(arguments: [("ASCII", "the quick brown fox_1 "), ("Latin", "São João ÀÉÎ "), ("CJK", "日本語 ")])
  func `a text without an end of words is read to its end`(name: String, piece: String) {
    for count in [1, 7, 1000] {
      let text = String(repeating: piece, count: count)
      let words = Tokenizer().tokens(of: piece)
      #expect(Tokenizer().tokens(of: text) == Array(repeatElement(words, count: count).joined()))
    }
    let long = String(repeating: "x", count: 100_001)
    #expect(Tokenizer().tokens(of: long) == [long])
  }
}
