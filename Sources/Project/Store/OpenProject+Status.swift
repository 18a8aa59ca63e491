import GarimpoRecipes
public import GarimpoStore

#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

extension OpenProject {
  /// How things stand: counts, the newest figures, and what comes next.
  public func status() throws(Failure) -> StatusReply {
    try read { snapshot in
      let now = clock()
      let project = try snapshot.project()
      let counts = try snapshot.counts()
      let newest = try snapshot.newestRound().flatMap { try snapshot.round($0) }
      let choice = try snapshot.modelChoice()
      let current = try choice.flatMap { try snapshot.round($0.round) } ?? newest
      func shown(_ record: RoundRecord) throws -> StatusReply.Round {
        var (asked, answered) = (counts.asked, counts.answered)
        if record.id != current?.id {
          let batch = try snapshot.batch(ofRound: record.id)
          (asked, answered) = (batch.count, try snapshot.answeredCount(of: batch, in: record, snapshot.labels()))
        }
        return StatusReply.Round(
          round: Int(record.id), at: record.at,
          averagePrecision: record.figures.averagePrecision.map { [$0.value, $0.low, $0.high] },
          rocAUC: record.figures.rocAUC.map { [$0.value, $0.low, $0.high] }, asked: asked, answered: answered,
          isTooFew: record.figures.isTooFew)
      }
      let midnight = now.timestamp.secondsSince1970 / 86_400 * 86_400
      return StatusReply(
        project: path, name: project.name, recipe: project.recipe.name, items: counts.items, versions: counts.versions,
        imports: counts.imports,
        labels: .init(
          yes: counts.labels[.yes] ?? 0, no: counts.labels[.no] ?? 0, unsure: counts.labels[.unsure] ?? 0,
          skip: counts.labels[.skip] ?? 0, disputed: counts.labels[.disputed] ?? 0),
        labelledToday: try snapshot.answeredItemCount(since: Date(timeIntervalSince1970: Double(midnight))),
        annotators: counts.annotators, rounds: counts.rounds,
        newestRound: try newest.map(shown), currentRound: try current.map(shown),
        choice: choice.map(RoundChoice.init),
        leases: try snapshot.leases(at: now).count)
    }
  }
}

/// How a project stands.
public struct StatusReply: Reply {
  /// The path of its file.
  public var project: String
  /// What people call it.
  public var name: String
  /// The name of the recipe in use.
  public var recipe: String
  /// Items.
  public var items: Int
  /// Versions of them.
  public var versions: Int
  /// Imports.
  public var imports: Int
  /// Items by their label.
  public var labels: Labels
  /// Items that were answered today (in Coordinated Universal Time).
  public var labelledToday: Int
  /// Answers that stand by annotator, those with the most first.
  public var annotators: [ProjectCounts.Annotator]
  /// Rounds.
  public var rounds: Int
  /// The newest round.
  public var newestRound: Round?
  /// The round whose model is in use: the newest, unless somebody chose another.
  public var currentRound: Round?
  /// The choice by which it is not the newest.
  public var choice: RoundChoice?
  /// Items that somebody holds.
  public var leases: Int

  /// Items by their label.
  public struct Labels: Sendable, Codable {
    /// Labelled yes.
    public var yes: Int
    /// Labelled no.
    public var no: Int
    /// Read, but not decided.
    public var unsure: Int
    /// Only skipped.
    public var skip: Int
    /// Annotators disagree.
    public var disputed: Int
  }

  /// A round.
  public struct Round: Sendable, Codable {
    /// Its number.
    public var round: Int
    /// When it was run.
    public var at: Date
    /// Average precision and the ends of its 95 % interval.
    public var averagePrecision: [Double]?
    /// ROC AUC and the ends of its 95 % interval.
    public var rocAUC: [Double]?
    /// Items of its batch.
    public var asked: Int
    /// Of these answered.
    public var answered: Int
    /// Whether it was measured on too few items to say how sure its figures are; then no interval is shown.
    public var isTooFew: Bool
  }

  /// A few lines, and what comes next.
  public func text(_ style: TextStyle) -> String {
    var table = TextTable([.left, .left], wrapsLast: true)
    func row(_ name: String, _ text: String) { table.add([.init(name, .faint), .init(text)]) }
    row(
      "items",
      Text.grouped(items) + (versions > items ? ", \(Text.grouped(versions)) versions" : "")
        + ", \(Text.count(imports, "import"))")
    var said = ["\(Text.grouped(labels.yes)) yes", "\(Text.grouped(labels.no)) no"]
    for (count, name) in [(labels.unsure, "unsure"), (labels.skip, "skipped"), (labels.disputed, "disputed")]
    where count > 0 {
      said.append("\(Text.grouped(count)) \(name)")
    }
    row("labels", said.joined(separator: ", ") + "; \(Text.grouped(labelledToday)) today")
    if annotators.count > 1 {
      let shown = annotators.prefix(5).map {
        "\(DisplayText.cut(DisplayText.printable($0.name), to: 30)) \(Text.grouped($0.count))"
      }
      row("by", shown.joined(separator: ", ") + (annotators.count > 5 ? ", …" : ""))
    }
    row("not labelled", Text.grouped(open))
    if let newest = newestRound, let current = currentRound {
      row("rounds", "\(Text.grouped(rounds)), the newest on \(newest.at.isoDay)")
      row("in use", "round \(choice?.sentence ?? "\(current.round), the newest")")
      if let figure = current.averagePrecision { row("AP", Self.shown(figure, current.isTooFew)) }
      if let figure = current.rocAUC { row("ROC AUC", Self.shown(figure, current.isTooFew)) }
      row("batch", "\(Text.grouped(current.answered)) of \(Text.grouped(current.asked)) answered")
    }
    if leases > 0 { row("held", "\(Text.count(leases, "item")) by annotators") }
    return "\(style.apply(.heading, to: DisplayText.printable(name))), recipe \(DisplayText.printable(recipe))\n"
      + table.lines(style).joined(separator: "\n") + "\n\n" + "Next:  \(advice)\n"
  }

  /// Items without a label.
  private var open: Int { items - labels.yes - labels.no - labels.unsure - labels.disputed }

  private static func shown(_ figure: [Double], _ isTooFew: Bool) -> String {
    guard figure.count == 3 else { return "" }
    return TooFew.shown(figure[0], figure[1], figure[2], isTooFew: isTooFew)
  }

  /// What to do next, in one line.
  private var advice: String {
    if items == 0 { return "garimpo import FILE" }
    if labels.disputed > 0, currentRound.map({ $0.answered == $0.asked }) ?? true {
      return "garimpo annotators --disagreements lists what is disputed"
    }
    if open == 0 {
      let undecided = labels.unsure + labels.disputed
      return undecided == 0
        ? "nothing; all items are read, \(Text.grouped(labels.yes)) of them yes"
        : "nothing; all items are read, \(Text.grouped(labels.yes)) of them yes and \(Text.grouped(undecided)) not decided"
    }
    if labels.yes == 0 || labels.no == 0 { return "garimpo next; a round needs some yes and some no" }
    guard let current = currentRound else { return "garimpo round" }
    if current.answered < current.asked { return "garimpo next" }
    return "garimpo round, as the batch is answered"
  }
}
