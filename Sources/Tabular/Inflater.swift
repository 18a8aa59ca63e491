import CZlib

/// Unpacks gzip data, also of several members one after the other, with zlib.
final class Inflater {
  private let stream = garimpo_inflater_make()
  /// Whether the last member has ended and no other has begun.
  private(set) var isFinished = false
  /// Whether zlib may hold output that did not fit the last buffer.
  private(set) var hasOutput = false

  init() { precondition(stream != nil, "zlib of the system and its header differ, or memory is exhausted") }

  deinit { garimpo_inflater_free(stream) }

  /// Unpacks from `input[from...]` into `buffer[offset ..< offset + count]`.
  ///
  /// Returns where the unused input begins and how many bytes were made; on damage zlib's word for it. What follows the
  /// last member and is not a member itself is ignored, as gzip does.
  func inflate(
    _ input: [UInt8], from: Int, into buffer: inout [UInt8], at offset: Int, count: Int
  ) -> (inputEnd: Int, produced: Int, fault: String?) {
    precondition(
      from >= 0 && from <= input.count && offset >= 0 && count >= 0 && offset + count <= buffer.count,
      "the ranges must lie in the buffers")
    if isFinished {
      guard from < input.count else { return (from, 0, nil) }
      guard input[from] == 0x1F else { return (input.count, 0, nil) }
      garimpo_inflater_reset(stream)
      isFinished = false
    }
    let available = UInt32(clamping: input.count - from)
    let room = UInt32(clamping: count)
    var unused = available
    var free = room
    let code = garimpo_inflater_run(stream, input, from, &unused, &buffer, offset, &free)
    var fault: String?
    if code == Z_STREAM_END {
      isFinished = true
    } else if code != Z_OK && code != Z_BUF_ERROR {
      fault = garimpo_inflater_fault(stream).map { String(cString: $0) } ?? "code \(code)"
    }
    hasOutput = free == 0
    return (from + Int(available - unused), Int(room - free), fault)
  }
}
