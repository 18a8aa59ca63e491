public import GarimpoEvaluation
import GarimpoStore

extension OpenProject {
  /// Who has answered how much, how far they agree with themselves and with each other, and what is to be settled.
  public func annotators() throws(Failure) -> AnnotatorsReply {
    try read { snapshot in
      let events = try snapshot.labelEvents()
      let state = try snapshot.labels()
      var tallies: [String: AnnotatorTally] = [:]
      // What each annotator had said of each item, as the log goes on.
      var said: [String: [Int64: LabelEvent.Answer]] = [:]
      let undone = Set(events.compactMap(\.undoes))
      for event in events where event.answer != .undo {
        let stands = !undone.contains(event.position)
        tallies[event.annotator, default: AnnotatorTally()].add(
          event, stands: stands, before: stands ? said[event.annotator]?[event.item] : nil)
        if stands, event.answer == .yes || event.answer == .no {
          said[event.annotator, default: [:]][event.item] = event.answer
        }
      }
      var current: [String: [Int64: Bool]] = [:]
      var disputed: [AnnotatorsReply.Disagreement] = []
      for item in state.answeredItems {
        let answers = state.answers(ofItem: item)
        for answer in answers where answer.answer == .yes || answer.answer == .no {
          current[answer.annotator, default: [:]][item] = answer.answer == .yes
        }
        if state.label(ofItem: item) == .disputed {
          disputed.append(
            .init(
              id: try snapshot.item(item)?.key ?? "", title: try snapshot.newestVersion(ofItem: item)?.title ?? "",
              answers: answers.map { "\($0.annotator): \($0.answer.rawValue)" }))
        }
      }
      let names = tallies.keys.sorted()
      return AnnotatorsReply(
        annotators: try names.map { try (tallies[$0] ?? AnnotatorTally()).reply($0, current[$0] ?? [:]) },
        pairs: try Self.pairs(names, current), disagreements: disputed)
    }
  }

  private static func pairs(
    _ names: [String], _ current: [String: [Int64: Bool]]
  ) throws -> [AnnotatorsReply.Pair] {
    var pairs: [AnnotatorsReply.Pair] = []
    for (place, first) in names.enumerated() {
      for second in names[(place + 1)...] {
        let (mine, theirs) = (current[first] ?? [:], current[second] ?? [:])
        let common = mine.keys.filter { theirs[$0] != nil }.sorted()
        guard !common.isEmpty else { continue }
        pairs.append(
          .init(
            first: first, second: second,
            agreement: .init(
              try CohensKappa(common.map { mine[$0] == true }, common.map { theirs[$0] == true }))))
      }
    }
    return pairs
  }
}

/// What one annotator's entries in the log add up to.
private struct AnnotatorTally {
  private var events = 0
  private var seconds: [Double] = []
  private var before: [Bool] = []
  private var again: [Bool] = []

  /// Adds an entry; `earlier` is what it may be compared with, nil for one that was taken back.
  mutating func add(_ event: LabelEvent, stands: Bool, before earlier: LabelEvent.Answer?) {
    if stands { events += 1 }
    if let taken = event.seconds { seconds.append(taken) }
    guard event.asking?.strategy == Strategy.recheck, let earlier, event.answer == .yes || event.answer == .no else {
      return
    }
    before.append(earlier == .yes)
    again.append(event.answer == .yes)
  }

  func reply(_ name: String, _ current: [Int64: Bool]) throws -> AnnotatorsReply.Annotator {
    let yes = current.values.count { $0 }
    return AnnotatorsReply.Annotator(
      name: name, answers: events, yes: yes, no: current.count - yes,
      medianSeconds: Percentile.median(seconds),
      rechecks: again.isEmpty ? nil : .init(try CohensKappa(before, again)))
  }
}

/// Who answers, and how far they agree.
public struct AnnotatorsReply: Reply {
  /// By name.
  public var annotators: [Annotator]
  /// Those who answered the same items, two by two.
  public var pairs: [Pair]
  /// Items on which annotators disagree and that nobody has settled.
  public var disagreements: [Disagreement]

  /// One annotator.
  public struct Annotator: Sendable, Codable {
    /// The name.
    public var name: String
    /// Entries in the log, undos left out.
    public var answers: Int
    /// Items that this annotator says yes to now.
    public var yes: Int
    /// Items that this annotator says no to now.
    public var no: Int
    /// Median of the seconds that an item was looked at, where they are known.
    public var medianSeconds: Double?
    /// Agreement with oneself, from items that were asked again blindly.
    public var rechecks: Agreement?
  }

