/// What is to be asked, of whom.
public struct AskOptions: Sendable, Hashable {
  /// How many items, at least 1.
  public var count = 1
  /// The ids of the items that who asks has at hand: of those that are held already they come first. Others are passed over.
  public var holding: [String] = []
  /// Who is asked.
  public var annotator: String
  /// How many annotators answer an item, at least 1.
  public var overlap = 1
  /// How long an item is kept for who was asked, in minutes.
  public var leaseMinutes = Self.usualLeaseMinutes
  /// With which probability an item that this annotator has answered is asked again, without saying so.
  public var recheckShare = 0.0

  /// How long that is where nothing else is said.
  public static let usualLeaseMinutes = 15.0

  /// One item for `annotator`.
  public init(annotator: String) { self.annotator = annotator }

  /// Throws unless that can be asked; the options are called as on the command line.
  public func check() throws(Failure) {
    _ = try RecipeOverrides.checked("-n", count, from: 1, to: 10_000)
    _ = try RecipeOverrides.checked("--overlap", overlap, from: 1, to: 1000)
    guard leaseMinutes > 0, leaseMinutes <= 100_000 else {
      throw .badOption("--lease", found: Text.shortest(leaseMinutes), expected: "minutes above 0, at most 100000")
    }
    guard (0...1).contains(recheckShare) else {
      throw .badOption("--recheck", found: Text.shortest(recheckShare), expected: "a share from 0 to 1, such as 0.05")
    }
    try Failure.checkAnnotator(annotator)
  }
}
