import Testing

@testable import GarimpoKernels

struct SparseLinesTests {
  /// Random lines; `fullness` of 1,000 places are filled.
  private static func lines(_ count: Int, _ width: Int, fullness: Int, seed: UInt64) -> SparseLines {
    var generator = SplitMix64(seed: seed, stream: 1)
    var (offsets, indices, values) = ([0], [UInt32](), [Float]())
    for _ in 0..<count {
      for place in 0..<width where generator.next(below: 1000) < fullness {
        indices.append(UInt32(place))
        values.append(Float(generator.nextUnit()) - 0.5)
      }
      offsets.append(values.count)
    }
    return SparseLines(width: width, offsets: offsets, indices: indices, values: values)
  }

  @Test(arguments: [0, 1, 2, 3, 5, 10], [0, 1, 2, 3, 5, 10, 33])
  func `Products are those of the dense matrix`(count: Int, width: Int) {
    for fullness in [0, 300, 1000] {
      let lines = Self.lines(count, width, fullness: fullness, seed: UInt64(fullness))
      let vector = (0..<width).map { 1 / Double($0 + 3) }
      var dense = [[Double]](repeating: [Double](repeating: 0, count: width), count: count)
      for line in 0..<count {
        for entry in lines.offsets[line]..<lines.offsets[line + 1] {
          dense[line][Int(lines.indices[entry])] = Double(lines.values[entry])
        }
      }
      var (products, squares) = ([Double](repeating: -1, count: count), [Double](repeating: -1, count: count))
      let workers = WorkerPool(threadCount: 2)
      lines.multiply(vector, into: &products, on: workers)
      lines.multiplySquares(vector, into: &squares, on: workers)
      for line in 0..<count {
        #expect(abs(products[line] - zip(dense[line], vector).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-14)
        #expect(abs(squares[line] - zip(dense[line], vector).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }) < 1e-14)
      }
    }
  }

  @Test func `The number of threads does not show, and blocks leave out no line`() {
    // Lines of very different lengths: one alone is larger than a block.
    let short = Self.lines(400, 900, fullness: 300, seed: 1)
    let long = Self.lines(1, 900, fullness: 1000, seed: 2)
    var (offsets, indices, values) = (short.offsets, short.indices, short.values)
    for _ in 0..<80 {
      indices += long.indices
      values += long.values
    }
    offsets.append(values.count)
    // The last line repeats places, which a matrix would not; its sum is still that of all entries.
    let lines = SparseLines(width: 900, offsets: offsets + [values.count], indices: indices, values: values)
    let vector = (0..<900).map { Double($0 % 7) - 3 }
    func product(_ threads: Int) -> [Double] {
      var result = [Double](repeating: .nan, count: lines.count)
      lines.multiply(vector, into: &result, on: WorkerPool(threadCount: threads))
      return result
    }
    let one = product(1)
    #expect(one.allSatisfy { !$0.isNaN } && one.last == 0 && values.count > 1 << 17)
    for threads in 2...4 { #expect(product(threads) == one) }
  }
}
