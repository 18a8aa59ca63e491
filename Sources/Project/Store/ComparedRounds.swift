public import GarimpoEvaluation

/// The models of two rounds, measured on the same items.
public struct ComparedRounds: Reply {
  /// The path of the project.
  public var project: String
  /// The rounds, in the order in which they were named.
  public var rounds: [Measured]
  /// Items that both were measured on: labelled, and new to both.
  public var count: Int
  /// Of these yes.
  public var yesCount: Int
  /// Labelled items that are left out because one of the two learnt from them.
  public var trainedCount: Int
  /// Labelled items that are left out because one of the two learnt from a duplicate of them.
  public var duplicateCount: Int
  /// By how much the average precision of the second exceeds that of the first, with its 95 % interval (paired bootstrap).
  public var averagePrecisionDifference: Estimate
  /// By how much the ROC AUC of the second exceeds that of the first, with its 95 % interval (paired bootstrap).
  public var rocAUCDifference: Estimate
  /// Whether the items are too few to say how sure the differences are; then no interval of theirs is shown.
  public var isTooFew: Bool

  /// One of the two.
  public struct Measured: Sendable, Codable {
    /// Its number.
    public var round: Int
    /// SHA-256 of its model.
    public var model: String
    /// Items that it learnt from.
    public var trainingCount: Int
    /// Its figures.
    public var figures: MeasuredOrder
  }

  /// Figures, differences and what they say.
  public func text(_ style: TextStyle) -> String {
    var lines = [
      style.apply(.heading, to: "Rounds \(rounds[0].round) and \(rounds[1].round)")
        + " of \(DisplayText.printable(project)) on the same items"
    ]
    lines += DisplayText.paragraph(
      "\(Text.count(count, "labelled item")), \(Text.grouped(yesCount)) of them yes, that neither learnt from; left out: "
        + "\(Text.grouped(trainedCount)) that one of them learnt from, "
        + "\(Text.count(duplicateCount, "duplicate")) of such")
    lines.append("")
    var table = MeasuredOrder.table("model")
    for measured in rounds {
      table.add(measured.figures.cells("round \(measured.round), \(Text.count(measured.trainingCount, "item"))"))
    }
    lines += table.lines(style) + [""]
    lines += DisplayText.paragraph("By average precision \(sentence(averagePrecisionDifference)).")
    lines += DisplayText.paragraph("By ROC AUC \(sentence(rocAUCDifference)).")
    lines += DisplayText.paragraph(
      "The items are those that happen to be labelled, many of them because a model chose them: the figures compare the "
        + "two, and say little of all items.")
    return lines.joined(separator: "\n") + "\n"
  }

  /// `round 2 is better by 0.050 (95 % −0.010 to 0.110): not clearly`.
  private func sentence(_ difference: Estimate) -> String {
    let isSecond = difference.value >= 0
    let better =
      isSecond ? difference : Estimate(value: -difference.value, low: -difference.high, high: -difference.low)
    let range = isTooFew ? "" : " (95 % \(Self.signed(better.low)) to \(Self.signed(better.high)))"
    guard Self.signed(better.value) != "0.000" else { return "they are as good as each other\(range)" }
    return "round \(rounds[isSecond ? 1 : 0].round) is better by \(Self.signed(better.value))\(range): "
      + (isTooFew ? "the items are \(TooFew.words)" : better.low > 0 ? "clearly" : "not clearly")
  }

  /// Three decimals, with a true minus.
  private static func signed(_ value: Double) -> String {
    let text = Text.decimal(value.magnitude, places: 3)
    return value < 0 && text != "0.000" ? "−\(text)" : text
  }
}
