import FoundationEssentials

/// The line that a measurement prints.
enum Output {
  /// Prints `measurement` as one line of JSON with sorted keys.
  static func emit(_ measurement: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(measurement), as: UTF8.self))
  }

  /// The most memory that this process has had in use, in megabytes of 2^20 bytes.
  ///
  /// Of this program alone: what `getrusage` says includes the process that started it, which may have been larger.
  static func peakMegabytes() throws -> Int {
    let lines = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n")
    let peak = lines.first { $0.hasPrefix("VmHWM:") }?.split(whereSeparator: \.isWhitespace)
    return (peak.flatMap { Int($0[1]) } ?? 0) >> 10
  }
}
