/// How the model of a round does on the labels that were given since.
public struct EvaluatedRound: Reply {
  /// The path of the project.
  public var project: String
  /// The round.
  public var round: Int
  /// SHA-256 of its model.
  public var model: String
  /// Items that got a yes or no since the round and are no duplicate of an item that it learnt from.
  public var count: Int
  /// Of these yes.
  public var yesCount: Int
  /// Duplicates of items that it learnt from: left out, for their answer was known.
  public var duplicateCount: Int
  /// The figures on all of these; nil without a yes and a no.
  public var all: MeasuredOrder?
  /// How many of them the round had drawn at random.
  public var randomCount: Int
  /// Of these yes.
  public var randomYesCount: Int
  /// The figures on those drawn at random; nil with fewer than ``EvaluatedRound/leastOfEach`` yes or no among them.
  public var random: MeasuredOrder?

  /// How many yes, and how many no, make a figure of their own.
  public static let leastOfEach = 5

  /// The figures, and what they are not.
  public func text(_ style: TextStyle) -> String {
    var lines = [
      style.apply(.heading, to: "Round \(round) on the labels given since") + " in \(DisplayText.printable(project))"
    ]
    lines += DisplayText.paragraph(
      "\(Text.count(count, "item")) with a yes or no that the model had not seen, \(Text.grouped(yesCount)) of them yes"
        + (duplicateCount > 0
          ? "; \(Text.count(duplicateCount, "duplicate")) of items that it learnt from "
            + "\(duplicateCount == 1 ? "is" : "are") left out"
          : ""))
    guard let all else {
      lines += DisplayText.paragraph(
        "No figure: that takes at least one yes and one no. garimpo next shows what to answer.")
      return lines.joined(separator: "\n") + "\n"
    }
    lines.append("")
    var table = MeasuredOrder.table("labels")
    table.add(all.cells("all since"))
    if let random { table.add(random.cells("drawn at random")) }
    lines += table.lines(style) + [""]
    lines += DisplayText.paragraph(
      "Items that a model chose are not a random sample: those it cannot tell apart make it look worse on them than it is "
        + "on all items, those it finds certain better.")
    if random != nil {
      lines += DisplayText.paragraph(
        "Those that round \(round) drew at random are one, of its pool without the hard items. garimpo estimate says what "
          + "they tell of the whole pool.")
    } else {
      lines += DisplayText.paragraph(
        "Only those that round \(round) drew at random are one: \(Text.grouped(randomCount)) of these "
          + "(\(Text.grouped(randomYesCount)) yes), which are too few for a figure of their own "
          + "(\(Self.leastOfEach) yes and \(Self.leastOfEach) no). garimpo estimate says what they tell of the whole "
          + "pool.")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
