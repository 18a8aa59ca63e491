/// Numbers words in the order in which they are first met: an open-addressing hash table over the words of `TokenList`.
struct WordTable {
  /// A word: its first eight bytes, and where the others lie in `rest`.
  private struct Record {
    let first: UInt64
    let restStart: UInt32
    let restCount: UInt32
  }

  /// A place of the table. A word of up to eight bytes is told by its slot alone.
  private struct Slot {
    var first: UInt64 = 0
    var mark: UInt32 = 0
    /// The word's number plus one; zero where free.
    var number: UInt32 = 0
  }

  private var records: [Record] = []
  private var rest: [UInt64] = []
  /// At most two thirds are in use.
  private var slots = [Slot](repeating: Slot(), count: 1024)

  /// The number of words.
  var count: Int { records.count }

  /// Numbers the words of `list`: sets `lines` to their numbers, in order, without those below `first`.
  mutating func intern(_ list: TokenList, droppingFirst first: Int, into lines: inout TermLines) {
    lines.removeAll()
    lines.codes.append(addingCapacity: list.tokens.count) { codes in
      let tokens = list.tokens.span
      var place = 0
      for end in list.textEnds {
        while place < end {
          let word = intern(tokens[place], of: list)
          if word >= first { codes.append(UInt32(truncatingIfNeeded: word)) }
          place += 1
        }
        lines.ends.append(codes.count)
      }
    }
  }

  /// The number of `token`, which is one of `list`; a new one if the word is new.
  @inline(__always)
  mutating func intern(_ token: TokenList.Token, of list: TokenList) -> Int {
    let mark = token.mark
    var place = Int(mark >> 1) & (slots.count - 1)
    while slots[place].number != 0 {
      let slot = slots[place]
      if slot.first == token.first, slot.mark == mark {
        let number = Int(slot.number) &- 1
        if token.restCount == 0 || equal(number, token, list) { return number }
      }
      place = (place &+ 1) & (slots.count - 1)
    }
    return insert(token, of: list, at: place)
  }

  /// The number of `token`, which is one of `list`, or nil.
  @inline(__always)
  func number(of token: TokenList.Token, of list: TokenList) -> Int? {
    let mark = token.mark
    var place = Int(mark >> 1) & (slots.count - 1)
    while slots[place].number != 0 {
      let slot = slots[place]
      if slot.first == token.first, slot.mark == mark {
        let number = Int(slot.number) &- 1
        if token.restCount == 0 || equal(number, token, list) { return number }
      }
      place = (place &+ 1) & (slots.count - 1)
    }
    return nil
  }

  /// Appends the bytes of word `number`.
  func appendBytes(of number: Int, to bytes: inout [UInt8]) {
    let record = records[number]
    record.first.appendBytes(to: &bytes)
    for place in 0..<Int(record.restCount) { rest[Int(record.restStart) + place].appendBytes(to: &bytes) }
  }

  /// Whether the word has the bytes of `token` after the first eight, too.
  private func equal(_ number: Int, _ token: TokenList.Token, _ list: TokenList) -> Bool {
    let record = records[number]
    guard record.restCount == token.restCount else { return false }
    for place in 0..<Int(record.restCount)
    where rest[Int(record.restStart) + place] != list.rest[token.restStart + place] { return false }
    return true
  }

  @inline(never)
  private mutating func insert(_ token: TokenList.Token, of list: TokenList, at place: Int) -> Int {
    records.append(Record(first: token.first, restStart: UInt32(rest.count), restCount: token.restCount))
    rest.append(contentsOf: list.rest[token.restStart..<(token.restStart + Int(token.restCount))])
    slots[place] = Slot(first: token.first, mark: token.mark, number: UInt32(records.count))
    if records.count * 3 > slots.count * 2 { grow() }
    return records.count - 1
  }

  private mutating func grow() {
    var larger = [Slot](repeating: Slot(), count: slots.count * 2)
    for slot in slots where slot.number != 0 {
      var place = Int(slot.mark >> 1) & (larger.count - 1)
      while larger[place].number != 0 { place = (place + 1) & (larger.count - 1) }
      larger[place] = slot
    }
    slots = larger
  }
}
