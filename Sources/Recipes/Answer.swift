/// What a person says of an item.
public enum Answer: String, Sendable, Hashable, Codable, CaseIterable {
  /// Worth it.
  case yes
  /// Not worth it.
  case no
  /// Read, but not decided.
  case unsure
  /// Not now.
  case skip
}
