/// Changes cells after they were read: undoes mojibake, takes off the protection against formulas.
struct CellRewriter {
  private let options: TableOptions
  private(set) var repairedCharacterCount = 0

  init(_ options: TableOptions) { self.options = options }

  /// The block with every cell rewritten.
  mutating func rewritten(_ block: TableBlock) -> TableBlock {
    var result = TableBlock(columnCount: block.columnCount)
    for row in 0..<block.rowCount {
      for column in 0..<block.columnCount {
        if block.isMissing(row, column) {
          result.append(EmptyCollection(), isMissing: true)
        } else {
          result.append(rewritten(block.bytes[block.range(row, column)]))
        }
      }
      result.endRow(line: Int(block.lines[row]))
    }
    return result
  }

  /// A text as it was before.
  mutating func rewritten(_ text: String) -> String {
    String(decoding: rewritten(Array(text.utf8)[...]), as: UTF8.self)
  }

  private mutating func rewritten(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var cell = cell
    if options.unprotectsFormulas && FormulaGuard.isProtected(cell) { cell = cell.dropFirst() }
    if options.repairsMojibake {
      let (text, count) = MojibakeRepair.repaired(cell)
      repairedCharacterCount += count
      if count > 0 { cell = text[...] }
    }
    return cell
  }
}
