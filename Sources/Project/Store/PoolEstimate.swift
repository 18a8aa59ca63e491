public import GarimpoEvaluation

/// How much is left to find, and how well the order finds it, from the items drawn at random.
public struct PoolEstimate: Reply {
  /// The path of the project.
  public var project: String
  /// The round whose pool the estimate speaks of.
  public var round: Int
  /// The random slices, oldest first.
  public var slices: [Slice]
  /// How often the interval of `remaining`, `positives` and `prevalence` holds the truth at least.
  public var level: Double
  /// Items that the draw could have hit: the pool without the hard ones.
  public var frameCount: Int
  /// Items of these that nobody has read.
  public var unreadCount: Int
  /// Items of the project that nobody has read, whether or not a draw could have hit them; copies of others do not count.
  public var allUnreadCount: Int
  /// Yes of these that are found.
  public var foundCount: Int
  /// Yes among the unread ones.
  public var remaining: Estimate
  /// Yes among all of them.
  public var positives: Estimate
  /// The share of yes among all of them.
  public var prevalence: Estimate
  /// Hard items that were asked, are not answered, and no draw could hit.
  public var uncoveredHardCount: Int
  /// Items that came after the round.
  public var laterItemCount: Int
  /// Earlier rounds that do not count, as a compaction has dropped their scores.
  public var droppedRoundCount = 0
  /// Whether half of what was drawn or more is not answered, or the interval holds more than half of what is unread: then
  /// no single figure stands for it.
  public var isTooFew: Bool
  /// How well the newest of the rounds orders its pool; nil when that cannot be said.
  public var ranking: Ranking?
  /// Why it cannot be said.
  public var rankingNote: String?

  /// What a round drew at random, and the answers.
  public struct Slice: Sendable, Codable {
    /// The round.
    public var round: Int
    /// Items that it could have drawn.
    public var frameCount: Int
    /// Items that it drew.
    public var drawnCount: Int
    /// Of these yes.
    public var yesCount: Int
    /// Of these no.
    public var noCount: Int
    /// Of these read, but not decided.
    public var undecidedCount: Int
    /// Of these not answered before the next round.
    public var unansweredCount: Int
  }

  /// How well a model orders the pool of its round.
  public struct Ranking: Sendable, Codable {
    /// The round.
    public var round: Int
    /// Items in the pool.
    public var count: Int
    /// Average precision with its 95 % interval.
    public var averagePrecision: Estimate
    /// The share of yes among the first k.
    public var recall: [Recall]
    /// Yes among the random items, on which it rests.
    public var randomYesCount: Int
    /// Whether it rests on too few yes for its intervals.
    public var isRough: Bool
  }

  /// The share of the pool's yes that are among the first k items of the order.
  public struct Recall: Sendable, Codable {
    /// How many items are read.
    public var k: Int
    /// The share with its 95 % interval.
    public var recall: Estimate
  }

