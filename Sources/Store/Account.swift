public import struct Foundation.Date

/// Somebody who may come in through the browser.
public struct Account: Sendable, Hashable {
  /// What somebody may do.
  public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
    /// Everything.
    case owner
    /// Answer items.
    case annotator
  }

  /// The name, under which answers are kept.
  public var name: String
  /// What this person may do.
  public var role: Role
  /// SHA-256 of the token, 64 hexadecimal digits; the token itself is nowhere.
  public var tokenHash: String
  /// When the token was given.
  public var createdAt: Date
  /// Since when it no longer opens anything.
  public var disabledAt: Date?

  /// An account that is open.
  public init(name: String, role: Role, tokenHash: String, createdAt: Date) {
    self.name = name
    self.role = role
    self.tokenHash = tokenHash
    self.createdAt = createdAt
  }
}
