import CZlib

/// Unpacks gzip data, also of several members one after the other, with zlib.
///
/// The one place outside Kernels that handles pointers: zlib's interface is made of them, and Kernels may not import it.
final class Inflater {
  private var stream = z_stream()
  /// Whether the last member has ended and no other has begun.
  private(set) var isFinished = false
  /// Whether zlib may hold output that did not fit the last buffer.
  private(set) var hasOutput = false

  init() {
    // 15 bits of window, +16: a gzip header and its checksum are expected.
    let code = inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "zlib of the system and its header differ")
  }

  deinit { inflateEnd(&stream) }

  /// Unpacks from `input[from...]` into `buffer[offset ..< offset + count]`.
  ///
  /// Returns where the unused input begins and how many bytes were made; on damage zlib's word for it. What follows the
  /// last member and is not a member itself is ignored, as gzip does.
  func inflate(
    _ input: [UInt8], from: Int, into buffer: inout [UInt8], at offset: Int, count: Int
  ) -> (inputEnd: Int, produced: Int, fault: String?) {
    precondition(from <= input.count && offset + count <= buffer.count, "the ranges must lie in the buffers")
    if isFinished {
      guard from < input.count else { return (from, 0, nil) }
      guard input[from] == 0x1F else { return (input.count, 0, nil) }
      inflateReset(&stream)
      isFinished = false
    }
    var fault: String?
    var inputEnd = from
    var produced = 0
    // SAFETY: both pointers live as long as their closures, zlib keeps within `avail_in` and `avail_out`, which the
    // precondition keeps within the arrays; afterwards the stream is given no pointer to use again.
    input.withUnsafeBufferPointer { source in
      buffer.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0 + from) }
        stream.avail_in = UInt32(clamping: source.count - from)
        stream.next_out = target.baseAddress.map { $0 + offset }
        stream.avail_out = UInt32(clamping: count)
        let code = CZlib.inflate(&stream, Z_NO_FLUSH)
        inputEnd = source.count - Int(stream.avail_in)
        produced = count - Int(stream.avail_out)
        if code == Z_STREAM_END {
          isFinished = true
        } else if code != Z_OK && code != Z_BUF_ERROR {
          fault = stream.msg.map { String(cString: $0) } ?? "code \(code)"
        }
        hasOutput = stream.avail_out == 0
        stream.next_in = nil
        stream.next_out = nil
      }
    }
    return (inputEnd, produced, fault)
  }
}
