/// Sums of scaled rows of a dense matrix: the inner loops of what keeps decision values up to date.
package enum ScaledRows {
  /// Adds `scale` · `row` to `sums`; both have one length.
  package static func add(_ scale: Float, _ row: Span<Float>, to sums: inout MutableSpan<Float>) {
    precondition(row.count == sums.count, "rows of one length")
    for i in row.indices {
      // SAFETY: `i` is below the count of both, which is the same.
      unsafe sums[unchecked: i] += scale * row[unchecked: i]
    }
  }

  /// Adds Σⱼ `scales[j]` · row j of `rows`, shape `[scales.count, sums.count]`, to `sums`; a row whose scale is 0 is skipped.
  ///
  /// Goes through the columns in blocks that stay in the cache. What is added to a sum is summed in `Float`, in ascending
  /// order of the rows.
  package static func add(_ scales: Span<Double>, _ rows: Span<Float>, to sums: inout MutableSpan<Double>) {
    let width = sums.count
    precondition(rows.count >= scales.count * width, "a row for each scale")
    let blockSize = 2048
    var block = [Float](repeating: 0, count: min(blockSize, width))
    var start = 0
    while start < width {
      let count = min(blockSize, width - start)
      var changes = block.mutableSpan
      for i in 0..<count { changes[i] = 0 }
      for row in scales.indices where scales[row] != 0 {
        let scale = Float(scales[row])
        let offset = row * width + start
        for i in 0..<count {
          // SAFETY: `i` is below the length of the block, and `offset + i` below `scales.count · width`, as checked above.
          unsafe changes[unchecked: i] += scale * rows[unchecked: offset + i]
        }
      }
      for i in 0..<count { sums[start + i] += Double(changes[i]) }
      start += count
    }
  }
}
