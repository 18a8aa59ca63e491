import GarimpoKernels
import GarimpoMatrix
import Testing

@testable import GarimpoLearning

/// A small training set.
struct World: Sendable, CustomTestStringConvertible {
  var rows: [[Float]]
  var targets: [Bool]
  var name: String
  var testDescription: String { name }

  var matrix: CSRMatrix { CSRMatrix(dense: rows) }

  /// Random rows: about a third of the values are not zero; columns with few levels, with many, with negatives, filled.
  static func random(rowCount: Int, columnCount: Int, seed: UInt64) -> World {
    var generator = SplitMix64(seed: seed, stream: 99)
    var rows = [[Float]](repeating: [Float](repeating: 0, count: columnCount), count: rowCount)
    for column in 0..<columnCount {
      for row in 0..<rowCount {
        switch column % 4 {
        case 0: if generator.next(below: 3) == 0 { rows[row][column] = 1 }
        case 1: if generator.next(below: 3) == 0 { rows[row][column] = Float(generator.nextUnit()) + 0.01 }
        case 2: if generator.next(below: 2) == 0 { rows[row][column] = Float(generator.next(below: 5)) - 2 }
        default: rows[row][column] = Float(generator.next(below: 1000)) - 300
        }
      }
    }
    var targets = (0..<rowCount).map { row in
      generator.next(below: 4) == 0 || rows[row].first == 1 && generator.next(below: 2) == 0
    }
    targets[0] = true
    if rowCount > 1 { targets[1] = false }
    return World(rows: rows, targets: targets, name: "\(rowCount) × \(columnCount), seed \(seed)")
  }

  /// Sizes 2, 3, 5, 10 and some larger ones.
  static let all: [World] =
    [2, 3, 5, 10].flatMap { rows in
      [1, 2, 3, 5, 10].map { random(rowCount: rows, columnCount: $0, seed: UInt64(rows * 100 + $0)) }
    } + (0..<6).map { random(rowCount: 40, columnCount: 12, seed: $0) }
    + [random(rowCount: 150, columnCount: 70, seed: 7)]
}

extension CSRMatrix {
  /// A matrix from dense rows.
  init(dense rows: [[Float]]) {
    var offsets = [0]
    var indices: [UInt32] = []
    var values: [Float] = []
    for row in rows {
      for (column, value) in row.enumerated() where value != 0 {
        indices.append(UInt32(column))
        values.append(value)
      }
      offsets.append(values.count)
    }
    self.init(columnCount: rows.first?.count ?? 0, rowOffsets: offsets, columnIndices: indices, values: values)
  }
}
