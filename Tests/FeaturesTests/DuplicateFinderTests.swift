import GarimpoKernels
import Testing

@testable import GarimpoFeatures

private func sketches(of texts: [String]) -> [TextSketch] {
  var sketcher = TextSketcher()
  return texts.map { sketcher.sketch(of: [$0]) }
}

private func links(_ texts: [String], threshold: Double? = 0.9, from first: Int = 0) -> [DuplicateLink] {
  DuplicateFinder(nearThreshold: threshold).links(among: sketches(of: texts), from: first) { [texts[$0]] }
}

/// All links by comparing all pairs.
private func naiveLinks(_ texts: [String], threshold: Double) -> [DuplicateLink] {
  let naive = NaiveDuplicates(texts)
  let leaders = texts.indices.map(naive.leader)
  var links: [DuplicateLink] = []
  for second in texts.indices {
    for first in 0..<second {
      if leaders[second] == first {
        links.append(DuplicateLink(first: first, second: second, kind: .exact, similarity: 1))
      }
      guard leaders[first] == first, leaders[second] == second else { continue }
      let similarity = naive.similarity(first, second)
      if similarity >= threshold {
        links.append(DuplicateLink(first: first, second: second, kind: .near, similarity: similarity))
      }
    }
  }
  return links
}

/// Families of texts: random ones and copies of them in which a few words are others, in random order.
private func families(_ count: Int, seed: UInt64) -> [String] {
  var generator = SplitMix64(seed: seed, stream: UInt64(count))
  let words = (0..<40).map { "w\($0)" }
  func word() -> String { words[generator.next(below: words.count)] }
  var texts: [[String]] = []
  while texts.count < count {
    let original = (0..<generator.next(below: 150)).map { _ in word() }
    for _ in 0..<generator.next(below: 6) {
      var copy = original
      for _ in 0..<generator.next(below: 3) where !copy.isEmpty { copy[generator.next(below: copy.count)] = word() }
      texts.insert(copy, at: generator.next(below: texts.count + 1))
    }
  }
  return texts.prefix(count).map { $0.joined(separator: [" ", ", ", " / "][generator.next(below: 3)]) }
}

/// The share of pairs of a similarity s that agree in none of eight bands of six: (1 − s⁶)⁸.
private func missedShare(_ similarity: Double) -> Double {
  let square = similarity * similarity
  let miss = 1 - square * square * square
  let squared = miss * miss
  return squared * squared * squared * squared
}

@Suite struct DuplicateFinderTests {
  @Test func `all texts of up to four of two words are linked as comparing all pairs links them`() {
    var texts = [""]
    var longer = [""]
    for _ in 0..<4 {
      longer = longer.flatMap { text in ["a", "b"].map { text.isEmpty ? $0 : "\(text) \($0)" } }
      texts += longer
    }
    texts += texts.map { $0.uppercased() + "!" }
    let found = links(texts, threshold: 1)
    #expect(found == naiveLinks(texts, threshold: 1))
    #expect(found.count { $0.kind == .exact } == 30)
    // Four times the same word have the run of three times, and `a b a b` has those of `b a b a`.
    #expect(found.count { $0.kind == .near } == 3)
  }

