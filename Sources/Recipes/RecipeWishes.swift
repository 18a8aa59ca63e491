/// What a person has decided of a recipe that is to be proposed; all else is found out from the table.
public struct RecipeWishes: Sendable, Hashable {
  /// A decision about one column.
  public enum Column: Sendable, Hashable {
    /// There is none.
    case none
    /// The one with this name.
    case named(String)
  }

  /// The column of ids; nil: found out.
  public var key: Column?
  /// The column of titles; nil: found out.
  public var title: String?
  /// The column of answers; nil: found out.
  public var label: Column?

  /// All is found out.
  public init() {}

  /// The most different values that a column of answers may hold.
  public static let answerLimit = 8
}
