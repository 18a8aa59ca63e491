/// What a mix does when it is stuck: few yes are known and the last questions all brought a no. Half of the questions are then
/// drawn at random, until one brings a yes.
///
/// What asks for the most probable yes can circle in one corner for long where the first yes were odd ones. The rule costs
/// little where that does not happen; Documentation/Strategies.md says how much, and what it saves.
///
/// As text it is a part of a mix without a share: `certainty, unstuck`, `certainty, unstuck 15 5`.
public struct Unstuck: Sendable, Hashable, Codable, CustomStringConvertible {
  /// So many questions in a row without a yes make it stuck, 1 or more.
  public let dryCount: Int
  /// It is not stuck any more once more yes than this are known, 1 or more.
  public let positiveCount: Int

  /// The rule; its usual figures are 15 and 5.
  public init(after dryCount: Int = 15, upTo positiveCount: Int = 5) {
    precondition(dryCount >= 1 && positiveCount >= 1, "counts are 1 or more")
    self.dryCount = dryCount
    self.positiveCount = positiveCount
  }

  /// Its name in a mix.
  static let name = "unstuck"

  /// Whether a search that knows `positiveCount` yes, and whose last `dryCount` questions brought a no, is stuck.
  public func isStuck(positiveCount: Int, dryCount: Int) -> Bool {
    dryCount >= self.dryCount && positiveCount <= self.positiveCount
  }

  /// The text from which it can be read again; figures only where they are not the usual ones.
  public var description: String {
    let usual = Unstuck()
    if self == usual { return Self.name }
    return positiveCount == usual.positiveCount
      ? "\(Self.name) \(dryCount)" : "\(Self.name) \(dryCount) \(positiveCount)"
  }

  /// The rule whose figures are `words`, those behind its name.
  init(_ words: [String]) throws(AskingError) {
    let usual = Unstuck()
    func count(_ place: Int, _ what: String, else standard: Int) throws(AskingError) -> Int {
      guard place < words.count else { return standard }
      guard let number = Int(words[place]), (1...1_000_000).contains(number) else {
        throw .badParameter(
          what, found: words[place], of: Self.name,
          expected: "a whole number from 1 to 1000000, as in \(Self.name) \(usual.dryCount) \(usual.positiveCount)")
      }
      return number
    }
    self.init(
      after: try count(0, "number of questions without a yes", else: usual.dryCount),
      upTo: try count(1, "number of known yes", else: usual.positiveCount))
    guard words.count <= 2 else {
      throw .unstuckFollowed(by: words.dropFirst(2).joined(separator: " "))
    }
  }
}
