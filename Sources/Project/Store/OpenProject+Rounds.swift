import GarimpoStore

#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

extension OpenProject {
  /// All rounds with their main figures, oldest first.
  public func rounds() throws(Failure) -> RoundsReply {
    try read { snapshot in
      let labels = try snapshot.labels()
      return RoundsReply(
        currentRound: try snapshot.currentRound().map { Int($0) },
        choice: try snapshot.modelChoice().map(RoundChoice.init),
        rounds: try snapshot.rounds().map { record in
          let batch = try snapshot.batch(ofRound: record.id)
          let answered = try snapshot.answeredCount(of: batch, in: record, labels)
          let figures = record.figures
          return RoundsReply.Round(
            round: Int(record.id), at: record.at, recipe: try snapshot.recipe(record.recipe).name, seed: record.seed,
            trainCount: figures.trainingCount, validationCount: figures.validationCount,
            validationPositiveCount: figures.validationYesCount, poolCount: figures.poolCount,
            averagePrecision: figures.averagePrecision.map { [$0.value, $0.low, $0.high] },
            rocAUC: figures.rocAUC.map { [$0.value, $0.low, $0.high] }, asked: batch.count, answered: answered,
            isTooFew: figures.isTooFew, model: try snapshot.modelChecksum(record.model) ?? "")
        })
    }
  }
}

extension Snapshot {
  /// How many items of a batch have got an answer since the round; a hard item that a live model asked in its stead counts
  /// for one of it.
  func answeredCount(of batch: [BatchItem], in round: RoundRecord, _ labels: LabelState) throws -> Int {
    let items = Set(batch.map(\.item)).union(try liveItems(ofRound: round.id))
    let answered = items.count { item in
      labels.answers(ofItem: item).contains { $0.position > round.labelPosition && $0.answer != .skip }
    }
    return min(answered, batch.count)
  }
}

/// The rounds of a project.
public struct RoundsReply: Reply {
  /// The round whose model is in use; nil before the first.
  public var currentRound: Int?
  /// The choice by which it is not the newest.
  public var choice: RoundChoice?
  /// Oldest first.
  public var rounds: [Round]

  /// One round.
  public struct Round: Sendable, Codable {
    /// Its number.
    public var round: Int
    /// When it was run.
    public var at: Date
    /// The name of its recipe.
    public var recipe: String
    /// Its seed.
    public var seed: UInt64
    /// Items that trained.
    public var trainCount: Int
    /// Items that validated.
    public var validationCount: Int
    /// Of these yes.
    public var validationPositiveCount: Int
    /// Items without a label.
    public var poolCount: Int
    /// Average precision and the ends of its 95 % interval.
    public var averagePrecision: [Double]?
    /// ROC AUC and the ends of its 95 % interval.
    public var rocAUC: [Double]?
    /// Items of its batch.
    public var asked: Int
    /// Of these answered since.
    public var answered: Int
    /// Whether it was measured on too few items to say how sure its figures are; then no interval is shown.
    public var isTooFew: Bool
    /// SHA-256 of its model.
    public var model: String
  }

  /// Which model is in use and why; nothing to say of a single round.
  private var inUse: String {
    guard rounds.count > 1, let currentRound else { return "" }
    return DisplayText.paragraph("In use: round \(choice?.sentence ?? "\(currentRound), the newest")")
      .map { $0 + "\n" }.joined()
  }

  /// A line for each round with its counts, one with its figures, and which is in use.
  public func text(_ style: TextStyle) -> String {
    guard !rounds.isEmpty else { return "There is no round yet; run garimpo round.\n" }
    var counts = TextTable([.right, .left, .right, .right, .right])
    counts.addHeader(["", "day", "trained", "measured", "answered"])
    var figures = TextTable([.right, .right, .left, .right, .left])
    figures.addHeader(["", "AP", "95 %", "ROC AUC", "95 %"])
    for round in rounds {
      func figure(_ values: [Double]?) -> (String, String) {
        guard let values, values.count == 3 else { return ("", "") }
        return (
          Text.decimal(values[0], places: 3),
          round.isTooFew
            ? "too few" : "\(Text.decimal(values[1], places: 2)) to \(Text.decimal(values[2], places: 2))"
        )
      }
      let (precision, precisionRange) = figure(round.averagePrecision)
      let (area, areaRange) = figure(round.rocAUC)
      counts.add([
        .init("\(round.round)"), .init(round.at.isoDay, .faint), .init(Text.grouped(round.trainCount)),
        .init("\(Text.grouped(round.validationCount)) (\(Text.grouped(round.validationPositiveCount)) yes)"),
        .init("\(round.answered)/\(round.asked)"),
      ])
      figures.add([
        .init("\(round.round)"), .init(precision), .init(precisionRange, .faint), .init(area),
        .init(areaRange, .faint),
      ])
    }
    let lines = counts.lines(style) + [""] + figures.lines(style)
    return lines.joined(separator: "\n") + "\n" + inUse
  }
}
