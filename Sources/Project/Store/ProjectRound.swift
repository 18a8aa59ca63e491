import GarimpoEvaluation
import GarimpoStore

/// A round on a project that is over and kept.
public struct ProjectRound: Reply {
  /// Its number, from 1.
  public var round: Int
  /// The path of the project.
  public var project: String
  /// SHA-256 of its model.
  public var model: String
  /// What it found out.
  public var result: RoundResult
  /// The round before, if there was one.
  public var previous: Before?
  /// How long each step took.
  public var timings: [StepTiming]
  /// Where the report is.
  public var report: String?

  /// The main figures of the round before.
  public struct Before: Sendable, Codable {
    /// Its number.
    public var round: Int
    /// How many items it learnt from.
    public var trainCount: Int
    /// How many items it was measured on.
    public var validationCount: Int
    /// Its average precision and the ends of its 95 % interval.
    public var averagePrecision: [Double]
    /// Whether it was measured on too few items to say how sure that is.
    public var isTooFew: Bool

    init(_ record: RoundRecord) {
      round = Int(record.id)
      trainCount = record.figures.trainingCount
      validationCount = record.figures.validationCount
      averagePrecision = record.figures.averagePrecision.map { [$0.value, $0.low, $0.high] } ?? []
      isTooFew = record.figures.isTooFew
    }
  }

  private enum CodingKeys: String, CodingKey { case round, project, model, result, previous }

  /// The sections of a round, and what changed since the one before.
  public func text(_ style: TextStyle) -> String {
    var files = RoundFiles()
    files.report = report
    let summary = RoundSummary(
      FinishedRound(result: result, timings: timings, files: files, labelColumn: nil), style: style)
    var lines = ["\(style.apply(.heading, to: "Round \(round)")) of \(DisplayText.printable(project))"]
    lines += [""]
    var text = lines.joined(separator: "\n") + "\n" + summary.text(without: report == nil ? ["Files"] : [])
    text += "\n" + style.apply(.heading, to: "Next") + "\n"
    if let previous, previous.averagePrecision.count == 3 {
      let now = result.quality.averagePrecision
      let before = previous.averagePrecision
      let shown = (
        now: TooFew.shown(now.value, now.low, now.high, isTooFew: result.isTooFew),
        before: TooFew.shown(before[0], before[1], before[2], isTooFew: previous.isTooFew)
      )
      text +=
        DisplayText.paragraph(
          "AP is \(shown.now); round \(previous.round) had \(shown.before), measured on \(otherItems(than: previous)): "
            + "garimpo compare \(previous.round) \(round) measures both on the same items."
        ).joined(separator: "\n") + "\n"
    }
    text += "  garimpo next shows the first item to answer.\n"
    return text
  }

  /// `9 items instead of 12`; as many may be others.
  private func otherItems(than previous: Before) -> String {
    let count = Text.count(previous.validationCount, "item")
    return previous.validationCount == result.split.validationCount
      ? "as many items, \(count), which may be others"
      : "\(count) instead of \(Text.grouped(result.split.validationCount))"
  }
}

/// A round that was computed once more.
public struct ReplayedRound: Reply {
  /// Its number.
  public var round: Int
  /// The model, then and now.
  public var model: Pair
  /// All figures, the batch and the cleaning report, then and now.
  public var result: Pair
  /// The versions that made it, as JSON.
  public var madeWith: String
  /// The versions of this program, as JSON.
  public var now: String

  /// Two SHA-256 sums.
  public struct Pair: Sendable, Codable {
    /// What is kept.
    public var kept: String
    /// What was computed now.
    public var again: String
    /// Whether they are the same.
    public var isSame: Bool

    init(kept: String, again: String) {
      self.kept = kept
      self.again = again
      isSame = kept == again
    }
  }

  /// Whether every byte is the same.
  public var isSame: Bool { model.isSame && result.isSame }

  /// The sums, and what a difference means.
  public func text(_ style: TextStyle) -> String {
    func sums(_ name: String, _ pair: Pair) -> [String] {
      pair.isSame
        ? ["  \(name)  \(style.apply(.good, to: "the same")), SHA-256", "    \(pair.kept)"]
        : [
          "  \(name)  \(style.apply(.bad, to: "differs")), SHA-256", "    kept  \(pair.kept)",
          "    now   \(pair.again)",
        ]
    }
    var lines = [style.apply(.heading, to: "Round \(round), computed again")]
    lines += sums("model", model) + sums("result", result)
    if !isSame {
      lines += DisplayText.paragraph(
        madeWith == now
          ? "The same program computed something else: the file was changed from outside, or this is a defect of Garimpo. "
            + "garimpo verify checks the file."
          : "Another version made it (\(madeWith.trimmedLine), this is \(now.trimmedLine)), which may compute other figures."
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  fileprivate var trimmedLine: String { hasSuffix("\n") ? String(dropLast()) : self }
}
