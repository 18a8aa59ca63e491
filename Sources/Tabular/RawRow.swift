/// One row of a table as text, to be kept: a JSON array with a string for each cell, null for a missing one.
///
/// ``TableAssembler`` makes a table of such rows again, with the same cells and the same ones missing.
public enum RawRow {
  /// The cells of a row, on one line and without a NUL.
  public static func json(_ table: Table, row: Int) -> String {
    let (block, local) = table.block(ofRow: row)
    var bytes: [UInt8] = [0x5B]
    for column in 0..<table.columnCount {
      if column > 0 { bytes.append(0x2C) }
      if block.isMissing(local, column) {
        bytes.append(contentsOf: "null".utf8)
      } else {
        JSONString.append(block.bytes[block.range(local, column)], to: &bytes)
      }
    }
    bytes.append(0x5D)
    return String(decoding: bytes, as: UTF8.self)
  }
}