  /// Two annotators.
  public struct Pair: Sendable, Codable {
    /// One.
    public var first: String
    /// The other.
    public var second: String
    /// How far they agree.
    public var agreement: Agreement
  }

  /// How far two lists of answers agree.
  public struct Agreement: Sendable, Codable {
    /// Items that both have.
    public var count: Int
    /// The share of them with the same answer, with its 95 % (Wilson) interval.
    public var observed: Estimate
    /// Cohen's kappa; nil where it says nothing, as when somebody gives one answer only.
    public var kappa: Double?
    /// Its 95 % interval, where there is one.
    public var kappaInterval: [Double]?

    init(_ kappa: CohensKappa) {
      count = kappa.count
      observed = kappa.observedAgreement
      self.kappa = kappa.kappa
      kappaInterval = kappa.estimate.map { [$0.low, $0.high] }
    }

    /// `on 40 items, the same answer on 92 % (95 % 80 to 97), kappa 0.71 (95 % 0.50 to 0.92)`.
    var sentence: String {
      func percent(_ share: Double) -> String { Text.decimal(100 * share, places: 0) }
      let said =
        "on \(Text.count(count, "item")) the same answer on \(percent(observed.value)) % "
        + "(95 % \(percent(observed.low)) to \(percent(observed.high)))"
      guard let kappa else { return said + "; kappa says nothing where somebody gives one answer only" }
      let interval = kappaInterval.map {
        " (95 % \(Text.decimal($0[0], places: 2)) to \(Text.decimal($0[1], places: 2)))"
      }
      return said + ", kappa \(Text.decimal(kappa, places: 2))\(interval ?? "")"
    }
  }

  /// An item to settle.
  public struct Disagreement: Sendable, Codable {
    /// Its id.
    public var id: String
    /// Its title.
    public var title: String
    /// Who says what.
    public var answers: [String]
  }

  /// Counts, agreement, and what is to be settled.
  public func text(_ style: TextStyle) -> String {
    guard !annotators.isEmpty else { return "Nobody has answered yet.\n" }
    var table = TextTable([.left, .right, .right, .right, .right])
    table.addHeader(["annotator", "answers", "yes", "no", "seconds"])
    for annotator in annotators {
      table.add([
        .init(DisplayText.printable(annotator.name)), .init(Text.grouped(annotator.answers)),
        .init(Text.grouped(annotator.yes)), .init(Text.grouped(annotator.no)),
        .init(annotator.medianSeconds.map { Text.decimal($0, places: 1) } ?? "", .faint),
      ])
    }
    var lines = table.lines(style)
    let rechecked = annotators.filter { $0.rechecks != nil }
    if !rechecked.isEmpty || !pairs.isEmpty { lines += ["", style.apply(.heading, to: "Agreement")] }
    for annotator in rechecked {
      guard let rechecks = annotator.rechecks else { continue }
      lines += DisplayText.paragraph("\(annotator.name) when asked again: \(rechecks.sentence)")
    }
    for pair in pairs { lines += DisplayText.paragraph("\(pair.first) and \(pair.second): \(pair.agreement.sentence)") }
    if !disagreements.isEmpty { lines += [""] + onlyDisagreements().lines(style) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Only what is to be settled.
  public func onlyDisagreements() -> DisagreementsReply { DisagreementsReply(disagreements: disagreements) }
}

/// Items on which annotators disagree.
public struct DisagreementsReply: Reply {
  /// Each of them, in the order of first import.
  public var disagreements: [AnnotatorsReply.Disagreement]

  /// Each item with who says what, and how it is settled.
  public func text(_ style: TextStyle) -> String {
    guard !disagreements.isEmpty else { return "No disagreement is left to settle.\n" }
    return lines(style).joined(separator: "\n") + "\n"
  }

  fileprivate func lines(_ style: TextStyle) -> [String] {
    [style.apply(.heading, to: "To settle: garimpo label ID ANSWER --settle")]
      + disagreements.flatMap { item in
        DisplayText.paragraph(
          "\(item.id)  “\(DisplayText.cut(item.title, to: 50))”  \(item.answers.joined(separator: ", "))")
      }
  }
}
