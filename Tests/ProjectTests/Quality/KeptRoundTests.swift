import GarimpoStore
import Synchronization
import Testing

@testable import GarimpoProject

/// Rounds as they are kept, and what the next would do.
struct KeptRoundTests {
  @Test func `a round is kept with all that it found out`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let first = try notes.round()
    let second = try notes.round()
    let kept = try notes.project.keptRound(1)
    #expect(kept.round == 1)
    #expect(kept.newestRound == 2)
    #expect(try JSONText.of(kept.result, pretty: false) == JSONText.of(first.result, pretty: false))
    #expect(kept.model == first.model)
    #expect(kept.splitKind == "random")
    #expect((kept.asked, kept.answered) == (7, 0))
    #expect(kept.verdict == ReportSentences(result: first.result).verdict)
    #expect(try notes.project.keptRound(nil).model == second.model)
    #expect(kept.text(TextStyle()).hasPrefix("Round 1 of 2023-11-14, 0 of 7 asked answered\n"))
  }

  @Test(arguments: [
    (9, 300, 0.2, 0.4, true), (10, 20, 0.2, 0.4, false), (10, 19, 0.2, 0.4, true), (150, 300, 1, 1, true),
    (150, 300, 0.99, 1, false), (0, 0, 0, 1, true),
  ])
  func `fewer than ten yes or no, or resamples that all agree, say nothing of how sure a figure is`(
    yes: Int, count: Int, low: Double, high: Double, isTooFew: Bool
  ) {
    #expect(TooFew.isTooFew(yesCount: yes, of: count, low: low, high: high) == isTooFew)
  }

  @Test func `no interval is shown where too few items were measured`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let round = try notes.round()
    let again = try notes.round()
    let kept = try notes.project.keptRound(nil)
    #expect(kept.isTooFew && kept.result.split.validationPositiveCount < 10 && !kept.result.tellsCalibration)
    let (status, rounds) = (try notes.project.status(), try notes.project.rounds())
    #expect(status.currentRound?.isTooFew == true && rounds.rounds.allSatisfy(\.isTooFew))
    #expect(try notes.project.rankingBasis()?.isTooFew == true)
    let say = ReportSentences(result: round.result)
    #expect(say.claim.hasSuffix(": too few to say how sure that is."))
    let shown = [
      kept.text(TextStyle()), status.text(TextStyle()), rounds.text(TextStyle()), again.text(TextStyle()), say.claim,
      say.caution, say.roc,
    ]
    for text in shown where text != say.caution {
      #expect(text.contains("too few"), "\(text)")
    }
    for text in shown {
      #expect(text.firstMatch(of: /95 % [0-9]|with a 95 % interval|[0-9]  [0-9.]{5} to [0-9.]{5}/) == nil, "\(text)")
    }
    let report = RoundReport.render(round.result)
    #expect(report.contains("<small>too few to say how sure</small>") && !report.contains("class=\"band\""))
    #expect(!report.contains("· 95 % interval"))
    #expect(say.calibration == "5 items are too few to say whether the score misleads.")
    // By chance alone a handful of items may stand in order: such a ranking is never clearly better.
    #expect([.perhapsBetter, .notDistinguishable].contains(say.verdict))
  }

  @Test func `a round that is not there is named`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    #expect(
      notes.message { _ = try notes.project.keptRound(nil) }
        == "notes.garimpo: there is no round yet; run garimpo round")
    _ = try notes.round()
    #expect(
      notes.message { _ = try notes.project.keptRound(3) }
        == "notes.garimpo: there is no round 3; the rounds are 1 to 1, garimpo rounds lists them")
  }

  @Test func `hard items that a live model asked stand in for some of the batch`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let round = try notes.round()
    let asked = Set(round.result.batch.items.map(\.id))
    let outside = try #require((12..<30).map(String.init).first { !asked.contains($0) })
    try notes.project.write { transaction in
      let item = try transaction.snapshot.demandItem(key: outside, path: notes.project.path)
      let version = try #require(try transaction.snapshot.newestVersion(ofItem: item.id))
      var event = LabelEvent(
        item: item.id, version: version.id, answer: .no, annotator: "ana", at: notes.project.clock(), source: "a test")
      event.asking = Asking(round: 1, strategy: "hard", modelPosition: 12)
      _ = try transaction.append(event)
    }
    #expect(try notes.project.keptRound(1).answered == 1)
    #expect(try notes.project.rounds().rounds[0].answered == 1)
  }

  @Test func `the moment moves with labels, items and rounds`() throws {
    let notes = try NotesProject()
    #expect(try notes.project.moment() == ProjectMoment(round: nil, labelPosition: 0, versionPosition: 0))
    try notes.importing(NotesProject.table())
    #expect(try notes.project.moment() == ProjectMoment(round: nil, labelPosition: 12, versionPosition: 30))
    _ = try notes.round()
    #expect(try notes.project.moment().round == 1)
  }

  @Test func `the next round would do what the recipe says`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    _ = try notes.round()
    let defaults = try notes.project.roundDefaults()
    #expect((defaults.hard, defaults.random, defaults.seed) == (3, 4, 2))
    #expect((defaults.yesCount, defaults.noCount) == (4, 8))
  }

  @Test(arguments: RoundStep.allCases.filter { $0 != .clean })
  func `a round that is cancelled leaves nothing`(_ last: RoundStep) throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    var options = ProjectRoundOptions()
    options.resampleCount = 100
    let error = #expect(throws: Failure.self) {
      _ = try notes.project.round(options) { (step) throws(Failure) in if step == last { throw .cancelled } }
    }
    #expect(error == .cancelled)
    #expect(error?.description == "cancelled before it was done; nothing was changed")
    #expect(try notes.project.rounds().rounds.isEmpty)
  }

  @Test(arguments: RoundStep.allCases.filter { $0 != .clean })
  func `a round that is told to end within a step leaves nothing`(_ last: RoundStep) throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let isOver = Atomic(false)
    var options = ProjectRoundOptions()
    options.resampleCount = 100
    options.isCancelled = { isOver.load(ordering: .relaxed) }
    var begun: [RoundStep] = []
    let steps = Mutex(begun)
    let error = #expect(throws: Failure.self) {
      _ = try notes.project.round(options) { (step) throws(Failure) in
        steps.withLock { $0.append(step) }
        if step == last { isOver.store(true, ordering: .relaxed) }
      }
    }
    #expect(error == .cancelled)
    begun = steps.withLock { $0 }
    // What takes long looks by itself; what does not is followed by a step that does.
    switch last {
    case .read, .train, .evaluate, .write: #expect(begun.last == last)
    case .clean, .features: #expect(begun.last == .train)
    case .score: #expect(begun.last == .evaluate)
    case .draw: #expect(begun.last == .write)
    }
    try notes.project.read { (snapshot) throws in
      #expect(try snapshot.newestRound() == nil && snapshot.modelChecksum(1) == nil)
      #expect(try snapshot.scores(ofRound: 1).isEmpty && snapshot.batch(ofRound: 1).isEmpty)
    }
  }

  @Test func `a round that is not told to end is the same as one that nobody may end`() throws {
    let never: @Sendable () -> Bool = { false }
    var models: [String] = []
    for isCancelled in [nil, never] {
      let notes = try NotesProject()
      try notes.importing(NotesProject.table())
      models.append(try notes.round { $0.isCancelled = isCancelled }.model)
    }
    #expect(models[0] == models[1])
  }
}
