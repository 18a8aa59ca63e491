extension ByteScan {
  /// One pass over a text: where it reads, where it writes and how far it has come. Lives inside one call of `scan`.
  @unsafe
  struct Pass {
    let source: UnsafePointer<UInt8>
    let end: Int
    let isFinal: Bool
    let bytes: UnsafeMutablePointer<UInt8>
    /// The number of bytes that the batch had before; the ends count from there.
    let base: UInt32
    let ends: UnsafeMutablePointer<UInt32>
    let endBase: Int
    let endLimit: Int
    var position: Int
    var line: Int
    let kept: UnsafePointer<Bool>?
    var byteCount = 0
    var endCount = 0
  }
}

extension ByteScan.Pass {
  /// Reads records until the text, the limit or the room for ends is used up; nil stands for the last.
  ///
  /// Invariant at the top of the outer loop: `position` is where a record begins, `line` its line, and the output holds
  /// whole records only. A record that cannot be finished leaves all of these as they were.
  mutating func run(
    _ scanner: ByteScan.Scanner, recordsLeft: Int, into batch: inout ByteScan.Batch
  ) -> ByteScan.Stop? {
    let delimiter = scanner.dialect.delimiter
    let quote = scanner.dialect.quote
    let delimiters = SIMD16(repeating: delimiter)
    let lineFeeds = SIMD16<UInt8>(repeating: 0x0A)
    let returns = SIMD16<UInt8>(repeating: 0x0D)
    let expected = scanner.expectedFieldCount
    let hasFilter = unsafe scanner.keptFields.isEmpty == false && kept != nil
    let keptCount = hasFilter ? scanner.keptFields.count { $0 } : expected
    let source = unsafe self.source
    let bytes = unsafe self.bytes
    let end = unsafe self.end
    let isFinal = unsafe self.isFinal
    var left = recordsLeft
    while unsafe position < end {
      if left == 0 { return .limit }
      var at = unsafe position
      if scanner.dialect.skipsBlankLines, unsafe source[at] == 0x0A || source[at] == 0x0D {
        if unsafe source[at] == 0x0D {
          if at + 1 == end && !isFinal { return .needsMore }
          if at + 1 < end, unsafe source[at + 1] == 0x0A { at += 1 }
        }
        unsafe position = at + 1
        unsafe line += 1
        batch.blankLineCount += 1
        continue
      }
      var currentLine = unsafe line
      var out = unsafe byteCount
      var cell = unsafe endCount
      var field = 0
      var terminator = 0  // bytes of the record's end: 0 at the end of the text, 1 or 2
      fields: while true {
        let keeps: Bool
        if expected == 0 {
          keeps = true
        } else if field >= expected {
          keeps = false
        } else {
          // SAFETY: with a filter there is one flag for each expected field, and `field < expected`.
          keeps = unsafe hasFilter ? kept?[field] ?? true : true
        }
        let fieldStart = at
        if at < end, let quote, unsafe source[at] == quote {
          let openingLine = currentLine
          var from = at + 1
          while true {
            let found = unsafe ByteScan.firstQuote(quote, in: source, from: from, to: end, lines: &currentLine)
            if found == end || (found + 1 == end && !isFinal) {
              guard isFinal else { return .needsMore }
              return unsafe .unterminatedQuote(
                field: field, line: openingLine, column: column(of: fieldStart))
            }
            let isDoubled = unsafe found + 1 < end && source[found + 1] == quote
            if keeps {
              // SAFETY: the output has room for as many bytes as the text has left, and each byte is copied once at most.
              unsafe (bytes + out).update(from: source + from, count: found - from + (isDoubled ? 1 : 0))
              out += found - from + (isDoubled ? 1 : 0)
            }
            at = found + (isDoubled ? 2 : 1)
            from = at
            if !isDoubled { break }
          }
        }
        // What follows: the unquoted field, or what stands behind a closing quote (normally nothing).
        let found = unsafe ByteScan.firstIndex(of: delimiters, lineFeeds, returns, in: source, from: at, to: end)
        if found == end && !isFinal { return .needsMore }
        if found > at {
          if at > fieldStart && !scanner.dialect.keepsTextAfterQuote {
            return unsafe .textAfterQuote(field: field, line: currentLine, column: column(of: at - 1))
          }
          if keeps {
            let count = found - at
            // SAFETY: both buffers have `padding` bytes behind what is used, so a short field is one fixed move.
            if count <= 16 {
              unsafe UnsafeMutableRawPointer(bytes + out).storeBytes(
                of: UnsafeRawPointer(source + at).loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
            } else {
              unsafe (bytes + out).update(from: source + at, count: count)
            }
            out += count
          }
        }
        if keeps {
          if unsafe cell == endLimit { return nil }
          // SAFETY: `cell < endLimit`, the room that was asked for.
          unsafe ends[cell] = base &+ UInt32(truncatingIfNeeded: out)
          cell += 1
        }
        field += 1
        at = found
        if at == end { break fields }
        let byte = unsafe source[at]
        if byte == delimiter {
          at += 1
          continue
        }
        if byte == 0x0A {
          terminator = 1
        } else if at + 1 == end {
          if !isFinal { return .needsMore }
          terminator = 1
        } else {
          terminator = unsafe source[at + 1] == 0x0A ? 2 : 1
        }
        break fields
      }
      if expected != 0 && field != expected {
        batch.ragged.append(unsafe .init(record: batch.lines.count, fieldCount: field, line: line))
        let wanted = unsafe endCount + keptCount
        if unsafe wanted > endLimit {
          batch.ragged.removeLast()
          return nil
        }
        while cell < wanted {
          // SAFETY: `cell < wanted <= endLimit`.
          unsafe ends[cell] = base &+ UInt32(truncatingIfNeeded: out) | ByteScan.Batch.missing
          cell += 1
        }
      }
      batch.lines.append(unsafe UInt32(truncatingIfNeeded: line))
      if expected == 0 { batch.recordEnds.append(unsafe endBase + cell) }
      if terminator == 2 {
        batch.pairCount += 1
      } else if terminator == 1 {
        if unsafe source[at] == 0x0A { batch.lineFeedCount += 1 } else { batch.returnCount += 1 }
      }
      unsafe byteCount = out
      unsafe endCount = cell
      unsafe position = at + terminator
      unsafe line = currentLine + (terminator == 0 ? 0 : 1)
      left -= 1
    }
    return .needsMore
  }

  /// The place of a byte in its line, from 1, within the record being read.
  private func column(of index: Int) -> Int {
    var start = index
    while unsafe start > position, unsafe source[start - 1] != 0x0A && source[start - 1] != 0x0D { start -= 1 }
    return index - start + 1
  }
}
