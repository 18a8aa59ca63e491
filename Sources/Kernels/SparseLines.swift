/// The lines of a sparse matrix (its rows, or its columns), to be multiplied by dense vectors; shape `[count, width]`.
///
/// Line `l` holds the entries `offsets[l] ..< offsets[l + 1]` of `indices` and `values`. The results do not depend on the
/// number of threads: each line is summed in one fixed order, by four lanes, in `Double`.
package struct SparseLines: Sendable {
  /// The number of lines.
  package let count: Int
  /// The length of a line, counting what is not stored.
  package let width: Int
  /// Where each line starts; `count + 1` offsets.
  package let offsets: [Int]
  /// The place in its line of each entry.
  package let indices: [UInt32]
  /// The value of each entry.
  package let values: [Float]
  /// Where each block of lines starts; a block has about `blockSize` entries and is worked on by one thread.
  private let blocks: [Int]

  private static let blockSize = 1 << 16

  /// Lines from their three arrays; all indices must be below `width` (checked, O(entries)).
  package init(width: Int, offsets: [Int], indices: [UInt32], values: [Float]) {
    precondition(
      offsets.first == 0 && offsets.last == values.count && indices.count == values.count, "offsets must span")
    precondition(zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }, "offsets must not descend")
    precondition(indices.allSatisfy { Int($0) < width }, "index out of range")
    count = offsets.count - 1
    self.width = width
    self.offsets = offsets
    self.indices = indices
    self.values = values
    var blocks = [0]
    for line in 0..<count where offsets[line + 1] - offsets[blocks[blocks.count - 1]] > Self.blockSize {
      if line > blocks[blocks.count - 1] { blocks.append(line) }
    }
    blocks.append(count)
    self.blocks = blocks
  }

  /// Sets `result`, shape `[count]`, to the products of the lines and `vector`, shape `[width]`.
  package func multiply(_ vector: [Double], into result: inout [Double], on workers: WorkerPool) {
    fill(&result, vector, on: workers) { value, other in Double(value) * other }
  }

  /// Sets `result`, shape `[count]`, to Σ vector[i] · line[i]² of each line.
  package func multiplySquares(_ vector: [Double], into result: inout [Double], on workers: WorkerPool) {
    fill(&result, vector, on: workers) { value, other in Double(value) * Double(value) * other }
  }

  /// Sets each result to the sum over its line of `term(value, vector at its place)`.
  @inline(__always)
  private func fill(
    _ result: inout [Double], _ vector: [Double], on workers: WorkerPool,
    _ term: @Sendable (Float, Double) -> Double
  ) {
    precondition(vector.count == width && result.count == count, "the vectors must have the shape of the matrix")
    // SAFETY: the pointer does not leave the closure.
    unsafe result.withUnsafeMutableBufferPointer { result in
      // SAFETY: each block is worked on once and writes the results of its own lines only.
      nonisolated(unsafe) let result = unsafe result
      workers.run(count: blocks.count - 1) { block, _ in
        let (indices, values, vector) = (indices.span, values.span, vector.span)
        for line in blocks[block]..<blocks[block + 1] {
          var entry = offsets[line]
          let end = offsets[line + 1]
          var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
          while entry + 4 <= end {
            // SAFETY: entries lie below `values.count` and places below `width`, as checked in init; `vector` is that long.
            unsafe a += term(values[unchecked: entry], vector[unchecked: Int(indices[unchecked: entry])])
            unsafe b += term(values[unchecked: entry + 1], vector[unchecked: Int(indices[unchecked: entry + 1])])
            unsafe c += term(values[unchecked: entry + 2], vector[unchecked: Int(indices[unchecked: entry + 2])])
            unsafe d += term(values[unchecked: entry + 3], vector[unchecked: Int(indices[unchecked: entry + 3])])
            entry += 4
          }
          while entry < end {
            // SAFETY: as above.
            unsafe a += term(values[unchecked: entry], vector[unchecked: Int(indices[unchecked: entry])])
            entry += 1
          }
          unsafe result[line] = (a + b) + (c + d)
        }
      }
    }
  }
}
