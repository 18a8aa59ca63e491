/// How many negatives and positives, with multiplicity, in one machine word: adding two costs one addition.
///
/// Negatives lie in the low 32 bits, positives in the high ones; neither may pass 2^32 - 1.
package struct ClassCounts: Sendable, Hashable {
  @usableFromInline var packed: UInt64

  @inlinable
  init(packed: UInt64) { self.packed = packed }

  /// Counts of the two classes.
  @inlinable
  package init(negative: Int, positive: Int) {
    packed = UInt64(UInt32(negative)) | UInt64(UInt32(positive)) &<< 32
  }

  /// Nothing of either.
  @inlinable
  package static var zero: ClassCounts { ClassCounts(packed: 0) }

  /// The number of negatives.
  @inlinable
  package var negative: Int { Int(packed & 0xFFFF_FFFF) }

  /// The number of positives.
  @inlinable
  package var positive: Int { Int(packed &>> 32) }

  /// Whether at most one class is present.
  @inlinable
  package var isPure: Bool { negative == 0 || positive == 0 }

  /// The sum, class by class.
  @inlinable
  package static func + (a: ClassCounts, b: ClassCounts) -> ClassCounts { ClassCounts(packed: a.packed &+ b.packed) }

  /// The difference, class by class; `b` must be contained in `a`.
  @inlinable
  package static func - (a: ClassCounts, b: ClassCounts) -> ClassCounts { ClassCounts(packed: a.packed &- b.packed) }
}
