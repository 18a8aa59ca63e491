/// Why a text is no mix of ways of asking.
public enum AskingError: Error, Hashable, Sendable, CustomStringConvertible {
  case emptyPart(String)
  case unknownStrategy(String)
  case repeated(QueryStrategy)
  case badShare(String, of: QueryStrategy)
  case noShare(QueryStrategy)
  case notWhole(percent: Double)
  /// A parameter of the way `of` that makes no sense; empty if it is missing.
  case badParameter(String, found: String, of: String, expected: String)
  /// More words than a way has parameters.
  case superfluous(String, of: QueryStrategy)
  /// The rule for being stuck is there twice.
  case unstuckTwice
  /// More words than the rule for being stuck has figures.
  case unstuckFollowed(by: String)
  /// The rule for being stuck has no effect.
  case nothingToUnstick

  /// What was found, what was expected, and what to do.
  public var description: String {
    switch self {
    case .emptyPart(let text):
      "way of asking: \"\(text)\" has an empty part; expected ways with their shares, as in \"certainty 95%, random 5%\""
    case .unknownStrategy(let name):
      "way of asking: \"\(name)\" is not known; expected one of "
        + QueryStrategy.allCases.map(\.name).joined(separator: ", ")
    case .repeated(let strategy):
      "way of asking: \(strategy.rawValue) is there twice; give it one share"
    case .badShare(let text, let strategy):
      "way of asking: the share of \(strategy.rawValue) is \"\(text)\"; expected a percentage above 0 and at most 100, as in 30%"
    case .noShare(let strategy):
      "way of asking: \(strategy.rawValue) has no share; where there are several, each needs one, as in \(strategy.rawValue) 30%"
    case .notWhole(let percent):
      "way of asking: the shares sum to \(percent)%; expected 100%"
    case .badParameter(let parameter, let found, let name, let expected):
      "way of asking: the \(parameter) of \(name) is \(found.isEmpty ? "missing" : "\"\(found)\""); expected \(expected)"
    case .unstuckTwice: "way of asking: unstuck is there twice; name it once"
    case .unstuckFollowed(let text): "way of asking: unstuck is followed by \"\(text)\"; expected nothing more"
    case .nothingToUnstick:
      "way of asking: unstuck has no effect on what asks at random only; expected it beside another way, as in \"certainty, unstuck\""
    case .superfluous(let text, let strategy):
      "way of asking: \(strategy.rawValue) is followed by \"\(text)\"; expected nothing more"
    }
  }
}
