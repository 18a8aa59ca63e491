/// The name that a person most likely meant.
package enum NearestName {
  /// The first of `names` with the fewest edits from `name`, or nil when all are further than a third of its length
  /// (at least 2 edits are allowed). Case and the separators `-`, `_`, `:` and space do not count.
  package static func nearest(to name: String, among names: [String]) -> String? {
    let wanted = folded(name)
    guard !wanted.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in names {
      let distance = edits(wanted, folded(candidate))
      if distance <= max(2, wanted.count / 3), distance < max(wanted.count, 1), distance < best?.distance ?? .max {
        best = (candidate, distance)
      }
    }
    return best?.name
  }

  private static func folded(_ name: String) -> [UInt8] {
    CellText(String(name.prefix(100))).bytes.filter { ![0x20, 0x2D, 0x5F, 0x3A].contains($0) }
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours between two texts (optimal string
  /// alignment).
  static func edits(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var older: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var least = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, older[j - 1] + 1) }
        current.append(least)
      }
      older = previous
      previous = current
    }
    return previous[b.count]
  }
}