  @Test(arguments: [0, 1, 2, 3, 5, 10, 60], [0.9, 0.8, 0.5])
  func `links are those of comparing all pairs, but for a few near ones`(count: Int, threshold: Double) {
    var wantedCount = 0
    var missedCount = 0
    // How many the curve misses.
    var expectedCount = 0.0
    for seed in 0..<12 {
      let texts = families(count, seed: UInt64(seed))
      let found = links(texts, threshold: threshold)
      let wanted = naiveLinks(texts, threshold: threshold)
      #expect(Set(found).isSubset(of: wanted) && Set(found).count == found.count)
      #expect(found.filter { $0.kind == .exact } == wanted.filter { $0.kind == .exact })
      for link in wanted where link.kind == .near {
        wantedCount += 1
        expectedCount += missedShare(link.similarity)
      }
      missedCount += wanted.count - found.count
    }
    // Pairs of one family are missed together, so that their number scatters more than by chance alone.
    #expect(Double(missedCount) <= 2 * expectedCount + 2)
    if count == 60 { #expect(wantedCount > 150) }
  }

  @Test(arguments: [(0.9, 90), (0.8, 80), (0.7, 70), (0.5, 50)])
  func `pairs agree in a band as often as the curve says`(similarity: Double, common: Int) {
    var generator = SplitMix64(seed: 77, stream: UInt64(common))
    var sketcher = TextSketcher()
    let trials = 1000
    var agreeing = 0
    for _ in 0..<trials {
      func words(_ count: Int) -> String { (0..<count).map { _ in "\(generator.next())" }.joined(separator: " ") }
      let short = words(common + 2)
      let long = short + " " + words(100 - common)
      let (a, b) = (sketcher.sketch(of: [short]), sketcher.sketch(of: [long]))
      if (0..<TextSketch.bandCount).contains(where: { a.band($0) == b.band($0) }) { agreeing += 1 }
    }
    let lone = missedShare(similarity)
    // Four standard deviations.
    let tolerance = 4 * (lone * (1 - lone) / Double(trials)).squareRoot()
    #expect(abs(Double(agreeing) / Double(trials) - (1 - lone)) <= tolerance)
  }

  @Test func `searching after each addition finds what searching once finds`() {
    let texts = families(50, seed: 3) + ["", "w1", "W1", ""] + families(8, seed: 3)
    let all = sketches(of: texts)
    let finder = DuplicateFinder(nearThreshold: 0.7)
    let once = finder.links(among: all) { [texts[$0]] }
    #expect(once.contains { $0.kind == .near } && once.contains { $0.kind == .exact })
    var grown: [DuplicateLink] = []
    for count in texts.indices {
      grown += finder.links(among: Array(all[...count]), from: count) { [texts[$0]] }
      #expect(finder.links(among: all, from: count) { [texts[$0]] } == once.filter { $0.second >= count })
    }
    #expect(grown == once)
    #expect(finder.links(among: all, from: texts.count) { [texts[$0]] } == [])
  }

  @Test func `texts whose keys collide are told apart by their words`() throws {
    let texts = ["one", "two", "three", "two", "one", "ONE", "three"]
    let bytes: [UInt8] = [7, 0, 0, 0, 0, 0, 0, 9] + Array(repeating: 0, count: 32)
    let colliding = try #require(TextSketch(bytes: bytes))
    var others = bytes
    others[0] = 8
    // The same upper half of the key: sorted together, and separated.
    let neighbour = try #require(TextSketch(bytes: others))
    let all = [colliding, colliding, neighbour, colliding, colliding, colliding, neighbour]
    let wanted = [(1, 3), (0, 4), (0, 5), (2, 6)].map {
      DuplicateLink(first: $0, second: $1, kind: .exact, similarity: 1)
    }
    for first in 0...texts.count {
      let found = DuplicateFinder().links(among: all, from: first) { [texts[$0]] }
      #expect(found == wanted.filter { $0.second >= first })
    }
  }

  @Test func `many identical texts are read once each and linked to the first`() {
    let texts = Array(repeating: "the same five words here", count: 3000)
    var readCount = 0
    let all = sketches(of: texts)
    let found = DuplicateFinder().groups(among: all) { item in
      readCount += 1
      return [texts[item]]
    }
    #expect(readCount == 3000)
    #expect(found.links == (1..<3000).map { DuplicateLink(first: 0, second: $0, kind: .exact, similarity: 1) })
    readCount = 0
    _ = DuplicateFinder().links(among: all, from: 2999) { item in
      readCount += 1
      return [texts[item]]
    }
    #expect(readCount == 2)
  }

  @Test func `many texts of one template are one group with eight links each at most`() {
    let template = (0..<40).map { "word\($0)" }.joined(separator: " ")
    let texts = (0..<1000).map { "\(template) \($0)" }
    let found = DuplicateFinder().groups(among: sketches(of: texts)) { [texts[$0]] }
    #expect(found.groups == Array(repeating: 0, count: 1000))
    #expect(found.exactGroups == Array(0..<1000))
    #expect(found.links.count <= 8 * 1000)
    #expect(found.links.allSatisfy { $0.similarity == 38.0 / 40 })
  }

  @Test func `of the items that agree in a band 32 earlier ones are compared at most`() throws {
    let count = 500
    let all = try (0..<count).map { item in
      let key: [UInt8] = [UInt8(item & 255), UInt8(item >> 8), 0, 0, 0, 0, 0, 1]
      return try #require(TextSketch(bytes: key + Array(repeating: 5, count: 32)))
    }
    let leads = Array(repeating: true, count: count)
    let pairs = NearCandidates(all, leads: leads, first: 0).pairs
    var wanted: [UInt64] = []
    for later in 0..<UInt64(count) {
      for earlier in 0..<later where earlier < 16 || earlier + 16 >= later { wanted.append(later << 32 | earlier) }
    }
    #expect(pairs == wanted)
    #expect(NearCandidates(all, leads: leads, first: 450).pairs == wanted.filter { $0 >> 32 >= 450 })
  }

  @Test func `without a threshold only exact duplicates are looked for`() {
    let texts = ["a a a", "a a a a", "A a a"]
    #expect(links(texts, threshold: nil) == [DuplicateLink(first: 0, second: 2, kind: .exact, similarity: 1)])
    #expect(links(texts).map(\.kind) == [.near, .exact])
  }

  @Test func `an error of whoever has the texts comes through`() {
    struct Lost: Error, Equatable { var item: Int }
    let all = sketches(of: ["a", "b", "a"])
    #expect(throws: Lost(item: 0)) {
      try DuplicateFinder().groups(among: all) { (item: Int) throws(Lost) -> [String] in
        if item == 0 { throw Lost(item: item) }
        return ["a"]
      }
    }
  }
}

@Suite struct DuplicateGroupsTests {
  @Test func `all ways to link four items give the groups that can be reached`() {
    let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    for code in 0..<729 {
      var rest = code
      var links: [DuplicateLink] = []
      for (first, second) in pairs {
        if rest % 3 > 0 {
          links.append(
            DuplicateLink(first: first, second: second, kind: rest % 3 == 1 ? .exact : .near, similarity: 1))
        }
        rest /= 3
      }
      let found = DuplicateGroups(itemCount: 4, links: links.reversed())
      #expect(found.links == links.sorted { ($0.second, $0.first) < ($1.second, $1.first) })
      #expect(found.groups == reached(links))
      #expect(found.exactGroups == reached(links.filter { $0.kind == .exact }))
    }
  }

  /// The smallest of those that each of four items reaches: steps until nothing changes.
  private func reached(_ links: [DuplicateLink]) -> [Int] {
    var groups = [0, 1, 2, 3]
    for _ in 0..<4 {
      for link in links {
        let least = min(groups[link.first], groups[link.second])
        (groups[link.first], groups[link.second]) = (least, least)
      }
    }
    return groups
  }

  @Test func `no items have no groups`() {
    let found = DuplicateFinder().groups(among: []) { _ in [] }
    #expect(found == DuplicateGroups(itemCount: 0, links: []))
    #expect(found.groups.isEmpty && found.links.isEmpty)
  }
}
