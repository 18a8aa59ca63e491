public import GarimpoEvaluation

/// Labels that may be wrong.
public struct CheckedLabels: Reply {
  /// The path of the project.
  public var project: String
  /// Items with a yes or no.
  public var labelledCount: Int
  /// How many models each scored the items that it had not seen.
  public var foldCount: Int
  /// The learner of each of them in words, before any curve to probabilities.
  public var learner: String
  /// How many trees each of them has; 0 of a learner without.
  public var treeCount: Int
  /// How well those models tell yes from no, with its 95 % interval: what the list is worth.
  public var rocAUC: Estimate
  /// Whether the labelled items are too few to say how sure that is; then no interval is shown.
  public var isTooFew: Bool
  /// Items whose label the model finds surprising, in all.
  public var surprisingCount: Int
  /// The most surprising of them.
  public var surprising: [Surprising]
  /// Pairs of duplicates with opposite labels.
  public var contradictions: [Contradiction]
  /// Items on which somebody answered yes and no.
  public var changes: [Change]

  /// An item whose label the model finds surprising.
  public struct Surprising: Sendable, Codable {
    /// Its id.
    public var id: String
    /// Its title.
    public var title: String
    /// Its label.
    public var label: String
    /// P(yes) by a model that has seen neither it nor a duplicate of it.
    public var probability: Double
    /// The share of the items with the other label that look less like that label than this one does, ties counted half;
    /// those from 0.5 are listed.
    public var surprise: Double
  }

  /// Two items that say the same and have opposite labels.
  public struct Contradiction: Sendable, Codable {
    /// The ids, in the order of first import.
    public var ids: [String]
    /// The titles.
    public var titles: [String]
    /// The labels.
    public var labels: [String]
    /// `exact` or `near`.
    public var kind: String
    /// The shared share of their word shingles.
    public var similarity: Double
  }

  /// An item on which somebody changed their mind.
  public struct Change: Sendable, Codable {
    /// Its id.
    public var id: String
    /// Its title.
    public var title: String
    /// Who.
    public var annotator: String
    /// The answers in their order, yes and no only.
    public var answers: [String]
  }

  /// The lists, and how to correct.
  public func text(_ style: TextStyle) -> String {
    var lines = [
      style.apply(.heading, to: "Labels to look at again") + " in \(DisplayText.printable(project))",
      "",
      style.apply(.heading, to: "Surprising to a model that had not seen them"),
    ]
    lines += DisplayText.paragraph(
      "\(Text.count(labelledCount, "labelled item")), each scored by one of \(foldCount) models "
        + "\(treeCount > 0 ? "of \(Text.count(treeCount, "tree"))" : "(\(learner))") that learnt from the others; their ROC AUC is "
        + TooFew.shown(rocAUC.value, rocAUC.low, rocAUC.high, isTooFew: isTooFew)
        + ", and where that is near 0.5 the list is worth little")
    if surprising.isEmpty {
      lines += DisplayText.paragraph("none")
    } else {
      lines += surprisingTable(style)
      lines += DisplayText.paragraph(
        "\(Text.grouped(surprising.count)) of \(Text.grouped(surprisingCount)); odd: the share of items with the other "
          + "label that look less like it than this one does")
    }
    lines += ["", style.apply(.heading, to: "Duplicates with opposite labels")]
    lines += contradictions.isEmpty ? DisplayText.paragraph("none") : contradictions.flatMap(Self.lines)
    lines += ["", style.apply(.heading, to: "Answered yes and no by the same person")]
    lines += changes.isEmpty ? DisplayText.paragraph("none") : changes.flatMap(Self.lines)
    if let id = surprising.first?.id ?? contradictions.first?.ids.first ?? changes.first?.id {
      let word = DisplayText.shellWord(id)
      lines += ["", style.apply(.heading, to: "Next")]
      lines += DisplayText.command("garimpo show \(word)", "shows an item with its history")
      lines += DisplayText.command("garimpo label \(word) yes", "(or no) corrects it")
      lines += DisplayText.command("garimpo next --recheck 0.05", "asks a few once more, without saying so")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func surprisingTable(_ style: TextStyle) -> [String] {
    let ids = surprising.map { DisplayText.cut(DisplayText.printable($0.id), to: 24) }
    let room = max(20, 78 - 27 - (ids.map(DisplayText.width).max() ?? 0))
    var table = TextTable([.left, .right, .right, .left, .left])
    table.addHeader(["label", "p", "odd", "id", "title"])
    for (item, id) in zip(surprising, ids) {
      table.add([
        .init(item.label, item.label == "yes" ? .good : .bad), .init(Text.decimal(item.probability, places: 3)),
        .init("\(Text.decimal(item.surprise * 100, places: 0)) %"), .init(id),
        .init(DisplayText.cut(DisplayText.printable(item.title), to: room)),
      ])
    }
    return table.lines(style)
  }

  private static func lines(_ pair: Contradiction) -> [String] {
    func one(_ index: Int) -> String {
      "\(pair.ids[index]) “\(DisplayText.cut(DisplayText.printable(pair.titles[index]), to: 40))” says "
        + pair.labels[index]
    }
    let how = pair.kind == "exact" ? "the same text" : "similarity \(Text.decimal(pair.similarity, places: 2))"
    return DisplayText.paragraph("\(one(0)), \(one(1)) (\(how))")
  }

  private static func lines(_ change: Change) -> [String] {
    DisplayText.paragraph(
      "\(change.id) “\(DisplayText.cut(DisplayText.printable(change.title), to: 40))”: "
        + "\(change.annotator) said \(change.answers.joined(separator: ", then "))")
  }
}
