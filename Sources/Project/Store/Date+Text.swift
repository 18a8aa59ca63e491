import GarimpoRecipes

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

extension Date {
  /// The moment to the second.
  var timestamp: Timestamp { Timestamp(secondsSince1970: Int64(timeIntervalSince1970.rounded(.down))) }

  /// The day: `2026-11-24`.
  var isoDay: String { timestamp.isoDate }
}
