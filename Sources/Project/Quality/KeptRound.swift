import GarimpoRecipes
import GarimpoStore

#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

/// A round as it is kept: where it stands, and all that it found out.
public struct KeptRound: Reply {
  /// Its number.
  public var round: Int
  /// The number of the newest.
  public var newestRound: Int
  /// The number of the one whose model is in use.
  public var currentRound: Int
  /// When it was run.
  public var at: Date
  /// The newest entry of the log of labels that it saw.
  public var labelPosition: Int64
  /// SHA-256 of its model.
  public var model: String
  /// The versions of what computed it, as JSON.
  public var libraries: String
  /// By which rule the labelled items were divided: `date`, `latest`, `group` or `random`.
  public var splitKind: String
  /// Items of its batch.
  public var asked: Int
  /// Of these answered since.
  public var answered: Int
  /// What the figures say of the ranking.
  public var verdict: RankingVerdict
  /// Whether it was measured on too few items to say how sure its figures are.
  public var isTooFew: Bool
  /// The average precision of a random order.
  public var chance: Double
  /// All that it found out.
  public var result: RoundResult

  /// The sections of the round.
  public func text(_ style: TextStyle) -> String {
    let summary = RoundSummary(
      FinishedRound(result: result, timings: [], files: RoundFiles(), labelColumn: nil), style: style)
    return "\(style.apply(.heading, to: "Round \(round)")) of \(at.isoDay), \(answered) of \(asked) asked answered\n\n"
      + summary.text(without: ["Files"])
  }
}

extension OpenProject {
  /// A round as it is kept; nil: the one in use.
  public func keptRound(_ number: Int?) throws(Failure) -> KeptRound {
    try read { snapshot in
      let record = try snapshot.demandRound(number, path: path)
      let result = try JSONText.value(
        RoundResult.self, in: record.result, what: "\(path): the result of round \(record.id)")
      let say = ReportSentences(result: result)
      let batch = try snapshot.batch(ofRound: record.id)
      return KeptRound(
        round: Int(record.id), newestRound: Int(try snapshot.newestRound() ?? 0),
        currentRound: Int(try snapshot.currentRound() ?? 0), at: record.at,
        labelPosition: record.labelPosition, model: try snapshot.modelChecksum(record.model) ?? "",
        libraries: record.libraries, splitKind: try snapshot.recipe(ofRound: record, path: path).split.word,
        asked: batch.count,
        answered: try snapshot.answeredCount(of: batch, in: record, snapshot.labels()), verdict: say.verdict,
        isTooFew: say.isTooFew, chance: say.chance, result: result)
    }
  }
}

extension SplitSpec {
  /// The rule in a word.
  fileprivate var word: String {
    switch self {
    case .date: "date"
    case .latest: "latest"
    case .group: "group"
    case .random: "random"
    }
  }
}
