/// Why the text of a row cannot be read: somebody else wrote it, or it is damaged.
///
/// It does not name the row: whoever keeps the rows knows what to call it, and what to do.
public struct RawRowError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// It is no JSON array of strings and nulls, with the place where that shows (bytes, from 1).
    case notJSON(JSONFault, column: Int)
    /// It has another number of cells than its columns.
    case count(found: Int, expected: Int)
  }

  /// What is wrong.
  public let problem: Problem

  /// The sentence for people: where, what was found and what was expected.
  public var description: String {
    switch problem {
    case .notJSON(let fault, let column): "byte \(column): \(fault.sentence)"
    case .count(let found, let expected): "\(found) cell\(found == 1 ? "" : "s"), expected \(expected)"
    }
  }
}
