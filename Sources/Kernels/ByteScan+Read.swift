#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension ByteScan {
  /// Reads at most `count` bytes from an open file into `buffer` at `offset`; the buffer must be that long already.
  ///
  /// Returns how many bytes came (0 at the end of the file), or the negative of `errno`. Repeats when a signal interrupts.
  public static func read(descriptor: Int32, into buffer: inout [UInt8], at offset: Int, count: Int) -> Int {
    precondition(offset >= 0 && count >= 0 && offset + count <= buffer.count, "the buffer must hold what is asked for")
    while true {
      // SAFETY: the precondition keeps the range inside the buffer.
      let result = unsafe buffer.withUnsafeMutableBytes { (bytes) -> Int in
        guard let base = bytes.baseAddress else { return 0 }
        return unsafe sysRead(descriptor, base + offset, count)
      }
      if result >= 0 { return result }
      if errno != EINTR { return -Int(errno) }
    }
  }

  /// Writes `buffer[range]` to an open file, as often as it takes; returns 0 or `errno`.
  public static func write(descriptor: Int32, _ buffer: [UInt8], in range: Range<Int>) -> Int32 {
    precondition(range.lowerBound >= 0 && range.upperBound <= buffer.count, "the range must lie in the buffer")
    var offset = range.lowerBound
    while offset < range.upperBound {
      // SAFETY: the precondition keeps the range inside the buffer.
      let result = unsafe buffer.withUnsafeBytes { (bytes) -> Int in
        guard let base = bytes.baseAddress else { return 0 }
        return unsafe sysWrite(descriptor, base + offset, range.upperBound - offset)
      }
      if result < 0 && errno == EINTR { continue }
      if result < 0 { return errno }
      offset += result
    }
    return 0
  }
}

extension ByteScan {
  /// Copies `source[range]` over `target` from `offset` on; the target must be that long already.
  public static func copy(_ source: [UInt8], in range: Range<Int>, into target: inout [UInt8], at offset: Int) {
    precondition(range.lowerBound >= 0 && range.upperBound <= source.count, "the range must lie in the source")
    precondition(offset >= 0 && offset + range.count <= target.count, "the target must be long enough")
    unsafe source.withUnsafeBufferPointer { from in
      unsafe target.withUnsafeMutableBufferPointer { to in
        guard let from = from.baseAddress, let to = to.baseAddress else { return }
        // SAFETY: the preconditions keep both ranges inside their arrays, which are two arrays.
        unsafe (to + offset).update(from: from + range.lowerBound, count: range.count)
      }
    }
  }

  /// Reserves room for `capacity` bytes in an empty buffer and asks the system to back it with large pages.
  ///
  /// Half of the time of reading a large table was the system handing out small pages one by one. Only worth its while for
  /// several megabytes that will be filled: a large page is taken whole.
  public static func reserveLargePages(_ buffer: inout [UInt8], capacity: Int) {
    precondition(buffer.isEmpty, "the buffer must be empty")
    buffer.reserveCapacity(capacity)
    #if os(Linux)
      unsafe buffer.withUnsafeMutableBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        let page = 4096
        let start = (Int(bitPattern: base) + page - 1) & ~(page - 1)
        let end = (Int(bitPattern: base) + capacity) & ~(page - 1)
        guard end > start else { return }
        // SAFETY: the range lies within the buffer's own memory, and the advice does not change what it holds.
        _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: start), end - start, 14)  // MADV_HUGEPAGE
      }
    #endif
  }

  /// Moves `buffer[range]` to the front of the buffer.
  public static func moveToFront(_ buffer: inout [UInt8], _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= buffer.count, "the range must lie in the buffer")
    guard range.lowerBound > 0 else { return }
    unsafe buffer.withUnsafeMutableBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      // SAFETY: the precondition keeps the range inside the buffer; `update` allows the two to overlap.
      unsafe base.update(from: base + range.lowerBound, count: range.count)
    }
  }
}

@inline(__always)
private func sysRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
  unsafe read(descriptor, bytes, count)
}

@inline(__always)
private func sysWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  unsafe write(descriptor, bytes, count)
}