  /// The estimate in words and tables, and what it is not.
  public func text(_ style: TextStyle) -> String {
    var lines = [
      style.apply(.heading, to: "What the random items say of the pool of round \(round)")
        + " of \(DisplayText.printable(project))"
    ]
    let share = "\(Text.shortest((level * 1000).rounded() / 10)) %"
    let (low, high) = (Text.grouped(Int(remaining.low)), Text.grouped(Int(remaining.high)))
    if let tooFew { lines += DisplayText.paragraph(tooFew) }
    let unread =
      allUnreadCount == unreadCount
      ? "\(Text.count(unreadCount, "item")) not yet read"
      : "\(Text.count(unreadCount, "item")) not yet read that a draw could hit (of \(Text.grouped(allUnreadCount)) in all)"
    lines += DisplayText.paragraph(
      (low == high ? "\(low)" : "Between \(low) and \(high)") + " of the \(unread) are worth it (\(share))"
        + (isTooFew ? "." : "; the best single figure is \(Text.grouped(Int(remaining.value.rounded())))."))
    let shares = "\(Self.percent(prevalence.low)) to \(Self.percent(prevalence.high))"
    lines += DisplayText.paragraph(
      "Of all \(Text.count(frameCount, "item")) that a draw could hit "
        + (isTooFew ? "\(shares) are (\(share))" : "\(Self.percent(prevalence.value)) are (\(share) \(shares))")
        + "; \(Text.grouped(foundCount)) of these are found.")
    lines.append("")
    var table = TextTable([.right, .right, .right, .right, .right, .right, .right])
    table.addHeader(["round", "drawn", "of", "yes", "no", "unsure", "unanswered"])
    for slice in slices {
      table.add(
        [
          slice.round, slice.drawnCount, slice.frameCount, slice.yesCount, slice.noCount, slice.undecidedCount,
          slice.unansweredCount,
        ].map { .init(Text.grouped($0)) })
    }
    lines += table.lines(style)
    lines += ["", style.apply(.heading, to: "What it is not")]
    for sentence in limits { lines += DisplayText.paragraph(sentence) }
    lines += [""] + order(style)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Why the figures say next to nothing; nil where they say something.
  private var tooFew: String? {
    guard isTooFew else { return nil }
    let drawnCount = slices.reduce(0) { $0 + $1.drawnCount }
    let openCount = slices.reduce(0) { $0 + $1.unansweredCount }
    guard 2 * openCount >= drawnCount else {
      return
        "Too few were drawn to say anything: \(Text.count(drawnCount, "item")). Let rounds draw more (--random), and "
        + "answer their whole batches."
    }
    return "Too few are answered to say anything: \(Text.grouped(drawnCount - openCount)) of the "
      + "\(Text.count(drawnCount, "item")) drawn at random. Answer whole batches (garimpo next), then ask again."
  }

  private var limits: [String] {
    var sentences = [
      "It rests on the items that rounds drew at random and on nothing that a model chose, so it holds however good the "
        + "model is. It takes the answers as right, and those that are missing as missing by chance: answer batches whole."
    ]
    if uncoveredHardCount > 0 {
      sentences.append(
        "\(Text.count(uncoveredHardCount, "hard item")) asked and not answered "
          + "\(uncoveredHardCount == 1 ? "is" : "are") not covered: no draw could hit "
          + "\(uncoveredHardCount == 1 ? "it" : "them").")
    }
    if laterItemCount > 0 {
      sentences.append(
        "\(Text.count(laterItemCount, "item")) imported later \(laterItemCount == 1 ? "is" : "are") not covered: run a "
          + "round and answer its batch.")
    }
    if droppedRoundCount > 0 {
      sentences.append(
        "\(Text.count(droppedRoundCount, "earlier round")) \(droppedRoundCount == 1 ? "does" : "do") not count, as "
          + "garimpo compact has dropped \(droppedRoundCount == 1 ? "its" : "their") scores.")
    }
    return sentences
  }

  private func order(_ style: TextStyle) -> [String] {
    guard let ranking else {
      return [style.apply(.heading, to: "How well the order finds them")]
        + DisplayText.paragraph("That cannot be said: \(rankingNote ?? "")")
    }
    var lines = [style.apply(.heading, to: "How well round \(ranking.round) orders its pool")]
    lines += DisplayText.paragraph(
      "On all \(Text.count(ranking.count, "item")) of it AP is \(Self.figure(ranking.averagePrecision)), before any "
        + "answer to its batch was known.")
    if !ranking.recall.isEmpty {
      var table = TextTable([.left] + ranking.recall.map { _ in .right })
      table.addHeader(["first k in the order"] + ranking.recall.map { Text.grouped($0.k) })
      table.add([.init("recall")] + ranking.recall.map { .init(Text.decimal($0.recall.value, places: 2)) })
      table.add(
        [.init("  95 % from", .faint)] + ranking.recall.map { .init(Text.decimal($0.recall.low, places: 2), .faint) })
      table.add(
        [.init("       to", .faint)] + ranking.recall.map { .init(Text.decimal($0.recall.high, places: 2), .faint) })
      lines += [""] + table.lines(style)
    }
    if let rankingNote { lines += [""] + DisplayText.paragraph(rankingNote) }
    if ranking.isRough {
      lines += [""]
      lines += DisplayText.paragraph(
        "These figures rest on \(Text.grouped(ranking.randomYesCount)) yes drawn at random: with fewer than 10 the intervals "
          + "are too narrow, and AP is likely higher.")
    }
    return lines
  }

  private static func percent(_ share: Double) -> String { "\(Text.decimal(share * 100, places: 1)) %" }

  private static func figure(_ estimate: Estimate) -> String {
    "\(Text.decimal(estimate.value, places: 3)) (95 % \(Text.decimal(estimate.low, places: 3)) to "
      + "\(Text.decimal(estimate.high, places: 3)))"
  }
}
