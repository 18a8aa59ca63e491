import GarimpoKernels

/// Some rows of a table: the text of their cells in row order and where each ends.
///
/// The top bit of an end says that the cell is missing. JSON Lines can have fewer columns here than the table has in the
/// end: cells beyond them are missing too.
struct TableBlock: Sendable {
  /// A block with this much text is closed.
  static let fullSize = 4 << 20

  /// The text after which a block is closed when all of a file of this size is kept: larger for a large file.
  static func fullSize(fileSize: Int?) -> Int { (fileSize ?? 0) > 32 << 20 ? 32 << 20 : fullSize }

  let columnCount: Int
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [UInt32] = []
  private(set) var lines: [UInt32] = []

  init(columnCount: Int) { self.columnCount = columnCount }

  init(columnCount: Int, _ batch: ByteScan.Batch) {
    self.columnCount = columnCount
    bytes = batch.bytes
    ends = batch.ends
    lines = batch.lines
  }

  var rowCount: Int { lines.count }

  mutating func append(_ cell: some Sequence<UInt8>, isMissing: Bool = false) {
    bytes.append(contentsOf: cell)
    ends.append(UInt32(bytes.count) | (isMissing ? ByteScan.Batch.missing : 0))
  }

  mutating func endRow(line: Int) { lines.append(UInt32(truncatingIfNeeded: line)) }

  func range(_ row: Int, _ column: Int) -> Range<Int> {
    guard column < columnCount else { return 0..<0 }
    let cell = row * columnCount + column
    let start = cell == 0 ? 0 : Int(ends[cell - 1] & ~ByteScan.Batch.missing)
    return start..<Int(ends[cell] & ~ByteScan.Batch.missing)
  }

  func isMissing(_ row: Int, _ column: Int) -> Bool {
    column >= columnCount || ends[row * columnCount + column] & ByteScan.Batch.missing != 0
  }

  func text(_ row: Int, _ column: Int) -> String {
    String(decoding: bytes[range(row, column)], as: UTF8.self)
  }
}
