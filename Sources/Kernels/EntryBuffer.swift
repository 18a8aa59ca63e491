/// The entries of one feature in one node: values in ascending order, each with the class counts of its row.
///
/// Scratch memory that is filled and read once for each feature tried in a node.
@safe package struct EntryBuffer: ~Copyable {
  let values: UnsafeMutablePointer<Float>
  let counts: UnsafeMutablePointer<UInt64>
  private let keys: UnsafeMutablePointer<UInt64>
  let capacity: Int
  /// The number of entries held.
  var count = 0

  /// Room for `capacity` entries, plus one that stands for the rows in which the feature is zero.
  package init(capacity: Int) {
    self.capacity = capacity + 1
    // SAFETY: the three blocks are owned by this value alone and freed in deinit; plain numbers need no deinitialising.
    unsafe values = .allocate(capacity: capacity + 1)
    unsafe counts = .allocate(capacity: capacity + 1)
    unsafe keys = .allocate(capacity: capacity + 1)
  }

  deinit {
    // SAFETY: allocated in init, never handed out.
    unsafe values.deallocate()
    unsafe counts.deallocate()
    unsafe keys.deallocate()
  }

  /// Brings the entries into ascending order of value.
  mutating func sort() {
    // SAFETY: every index below lies in 0 ..< count.
    if count <= 32 {
      var i = 1
      while i < count {
        let value = unsafe values[i]
        let weight = unsafe counts[i]
        var j = i
        while j > 0, unsafe values[j - 1] > value {
          unsafe values[j] = values[j - 1]
          unsafe counts[j] = counts[j - 1]
          j -= 1
        }
        unsafe values[j] = value
        unsafe counts[j] = weight
        i += 1
      }
      return
    }
    for i in 0..<count { unsafe keys[i] = UInt64(values[i].orderedBits) &<< 32 | UInt64(i) }
    var block = unsafe UnsafeMutableBufferPointer(start: keys, count: count)
    unsafe block.sort()
    // The low half of a key tells where its counts lie: read them through the key, then let it carry them home.
    for i in 0..<count {
      let key = unsafe keys[i]
      unsafe values[i] = Float(orderedBits: UInt32(key &>> 32))
      unsafe keys[i] = counts[Int(key & 0xFFFF_FFFF)]
    }
    for i in 0..<count { unsafe counts[i] = keys[i] }
  }

  /// Adds the rows in which the feature is zero as one entry at its place among the values.
  mutating func insertZero(counts zeroCounts: ClassCounts) -> Int {
    precondition(count < capacity, "no place left for the zeros")
    var i = count
    // SAFETY: count is below the capacity (checked above).
    while i > 0, unsafe values[i - 1] > 0 {
      unsafe values[i] = values[i - 1]
      unsafe counts[i] = counts[i - 1]
      i -= 1
    }
    unsafe values[i] = 0
    unsafe counts[i] = zeroCounts.packed
    count += 1
    return i
  }
}

extension Float {
  /// Bits that compare as unsigned integers in the order of the numbers (no NaN; -0 before +0).
  var orderedBits: UInt32 {
    let bits = bitPattern
    return bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
  }

  init(orderedBits bits: UInt32) {
    self.init(bitPattern: bits & 0x8000_0000 == 0 ? ~bits : bits & 0x7FFF_FFFF)
  }
}
