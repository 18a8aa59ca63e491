/// Duplicates by comparing every item with every other, words as strings and shingles as sets of arrays.
struct NaiveDuplicates {
  let words: [[String]]
  let shingles: [Set<[String]>]

  init(_ texts: [String]) {
    words = texts.map { text in text.lowercased().matches(of: /[\w][\w+#]*/).map { String($0.output) } }
    shingles = words.map { words in
      words.count < 3 ? [] : Set((2..<words.count).map { Array(words[($0 - 2)...$0]) })
    }
  }

  /// The first item with the same words, itself if there is none before it; nil without words.
  func leader(of item: Int) -> Int? {
    words[item].isEmpty ? nil : words[...item].firstIndex(of: words[item])
  }

  /// The similarity of two items; 0 if one has no shingles.
  func similarity(_ a: Int, _ b: Int) -> Double {
    if shingles[a].isEmpty || shingles[b].isEmpty { return 0 }
    return Double(shingles[a].intersection(shingles[b]).count) / Double(shingles[a].union(shingles[b]).count)
  }
}
