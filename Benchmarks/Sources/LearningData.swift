import GarimpoMatrix

/// The matrices that the peers learn from, of one `.npz` file of theirs.
struct LearningData {
  /// Rows with their answers.
  struct Rows {
    let matrix: CSRMatrix
    let targets: [Bool]

    fileprivate init(_ file: borrowing DataFile) throws(DataFileError) {
      let rowCount = try file.count()
      let columnCount = try file.count()
      let entryCount = try file.count()
      matrix = CSRMatrix(
        columnCount: columnCount, rowOffsets: try file.array(of: 0, count: rowCount + 1),
        columnIndices: try file.array(of: UInt32(0), count: entryCount),
        values: try file.array(of: Float(0), count: entryCount))
      targets = try file.array(of: UInt8(0), count: rowCount).map { $0 != 0 }
    }
  }

  /// What is learnt from.
  let training: Rows
  /// What is scored when time is taken; the answers are not always known.
  let scored: Rows
  /// Rows with known answers that were not learnt from.
  let validation: Rows

  /// Reads what `runner/export.py` wrote to `path`.
  init(path: String) throws(DataFileError) {
    let file = try DataFile(path: path)
    training = try Rows(file)
    scored = try Rows(file)
    validation = try Rows(file)
  }
}
