/// Numbers word n-grams of two and more words in the order in which they are first met.
///
/// An n-gram is known by the term that its words but the last make (`prefix`) and its last word, so that no strings are
/// joined while texts are read.
struct GramTable {
  private struct Slot {
    var key: UInt64 = 0
    /// The n-gram's number plus one; zero where free.
    var number: UInt32 = 0
  }

  /// The prefix (above) and the last word (below) of each n-gram.
  private var keys: [UInt64] = []
  private var slots = [Slot](repeating: Slot(), count: 1024)

  /// The number of n-grams.
  var count: Int { keys.count }

  /// Numbers the n-grams of `words`: sets `lines` to the words and n-grams whose lengths lie in `lengths`.
  mutating func intern(_ words: TermLines, _ lengths: ClosedRange<Int>, into lines: inout TermLines) {
    lines.removeAll()
    var start = 0
    for end in words.ends {
      for place in start..<end {
        var node = TermNode(code: words.codes[place])
        if lengths.lowerBound == 1 { lines.codes.append(node.code) }
        var next = place + 1
        while next < end, next - place < lengths.upperBound {
          node = TermNode(gram: intern(node, Int(words.codes[next])))
          next += 1
          if next - place >= lengths.lowerBound { lines.codes.append(node.code) }
        }
      }
      lines.ends.append(lines.codes.count)
      start = end
    }
  }

  /// The number of the n-gram made of `prefix` and `word`; a new one if it is new.
  @inline(__always)
  mutating func intern(_ prefix: TermNode, _ word: Int) -> Int {
    let key = UInt64(prefix.code) << 32 | UInt64(word)
    var place = Self.place(of: key, in: slots.count)
    while slots[place].number != 0 {
      if slots[place].key == key { return Int(slots[place].number) - 1 }
      place = (place &+ 1) & (slots.count - 1)
    }
    keys.append(key)
    slots[place] = Slot(key: key, number: UInt32(keys.count))
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  /// The number of the n-gram made of `prefix` and `word`, or nil.
  @inline(__always)
  func number(of prefix: TermNode, _ word: Int) -> Int? {
    let key = UInt64(prefix.code) << 32 | UInt64(word)
    var place = Self.place(of: key, in: slots.count)
    while slots[place].number != 0 {
      if slots[place].key == key { return Int(slots[place].number) - 1 }
      place = (place &+ 1) & (slots.count - 1)
    }
    return nil
  }

  /// What n-gram `number` is made of.
  func parts(of number: Int) -> (prefix: TermNode, word: Int) {
    (TermNode(code: UInt32(keys[number] >> 32)), Int(keys[number] & 0xFFFF_FFFF))
  }

  @inline(__always)
  private static func place(of key: UInt64, in count: Int) -> Int {
    Int(truncatingIfNeeded: key.mixed(with: 0x9E37_79B9_7F4A_7C15) & UInt64(count - 1))
  }

  private mutating func grow() {
    var larger = [Slot](repeating: Slot(), count: slots.count * 2)
    for slot in slots where slot.number != 0 {
      var place = Self.place(of: slot.key, in: larger.count)
      while larger[place].number != 0 { place = (place + 1) & (larger.count - 1) }
      larger[place] = slot
    }
    slots = larger
  }
}

/// A term while texts are read: a word or an n-gram of several, by its number.
struct TermNode {
  /// The number, with the highest bit set for an n-gram.
  let code: UInt32

  /// The bit of the code that marks an n-gram of several words.
  static let gramMark: UInt32 = 1 << 31

  /// The code `code`.
  @inline(__always)
  init(code: UInt32) { self.code = code }

  /// The word `number`.
  @inline(__always)
  init(word number: Int) { code = UInt32(truncatingIfNeeded: number) }

  /// The n-gram `number`.
  @inline(__always)
  init(gram number: Int) { code = Self.gramMark | UInt32(truncatingIfNeeded: number) }

  /// Whether the term has several words.
  @inline(__always)
  var isGram: Bool { code >> 31 != 0 }
  /// The number among the words or among the n-grams.
  @inline(__always)
  var number: Int { Int(code & 0x7FFF_FFFF) }
}
