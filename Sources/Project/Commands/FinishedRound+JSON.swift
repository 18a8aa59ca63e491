#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension FinishedRound {
  /// The result as JSON with sorted keys, ending with a line break: the same bytes for the same result.
  public func json() throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(result), as: UTF8.self) + "\n"
    } catch {
      throw Failure(.system, "the result cannot be written as JSON: \(error)")
    }
  }
}
