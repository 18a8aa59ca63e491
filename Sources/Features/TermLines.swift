/// The terms of a block of texts, one text after the other, as the codes of their `TermNode`s.
///
/// Work goes by blocks: what a call and a change of array cost is paid once for many short texts, and what a step writes
/// is still in the processor's cache when the next one reads it.
struct TermLines {
  /// The terms, in the order of the texts.
  var codes: [UInt32] = []
  /// The number of terms up to and with each text.
  var ends: [Int] = []

  /// The number of texts in a block.
  static let blockSize = 64

  /// Forgets all texts.
  mutating func removeAll() {
    codes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}

extension [String] {
  /// Scans the strings in blocks; calls `body` after each with the units of the block's texts.
  func scanBlocks(with scanner: inout UnitScanner, _ body: (TokenList) -> Void) {
    for start in stride(from: 0, to: count, by: TermLines.blockSize) {
      scanner.scan(self[start..<Swift.min(start + TermLines.blockSize, count)])
      body(scanner.list)
    }
  }
}
