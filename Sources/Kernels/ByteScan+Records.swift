extension ByteScan {
  /// A reader's place between two calls of ``scan(_:in:into:)``, and what it wants.
  public struct Scanner: Sendable {
    /// How the text is divided.
    public var dialect: Dialect
    /// The number of fields that each record must have, or 0 when any number will do.
    public var expectedFieldCount = 0
    /// Which fields are copied, or empty for all; only with an expected number of fields, and as many.
    public var keptFields: [Bool] = []
    /// The most records that one call reads.
    public var recordLimit = Int.max
    /// The line of the next byte, from 1.
    public var line = 1

    /// A scanner at the first line of a text.
    public init(dialect: Dialect) { self.dialect = dialect }
  }
}

extension ByteScan.Scanner {
  /// Divides `text[range]` into records and appends them to `batch`; returns where the unread rest begins and why it stopped.
  ///
  /// `text` must have ``ByteScan/padding`` bytes behind the range. The range begins at the beginning of a record. Unless
  /// `isFinal`, a record at its end that may still go on is left unread, so the caller moves the rest to the front, reads
  /// more and calls again: the records do not depend on how the text was cut.
  ///
  /// Rules: a field is quoted when its first byte is the quote; inside, two quotes stand for one. A quote elsewhere is an
  /// ordinary byte. A record ends with LF, CRLF or a lone CR; the last one may lack it.
  public mutating func scan(
    _ text: [UInt8], in range: Range<Int>, isFinal: Bool, into batch: inout ByteScan.Batch
  ) -> (rest: Int, stop: ByteScan.Stop) {
    precondition(range.lowerBound >= 0, "the range must lie in the text")
    precondition(range.upperBound + ByteScan.padding <= text.count, "the text must be padded")
    precondition(keptFields.isEmpty || keptFields.count == expectedFieldCount, "one flag for each expected field")
    var position = range.lowerBound
    var recordsLeft = recordLimit
    var bytes: [UInt8] = []
    var ends: [UInt32] = []
    swap(&bytes, &batch.bytes)
    swap(&ends, &batch.ends)
    defer {
      swap(&bytes, &batch.bytes)
      swap(&ends, &batch.ends)
    }
    // Ends get room in steps, because the worst case (a delimiter in every byte) is four bytes for each byte.
    var room = max(1024, ends.capacity - ends.count, 2 * expectedFieldCount)
    while true {
      let before = batch.recordCount
      let base = UInt32(bytes.count)
      let endBase = ends.count
      var stop: ByteScan.Stop?
      unsafe text.withUnsafeBufferPointer { input in
        unsafe keptFields.withUnsafeBufferPointer { kept in
          bytes.append(addingCapacity: range.upperBound - position + ByteScan.padding) { byteSpan in
            // SAFETY: the span's own buffer; the count left behind says how many bytes were written.
            unsafe byteSpan.withUnsafeMutableBufferPointer { byteOutput, byteCount in
              ends.append(addingCapacity: room) { endSpan in
                // SAFETY: as above.
                unsafe endSpan.withUnsafeMutableBufferPointer { endOutput, endCount in
                  guard let source = input.baseAddress, let byteStart = byteOutput.baseAddress,
                    let endStart = endOutput.baseAddress
                  else { return }
                  var pass = unsafe ByteScan.Pass(
                    source: source, end: range.upperBound, isFinal: isFinal, bytes: byteStart, base: base,
                    ends: endStart, endBase: endBase, endLimit: room, position: position, line: line,
                    kept: kept.baseAddress)
                  stop = unsafe pass.run(self, recordsLeft: recordsLeft, into: &batch)
                  byteCount = unsafe pass.byteCount
                  endCount = unsafe pass.endCount
                  position = unsafe pass.position
                  line = unsafe pass.line
                }
              }
            }
          }
        }
      }
      if let stop { return (position, stop) }
      recordsLeft -= batch.recordCount - before
      room *= 2
    }
  }
}
