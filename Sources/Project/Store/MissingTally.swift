import GarimpoFeatures

/// How many of the items that were scored lack each number that the model asks for: it counts as 0.
struct MissingTally {
  private var counts: [(name: String, count: Int)] = []

  init() {}

  init(_ missing: [MissingNumbers]) { add(missing) }

  /// Adds what was missing among other items.
  mutating func add(_ other: MissingTally) {
    for entry in other.counts { add(entry.name, entry.count) }
  }

  private mutating func add(_ missing: [MissingNumbers]) {
    for entry in missing { add(entry.name, entry.count) }
  }

  private mutating func add(_ name: String, _ count: Int) {
    if let place = counts.firstIndex(where: { $0.name == name }) {
      counts[place].count += count
    } else {
      counts.append((name, count))
    }
  }

  /// `views is missing in 3 of 12 items: taken as 0`, a sentence for each number.
  func sentences(of itemCount: Int) -> [String] {
    counts.map {
      "\($0.name) is missing in \(Text.grouped($0.count)) of \(Text.count(itemCount, "item")): taken as 0"
    }
  }
}
