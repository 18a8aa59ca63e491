/// White space around a text: spaces, tabs, line breaks and the no-break space.
enum Blank {
  /// The part of `range` that is left without white space at its ends; empty when there is nothing else.
  static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end {
      if isSpace(text[start]) {
        start += 1
      } else if text[start] == 0xC2, start + 1 < end, text[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while start < end {
      if isSpace(text[end - 1]) {
        end -= 1
      } else if text[end - 1] == 0xA0, end - 2 >= start, text[end - 2] == 0xC2 {
        end -= 2
      } else {
        break
      }
    }
    return start..<end
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }
}

extension String {
  /// The text in a range of bytes; what is not UTF-8 in it becomes U+FFFD.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    do {
      self.init(copying: try UTF8Span(validating: bytes.extracting(range)))
    } catch {
      var copy: [UInt8] = []
      copy.reserveCapacity(range.count)
      for index in range { copy.append(bytes[index]) }
      self.init(decoding: copy, as: UTF8.self)
    }
  }

  /// The text without white space at its ends.
  var withoutSpaceAround: String {
    let utf8 = self.utf8
    let bytes = utf8.span
    let range = Blank.trimmed(bytes, 0..<bytes.count)
    return range.count == bytes.count ? self : String(bytes, range)
  }
}
