/// The column of each term of a vocabulary, by the numbers of its words and n-grams.
struct TermColumns: Sendable {
  private var words: [Int32]
  private var grams: [Int32]

  /// No columns yet, for `wordCount` words and `gramCount` n-grams.
  init(wordCount: Int, gramCount: Int) {
    words = Array(repeating: -1, count: wordCount)
    grams = Array(repeating: -1, count: gramCount)
  }

  /// The column of a term, or -1.
  @inline(__always)
  subscript(_ node: TermNode) -> Int {
    get { Int(node.isGram ? grams[node.number] : words[node.number]) }
    set {
      if node.isGram { grams[node.number] = Int32(newValue) } else { words[node.number] = Int32(newValue) }
    }
  }
}
