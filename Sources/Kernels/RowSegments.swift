/// The rows of a matrix, arranged so that the rows of every node of a tree are one contiguous segment.
///
/// `rows` is the arrangement and each row also knows its position in it, so that a column can be walked and each of its
/// entries asked "are you in this node?" at the cost of one load. Nothing that is computed from a segment may depend on
/// the order of the rows within it: partitions do not keep it.
@safe package struct RowSegments: ~Copyable {
  /// A node's rows: positions `start ..< start + count`.
  package struct Segment: Sendable {
    /// The first position.
    package var start: Int
    /// The number of distinct rows.
    package var count: Int

    /// A segment.
    package init(start: Int, count: Int) {
      self.start = start
      self.count = count
    }
  }

  /// The number of rows, in the arrangement or not.
  package let rowCount: Int
  /// The number of rows in the arrangement.
  package private(set) var placedCount = 0
  /// For each row its position (low 32 bits), its multiplicity (31 bits) and its class (the top bit).
  private let states: UnsafeMutablePointer<UInt64>
  private let rows: UnsafeMutablePointer<UInt32>

  /// An empty arrangement of `rowCount` rows.
  package init(rowCount: Int) {
    precondition(rowCount < Int(Int32.max), "too many rows")
    self.rowCount = rowCount
    // SAFETY: both blocks are owned by this value alone and freed in deinit.
    unsafe states = .allocate(capacity: max(1, rowCount))
    unsafe rows = .allocate(capacity: max(1, rowCount))
    unsafe states.initialize(repeating: 0xFFFF_FFFF, count: rowCount)
  }

  deinit {
    // SAFETY: allocated in init, never handed out.
    unsafe states.deallocate()
    unsafe rows.deallocate()
  }

  /// Places the rows whose multiplicity is not zero; returns the class counts of all of them.
  ///
  /// Multiplicities must be below 2^31 (checked), and their sum in each class below 2^32.
  package mutating func place(multiplicities: Span<UInt32>, targets: Span<Bool>) -> ClassCounts {
    precondition(multiplicities.count == rowCount && targets.count == rowCount)
    var placed = 0
    var total = ClassCounts.zero
    for row in 0..<rowCount {
      // SAFETY: row is below rowCount, placed is at most row.
      let multiplicity = multiplicities[row]
      precondition(multiplicity &>> 31 == 0, "a multiplicity that would spill into the class")
      if multiplicity == 0 {
        unsafe states[row] = 0xFFFF_FFFF
      } else {
        let state = UInt64(placed) | UInt64(multiplicity) &<< 32 | (targets[row] ? 1 &<< 63 : 0)
        unsafe states[row] = state
        unsafe rows[placed] = UInt32(row)
        total = total + Self.counts(state)
        placed += 1
      }
    }
    placedCount = placed
    return total
  }

  /// Places the given rows once each, as negatives; for scoring.
  package mutating func place(rows placed: Span<UInt32>) {
    // SAFETY: the row is checked against rowCount by the precondition.
    for row in 0..<rowCount { unsafe states[row] = 0xFFFF_FFFF }
    placedCount = placed.count
    for position in 0..<placed.count {
      let row = placed[position]
      precondition(Int(row) < rowCount && position < rowCount)
      unsafe states[Int(row)] = UInt64(position) | 1 &<< 32
      unsafe rows[position] = row
    }
  }

  /// The class counts that a state stands for.
  @inline(__always)
  private static func counts(_ state: UInt64) -> ClassCounts {
    ClassCounts(packed: ((state &>> 32) & 0x7FFF_FFFF) &<< ((state &>> 63) &<< 5))
  }

  @inline(__always)
  private func isInside(_ state: UInt64, _ segment: Segment) -> Bool {
    UInt32(truncatingIfNeeded: state) &- UInt32(truncatingIfNeeded: segment.start)
      < UInt32(truncatingIfNeeded: segment.count)
  }

  // MARK: Gathering a feature's entries

  /// Collects the entries of a column that lie in the segment, in ascending order of value; returns their class counts.
  ///
  /// A column that is not much longer than the segment is walked; else each row of the segment is looked up.
  @inline(__always)
  package func gather(
    column: Int, of columns: SortedColumns, in segment: Segment, into buffer: inout EntryBuffer
  ) -> ClassCounts {
    precondition(columns.rowCount == rowCount)
    let length = columns.count(ofColumn: column)
    let isWalked = length <= Self.lookupCost(columns.isDense(column: column)) * segment.count
    return isWalked
      ? gatherWalking(column, of: columns, in: segment, into: &buffer)
      : gatherLookingUp(column, of: columns, in: segment, into: &buffer)
  }

  /// How many entries of a column are walked in the time that one row is looked up and sorted in.
  private static func lookupCost(_ isDense: Bool) -> Int { isDense ? 4 : 8 }

  @inline(__always)
  private func gatherWalking(
    _ column: Int, of columns: SortedColumns, in segment: Segment, into buffer: inout EntryBuffer
  ) -> ClassCounts {
    precondition(buffer.capacity > rowCount)
    let start = UInt32(truncatingIfNeeded: segment.start)
    let length = UInt64(segment.count)
    var count = 0
    var sum: UInt64 = 0
    // SAFETY: the entries of an existing column; their rows are below rowCount. An entry is written at `count`, which is
    // at most the number of entries seen, and a column holds a row once: the buffer has room for rowCount + 1.
    for i in unsafe columns.columnOffsets[column]..<columns.columnOffsets[column + 1] {
      let entry = unsafe columns.columnEntries[i]
      let state = unsafe states[Int(entry.row)]
      // 1 if the row is in the segment, else 0: a sign bit, as the branch would be mispredicted.
      let place = UInt32(truncatingIfNeeded: state) &- start
      let inside = (UInt64(place) &- length) &>> 63
      let weight = Self.counts(state).packed
      unsafe buffer.values[count] = entry.value
      unsafe buffer.counts[count] = weight
      sum &+= weight & (0 &- inside)
      count &+= Int(truncatingIfNeeded: inside)
    }
    buffer.count = count
    return ClassCounts(packed: sum)
  }

  private func gatherLookingUp(
    _ column: Int, of columns: SortedColumns, in segment: Segment, into buffer: inout EntryBuffer
  ) -> ClassCounts {
    check(segment)
    precondition(buffer.capacity > rowCount)
    var count = 0
    var sum: UInt64 = 0
    for position in segment.start..<(segment.start + segment.count) {
      // SAFETY: positions below placedCount hold rows below rowCount; the column exists (checked by the caller).
      let row = Int(unsafe rows[position])
      let value = unsafe columns.value(uncheckedRow: row, column: column)
      guard value != 0 else { continue }
      let weight = Self.counts(unsafe states[row]).packed
      unsafe buffer.values[count] = value
      unsafe buffer.counts[count] = weight
      sum &+= weight
      count += 1
    }
    buffer.count = count
    buffer.sort()
    return ClassCounts(packed: sum)
  }

  /// Whether the values of a column vary by more than `GiniSplit.equalWithin` over the rows of the segment.
  package func varies(column: Int, of columns: SortedColumns, in segment: Segment) -> Bool {
    check(segment)
    precondition(columns.rowCount == rowCount && column < columns.columnCount)
    // One load each until two rows differ, which is soon if they ever do.
    var low = Float.infinity
    var high = -Float.infinity
    for position in segment.start..<(segment.start + segment.count) {
      // SAFETY: positions below placedCount hold rows below rowCount; the column exists.
      let value = unsafe columns.value(uncheckedRow: Int(rows[position]), column: column)
      low = min(low, value)
      high = max(high, value)
      if high - low > GiniSplit.equalWithin { return true }
    }
    return false
  }

  @inline(__always)
  private func check(_ segment: Segment) {
    precondition(segment.start >= 0 && segment.start + segment.count <= placedCount, "no such segment")
  }

  // MARK: Partition

  /// What a partition moved behind the rest.
  package struct Moved: Sendable {
    /// Distinct rows.
    package var rowCount: Int
    /// Their class counts.
    package var counts: ClassCounts
    /// The entries of these rows.
    package var entryCount: Int
  }

  /// Moves the rows of the segment whose value is above the threshold behind the others.
  package mutating func moveAbove(
    _ threshold: Float, column: Int, of columns: SortedColumns, in segment: Segment
  ) -> Moved {
    check(segment)
    precondition(columns.rowCount == rowCount)
    let length = columns.count(ofColumn: column)
    // Long segments leave the first cache, and there the stores cost more than a wrong guess.
    if columns.isDense(column: column) && segment.count <= 1024 {
      return moveAboveDense(threshold, column, of: columns, in: segment)
    }
    let isWalked = threshold >= 0 && length <= (columns.isDense(column: column) ? 1 : 8) * segment.count
    return isWalked
      ? moveAboveWalking(threshold, column, of: columns, in: segment)
      : moveAboveLookingUp(threshold, column, of: columns, in: segment)
  }

  /// Walks the column from its largest value down, so the cost is that of the entries above the threshold, which must
  /// not be negative: rows without an entry stay in front.
  private mutating func moveAboveWalking(
    _ threshold: Float, _ column: Int, of columns: SortedColumns, in segment: Segment
  ) -> Moved {
    var end = segment.start + segment.count
    var sum: UInt64 = 0
    var entries = 0
    // SAFETY: the entries of an existing column; their rows are below rowCount.
    let first = unsafe columns.columnOffsets[column]
    var i = unsafe columns.columnOffsets[column + 1] - 1
    while i >= first, unsafe columns.columnEntries[i].value > threshold {
      let row = Int(unsafe columns.columnEntries[i].row)
      let state = unsafe states[row]
      if isInside(state, segment) {
        end -= 1
        moveRow(row, state, to: end)
        sum &+= Self.counts(state).packed
        entries += unsafe columns.rowOffsets[row + 1] - columns.rowOffsets[row]
      }
      i -= 1
    }
    return Moved(
      rowCount: segment.start + segment.count - end, counts: ClassCounts(packed: sum), entryCount: entries)
  }

  /// The same in a dense column, without a branch that depends on the values: they would be mispredicted half the time.
  private mutating func moveAboveDense(
    _ threshold: Float, _ column: Int, of columns: SortedColumns, in segment: Segment
  ) -> Moved {
    let end = segment.start + segment.count
    var front = segment.start
    var sum: UInt64 = 0
    var entries = 0
    // SAFETY: positions below placedCount hold rows below rowCount, and a dense column has a value for each of them.
    let values = unsafe columns.dense + columns.denseOffsets[column]
    for position in segment.start..<end {
      // Rows at or below the threshold are swapped to the front; the others stay behind it.
      let row = Int(unsafe rows[position])
      let other = Int(unsafe rows[front])
      let state = unsafe states[row]
      let otherState = unsafe states[other]
      unsafe rows[front] = UInt32(truncatingIfNeeded: row)
      unsafe rows[position] = UInt32(truncatingIfNeeded: other)
      unsafe states[other] = (otherState & ~0xFFFF_FFFF) | UInt64(truncatingIfNeeded: position)
      unsafe states[row] = (state & ~0xFFFF_FFFF) | UInt64(truncatingIfNeeded: front)
      let isAbove: UInt64 = unsafe values[row] > threshold ? 1 : 0
      sum &+= Self.counts(state).packed & (0 &- isAbove)
      entries &+= unsafe (columns.rowOffsets[row + 1] - columns.rowOffsets[row]) & (0 &- Int(isAbove))
      front &+= Int(1 &- isAbove)
    }
    return Moved(rowCount: end - front, counts: ClassCounts(packed: sum), entryCount: entries)
  }

  private mutating func moveAboveLookingUp(
    _ threshold: Float, _ column: Int, of columns: SortedColumns, in segment: Segment
  ) -> Moved {
    var position = segment.start
    var end = segment.start + segment.count
    var sum: UInt64 = 0
    var entries = 0
    while position < end {
      // SAFETY: positions below placedCount hold rows below rowCount; the column exists (checked by the caller).
      let row = Int(unsafe rows[position])
      if unsafe columns.value(uncheckedRow: row, column: column) > threshold {
        let state = unsafe states[row]
        end -= 1
        moveRow(row, state, to: end)
        sum &+= Self.counts(state).packed
        entries += unsafe columns.rowOffsets[row + 1] - columns.rowOffsets[row]
      } else {
        position += 1
      }
    }
    return Moved(
      rowCount: segment.start + segment.count - end, counts: ClassCounts(packed: sum), entryCount: entries)
  }

  /// Swaps `row` with the row at `target`.
  @inline(__always)
  private mutating func moveRow(_ row: Int, _ state: UInt64, to target: Int) {
    // SAFETY: both positions lie in the segment, hence below placedCount.
    let source = Int(UInt32(truncatingIfNeeded: state))
    let other = unsafe rows[target]
    unsafe rows[target] = UInt32(truncatingIfNeeded: row)
    unsafe rows[source] = other
    let otherState = unsafe states[Int(other)]
    unsafe states[Int(other)] = (otherState & ~0xFFFF_FFFF) | UInt64(source)
    unsafe states[row] = (state & ~0xFFFF_FFFF) | UInt64(target)
  }

  // MARK: Whole segments

  /// Counts, for each feature, the rows of the segment that have an entry of it.
  package func tally(_ columns: SortedColumns, in segment: Segment, into tally: inout FeatureTally) {
    check(segment)
    precondition(columns.rowCount == rowCount && columns.columnCount <= tally.featureCount)
    for position in segment.start..<(segment.start + segment.count) {
      // SAFETY: positions below placedCount hold rows below rowCount; column indices are below columnCount.
      let row = Int(unsafe rows[position])
      for entry in unsafe columns.rowOffsets[row]..<columns.rowOffsets[row + 1] {
        unsafe tally.add(uncheckedFeature: Int(columns.columnIndices[entry]))
      }
    }
  }

  /// Adds `amount` to the sum of every row of the segment.
  package func add(_ amount: UInt64, toRowsOf segment: Segment, sums: inout MutableSpan<UInt64>) {
    check(segment)
    precondition(sums.count == rowCount)
    for position in segment.start..<(segment.start + segment.count) {
      // SAFETY: positions below placedCount hold rows below rowCount, and there is a sum for each.
      let row = Int(unsafe rows[position])
      unsafe sums[unchecked: row] &+= amount
    }
  }
}
