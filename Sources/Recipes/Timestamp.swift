/// A moment in time to the second, in Coordinated Universal Time; a date alone is its midnight.
///
/// The proleptic Gregorian calendar is computed here (Howard Hinnant, "chrono-compatible low-level date algorithms"), so
/// that reading a million dates needs no calendar object.
public struct Timestamp: Sendable, Hashable, Comparable, Codable {
  /// Seconds since 1970-01-01T00:00:00Z, negative before it.
  public let secondsSince1970: Int64

  /// The moment `secondsSince1970` seconds after 1970-01-01T00:00:00Z.
  public init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

  /// Whether this moment is earlier than the other.
  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.secondsSince1970 < b.secondsSince1970 }
}
