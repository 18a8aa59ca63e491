/// Sums of scaled rows of a dense matrix: the inner loops of what keeps decision values up to date.
package enum ScaledRows {
  /// Adds `scale` · `row` to `sums`; both have one length.
  package static func add(_ scale: Double, _ row: Span<Float>, to sums: inout MutableSpan<Double>) {
    precondition(row.count == sums.count, "rows of one length")
    for i in row.indices {
      // SAFETY: `i` is below the count of both, which is the same.
      unsafe sums[unchecked: i] += scale * Double(row[unchecked: i])
    }
  }

  /// Adds Σⱼ `scales[j]` · row j of `rows`, shape `[scales.count, sums.count]`, to `sums`; a row whose scale is 0 is skipped.
  ///
  /// Goes through the columns in blocks that stay in the cache. Every sum is made in ascending order of the rows.
  package static func add(_ scales: Span<Double>, _ rows: Span<Float>, to sums: inout MutableSpan<Double>) {
    let width = sums.count
    precondition(rows.count >= scales.count * width, "a row for each scale")
    let blockSize = 2048
    var start = 0
    while start < width {
      let end = min(start + blockSize, width)
      for row in scales.indices where scales[row] != 0 {
        let scale = scales[row]
        let offset = row * width
        for i in start..<end {
          // SAFETY: `i` is below `width`, and `offset + i` below `scales.count · width`, as checked above.
          unsafe sums[unchecked: i] += scale * Double(rows[unchecked: offset + i])
        }
      }
      start = end
    }
  }
}
