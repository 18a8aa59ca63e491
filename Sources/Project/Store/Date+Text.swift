import GarimpoRecipes

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

extension Date {
  /// The moment to the second.
  var timestamp: Timestamp { Timestamp(secondsSince1970: Int64(timeIntervalSince1970.rounded(.down))) }

  /// The minute in Coordinated Universal Time: `2026-11-24 21:05`.
  var minute: String {
    let text = timestamp.description
    return text.utf8.count >= 16 ? String(text.prefix(10)) + " " + String(text.dropFirst(11).prefix(5)) : text
  }

  /// The day: `2026-11-24`.
  var isoDay: String { timestamp.isoDate }
}
