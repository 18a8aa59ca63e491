import GarimpoStore

#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

/// That somebody chose the model of a round to be used instead of the newest.
public struct RoundChoice: Sendable, Hashable, Codable {
  /// The round.
  public var round: Int
  /// The newest round, which is not in use.
  public var newestRound: Int
  /// Who chose it.
  public var by: String
  /// When.
  public var at: Date
  /// Why, if that was said.
  public var note: String?

  init(_ choice: ModelChoice) {
    round = Int(choice.round)
    newestRound = Int(choice.newestRound)
    by = choice.annotator
    at = choice.at
    note = choice.note
  }

  /// `1, chosen by ana on 2026-11-25 instead of round 3: its labels were wrong`.
  var sentence: String {
    "\(round), chosen by \(DisplayText.cut(DisplayText.printable(by), to: 30)) on \(at.isoDay) instead of round \(newestRound)"
      + (note.map { ": \(DisplayText.printable($0))" } ?? "")
  }
}

/// Which model is in use, and why.
public struct ModelInUse: Reply {
  /// The path of the project.
  public var project: String
  /// The round whose model is in use.
  public var round: Int
  /// The newest round.
  public var newestRound: Int
  /// SHA-256 of the model.
  public var model: String
  /// The choice by which it is not the newest; nil: it is the newest.
  public var choice: RoundChoice?
  /// Items that came since the round and were scored by its model now.
  public var scoredCount: Int

  /// What goes by which model, and until when.
  public func text(_ style: TextStyle) -> String {
    let sentence =
      choice.map {
        "Rank, score and next, here and in the browser, go by the model of round \($0.round) from now on: until there is a "
          + "newer round than \(newestRound), or garimpo rounds use \(newestRound)."
      } ?? "Rank, score and next, here and in the browser, go by the model of round \(round), the newest."
    let verb = scoredCount == 1 ? "is" : "are"
    let scored = scoredCount > 0 ? " \(Text.count(scoredCount, "item")) that came since \(verb) scored." : ""
    return DisplayText.wrapped(sentence + scored, to: 80).map { $0 + "\n" }.joined()
  }
}
