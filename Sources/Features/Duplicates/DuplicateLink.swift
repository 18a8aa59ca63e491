/// Two items whose texts are the same, or nearly.
public struct DuplicateLink: Sendable, Hashable {
  /// How alike two texts are.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// The same words in the same order.
    case exact
    /// Almost the same runs of three words.
    case near
  }

  /// The index of the item that comes first.
  public let first: Int
  /// The index of the other item, above `first`.
  public let second: Int
  /// How alike they are.
  public let kind: Kind
  /// The share of the runs of three words that both have, of those that either has (Jaccard); 1 for exact duplicates.
  public let similarity: Double

  /// A link between two items, `first` below `second`.
  public init(first: Int, second: Int, kind: Kind, similarity: Double) {
    precondition(first >= 0 && first < second, "the first item comes before the second")
    self.first = first
    self.second = second
    self.kind = kind
    self.similarity = similarity
  }
}
