/// One node of a decision tree, 16 bytes.
///
/// The nodes of a tree lie in preorder: the left child of an internal node is the next node, and its right child is named
/// by its offset from the tree's first node.
public struct TreeNode: Sendable, Hashable {
  /// The feature that is asked, or -1 in a leaf.
  public var feature: Int32
  /// Rows whose value is at or below it go left.
  public var threshold: Float
  /// The right child, counted from the tree's first node; 0 in a leaf.
  public var right: UInt32
  /// The weighted share of positives among the training rows of the node.
  public var probability: Float

  /// Whether the node has no children.
  @inlinable
  public var isLeaf: Bool { feature < 0 }

  /// A node.
  public init(feature: Int32, threshold: Float, right: UInt32, probability: Float) {
    self.feature = feature
    self.threshold = threshold
    self.right = right
    self.probability = probability
  }
}
