import GarimpoEvaluation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// `garimpo estimate`: which slices count, and what is said of them.
struct EstimateTests {
  private static func batch(_ things: ThingsProject, _ round: Int64, _ strategy: String) throws -> [String] {
    try things.file.read { snapshot in
      try snapshot.batch(ofRound: round).filter { $0.strategy == strategy }
        .map { try snapshot.item($0.item)?.key ?? "" }
    }
  }

  private static func answer(
    _ things: ThingsProject, _ ids: [String], _ answers: [LabelEvent.Answer?]
  ) throws {
    for (id, answer) in zip(ids, answers) {
      if let answer { try things.answer(id, answer) }
    }
  }

  private static func slices(_ things: ThingsProject) throws -> RandomSlices {
    try things.file.read { try RandomSlices($0, path: "p") }
  }

  /// 60 things, 20 of them without a label: 4 are asked as hard, 6 of the 16 others at random.
  private static func project() throws -> ThingsProject {
    let things = try ThingsProject(count: 60)
    try things.round()
    return things
  }

  // MARK: One round

  @Test func `One slice is counted, hard items do not matter`() throws {
    let things = try Self.project()
    try Self.answer(things, try Self.batch(things, 1, "random"), [.yes, .no, .unsure, .skip, nil, .no])
    let expected = RandomSlice(
      frameCount: 16, positiveCount: 1, negativeCount: 2, undecidedCount: 1, unansweredCount: 2)
    var slices = try Self.slices(things)
    #expect(slices.slices == [expected])
    #expect(slices.removedPositiveCount == 0 && slices.unlabelledCount == 12 && slices.uncoveredHardCount == 4)
    try Self.answer(things, try Self.batch(things, 1, "hard"), [.yes, .yes, .no, .skip])
    slices = try Self.slices(things)
    #expect(slices.slices == [expected])
    #expect(slices.removedPositiveCount == 0 && slices.unlabelledCount == 12 && slices.uncoveredHardCount == 1)
  }

  @Test func `What other means find in the frame is found, and what annotators dispute is undecided`() throws {
    let things = try Self.project()
    let random = try Self.batch(things, 1, "random")
    try Self.answer(things, random, [.yes, .no, .no, .no, .no, .no])
    try things.answer(random[1], .yes, by: "rui")
    let asked = Set(try random + Self.batch(things, 1, "hard"))
    let others = (0..<60).filter { $0 % 3 == 2 }.map { "t\($0)" }.filter { !asked.contains($0) }
    try Self.answer(things, others, [.yes, .yes, .no, .unsure])
    let slices = try Self.slices(things)
    #expect(
      slices.slices == [RandomSlice(frameCount: 16, positiveCount: 1, negativeCount: 4, undecidedCount: 1)])
    #expect(slices.removedPositiveCount == 2 && slices.unlabelledCount == 6)
  }

  @Test func `An item that changed since keeps its place in the frame, a new one gets none`() throws {
    let things = try Self.project()
    let random = try Self.batch(things, 1, "random")
    try Self.answer(things, random, [.yes, .no, .no, .no, .no, .no])
    let before = try Self.slices(things)
    let asked = Set(random)
    let others = (0..<60).filter { $0 % 3 == 2 && !asked.contains("t\($0)") }
    try things.add(
      ThingsProject.header + others.map { ThingsProject.row($0, title: "another title \($0)") }.joined()
        + ThingsProject.row(100))
    let after = try Self.slices(things)
    #expect(after.slices == before.slices && after.unlabelledCount == before.unlabelledCount)
    #expect(before.laterItemCount == 0 && after.laterItemCount == 1)
  }

  @Test func `The figures are those of the library on these counts`() throws {
    let things = try Self.project()
    try Self.answer(things, try Self.batch(things, 1, "random"), [.yes, .no, .yes, .no, .no, .no])
    try Self.answer(things, try Self.batch(things, 1, "hard"), [.yes, .no, nil, .unsure])
    var options = EstimateOptions()
    options.level = 0.9
    options.cuts = [18, 5, 100, 5]
    let estimate = try things.project.estimate(options)
    let rest = try RemainingPositives(
      slices: [RandomSlice(frameCount: 16, positiveCount: 2, negativeCount: 4)], removedPositiveCount: 0,
      unlabelledCount: 10, level: 0.9)
    #expect(estimate.remaining == rest.remaining && estimate.positives == rest.positives)
    #expect(estimate.prevalence == rest.prevalence && estimate.foundCount == 2 && estimate.unreadCount == 10)
    let (ranking, _) = try Self.ranking(things)
    #expect(estimate.ranking?.averagePrecision == ranking.averagePrecision && estimate.ranking?.count == 18)
    #expect(estimate.ranking?.recall.map(\.k) == [5, 18])
    #expect(try estimate.ranking?.recall.map(\.recall) == [ranking.recall(at: 5), ranking.recall(at: 18)])
    #expect(estimate.rankingNote == "The pool has 18 items: no recall at 100.")
  }

  /// The estimate of the order of round 1, from what the file holds.
  private static func ranking(_ things: ThingsProject) throws -> (PoolRanking, [BatchItem]) {
    let (batch, labels, seed) = try things.file.read {
      (try $0.batch(ofRound: 1), try $0.labels(), try $0.round(1)?.seed ?? 0)
    }
    let left = batch.filter { $0.strategy == "hard" && labels.label(ofItem: $0.item)?.target == nil }.map(\.rank)
    func asked(_ strategy: String) -> [AskedItem] {
      batch.filter { $0.strategy == strategy }.compactMap { item in
        labels.label(ofItem: item.item)?.target.map { target in
          AskedItem(rank: item.rank - left.filter { $0 < item.rank }.count, isPositive: target)
        }
      }
    }
    return (
      try PoolRanking(
        certain: asked("hard"), random: asked("random"), frameCount: 16,
        seed: RandomPurpose.intervals.seed(from: seed)), batch
    )
  }

  // MARK: Several rounds

  @Test func `Two rounds are pooled: the second frame is what the first left of its own`() throws {
    let things = try Self.project()
    try Self.answer(things, try Self.batch(things, 1, "random"), [.yes, .no, .no, .no, .no, .no])
    try Self.answer(things, try Self.batch(things, 1, "hard"), [.yes, .no, .no, .no])
    try things.round()
    let random = try Self.batch(things, 2, "random")
    let hard = try Self.batch(things, 2, "hard")
    #expect(random.count == 6 && hard.count == 4)
    try Self.answer(things, random, [.no, .yes, .no])
    // Nobody knows the four hard items, and no draw of round 2 could hit them.
    var slices = try Self.slices(things)
    #expect(
      slices.slices == [
        RandomSlice(frameCount: 12, positiveCount: 1, negativeCount: 5),
        RandomSlice(frameCount: 6, positiveCount: 1, negativeCount: 2, unansweredCount: 3),
      ])
    #expect(slices.removedPositiveCount == 0 && slices.unlabelledCount == 3 && slices.uncoveredHardCount == 4)
    try Self.answer(things, hard, [.yes, .no, .yes, .no])
    slices = try Self.slices(things)
    #expect(
      slices.slices == [
        RandomSlice(frameCount: 16, positiveCount: 1, negativeCount: 5),
        RandomSlice(
          frameCount: 6, positiveCount: 1, negativeCount: 2, unansweredCount: 3, removedPositiveCount: 2),
      ])
    #expect(slices.removedPositiveCount == 2 && slices.unlabelledCount == 3 && slices.uncoveredHardCount == 0)
    let estimate = try things.project.estimate(EstimateOptions())
    let rest = try RemainingPositives(slices: slices.slices, removedPositiveCount: 2, unlabelledCount: 3)
    #expect(estimate.remaining == rest.remaining && estimate.round == 1 && estimate.foundCount == 4)
    #expect(estimate.ranking?.round == 2 || estimate.rankingNote != nil)
  }

  @Test func `An answer that came after the next round does not belong to the draw`() throws {
    let things = try Self.project()
    let random = try Self.batch(things, 1, "random")
    try Self.answer(things, random, [.no, .no, .no, .no])
    try Self.answer(things, try Self.batch(things, 1, "hard"), [.yes, .no, .no, .no])
    try things.round()
    let second = try Self.batch(things, 2, "random") + Self.batch(things, 2, "hard")
    let late = random[4...].filter { !second.contains($0) }
    for id in random[4...] { try things.answer(id, .yes) }
    let slices = try Self.slices(things)
    #expect(slices.slices[0].positiveCount == 0 && slices.slices[0].answeredCount == 4)
    let inSecond = slices.slices.count > 1 ? slices.slices[1].positiveCount : 0
    #expect(slices.removedPositiveCount + inSecond == 2, "\(late.count) of them are in no batch of round 2")
  }

  @Test func `Items that join end a run: the newest pool with an answer counts`() throws {
    let things = try Self.project()
    try Self.answer(things, try Self.batch(things, 1, "random"), [.yes, .no, .no, .no, .no, .no])
    try things.add(ThingsProject.table((60..<90).filter { $0 % 3 == 2 }))
    try things.round()
    var estimate = try things.project.estimate(EstimateOptions())
    #expect(estimate.round == 1 && estimate.laterItemCount == 10, "round 2 has no answer yet")
    try Self.answer(things, try Self.batch(things, 2, "random"), [.no])
    estimate = try things.project.estimate(EstimateOptions())
    #expect(estimate.round == 2 && estimate.laterItemCount == 0)
    #expect(estimate.slices.map(\.frameCount) == [20])
    #expect(
      estimate.rankingNote == "1 of 20 items was drawn at random; expected at least 2: let rounds ask more random items"
    )
  }

  @Test func `An answer that was taken back is none`() throws {
    let things = try Self.project()
    try Self.answer(things, try Self.batch(things, 1, "random"), [.no, .no, .yes])
    try things.file.write { _ = try $0.undo(annotator: "ana", at: ThingsProject.now, source: "a test") }
    #expect(
      try Self.slices(things).slices == [
        RandomSlice(frameCount: 16, positiveCount: 0, negativeCount: 2, unansweredCount: 4)
      ])
  }

  @Test func `A round whose scores a compaction dropped does not count, nor do those before it`() throws {
    let things = try Self.project()
    for round: Int64 in 1...2 {
      if round > 1 { try things.round() }
      try Self.answer(things, try Self.batch(things, round, "random"), [.yes, .no, .no, .no])
      try Self.answer(things, try Self.batch(things, round, "hard"), [.yes, .no, .no, .no])
    }
    #expect(try Self.slices(things).droppedRoundCount == 0 && Self.slices(things).rounds.map(\.record.id) == [1, 2])
    _ = try things.file.compact(keepingScoresOfLastRounds: 1)
    let slices = try Self.slices(things)
    #expect(slices.rounds.map(\.record.id) == [2] && slices.droppedRoundCount == 1)
    #expect(slices.slices == [RandomSlice(frameCount: 8, positiveCount: 1, negativeCount: 3, unansweredCount: 2)])
    #expect(try things.project.estimate(EstimateOptions()).droppedRoundCount == 1)
    _ = try things.file.compact(keepingScoresOfLastRounds: 0)
    let error = #expect(throws: Failure.self) { try things.project.estimate(EstimateOptions()) }
    #expect(
      error?.description
        == "in memory: what the draw of round 2 could have hit is not known any more, since garimpo compact has dropped "
        + "its scores; run a round and answer its batch")
    #expect(try Self.missing(things) == .droppedScores)
  }

  private static func missing(_ things: ThingsProject) throws -> NoEstimate.Reason? {
    guard case .failure(let none) = try things.project.possibleEstimate(EstimateOptions()) else { return nil }
    return none.missing
  }

  // MARK: Words

  @Test func `Without a random answer there is no estimate, but a way to one`() throws {
    let things = try ThingsProject(count: 60)
    func message() -> String? {
      do {
        _ = try things.project.estimate(EstimateOptions())
        return nil
      } catch { return error.description }
    }
    #expect(message() == "in memory: there is no round yet; run garimpo round")
    try things.round { $0.overrides.random = 0 }
    #expect(
      message()
        == "in memory: no round has drawn items at random, and only these say how much is left; run a round that does, such "
        + "as garimpo round --random 30")
    #expect(try Self.missing(things) == .nothingRandom)
    try things.round()
    #expect(try Self.missing(things) == .nothingAnswered)
    #expect(
      message()
        == "in memory: none of the 6 items that rounds drew at random was answered before the next round; answer the whole "
        + "batch, then ask again (garimpo next shows it)")
    for id in try Self.batch(things, 2, "random") { try things.answer(id, .unsure) }
    #expect(
      message()
        == "in memory: estimate: none of the 6 items drawn at random is answered yes or no; expected at least one: answer "
        + "them first")
    #expect(try Self.missing(things) == .nothingDecided)
  }

  static let wrong: [(change: @Sendable (inout EstimateOptions) -> Void, message: String)] = [
    ({ $0.level = 1 }, "--level: found 1, expected a share from 0.5 to 0.999, such as 0.95"),
    ({ $0.level = .nan }, "--level: found nan, expected a share from 0.5 to 0.999, such as 0.95"),
    ({ $0.cuts = [] }, "--k: found no number, expected numbers of items such as 10,20,50"),
    ({ $0.cuts = [10, 0] }, "--k: found 0, expected a whole number, 1 or more"),
  ]

  @Test(arguments: wrong.indices) func `A wrong option is named`(_ index: Int) throws {
    var options = EstimateOptions()
    Self.wrong[index].change(&options)
    let things = try ThingsProject()
    let error = #expect(throws: Failure.self) { try things.project.estimate(options) }
    #expect(error?.description == Self.wrong[index].message)
  }

  private static let sample = PoolEstimate(
    project: "videos.garimpo", round: 1,
    slices: [
      .init(
        round: 1, frameCount: 604, drawnCount: 30, yesCount: 2, noCount: 26, undecidedCount: 1, unansweredCount: 1),
      .init(
        round: 2, frameCount: 501, drawnCount: 30, yesCount: 1, noCount: 29, undecidedCount: 0, unansweredCount: 0),
    ],
    level: 0.95, frameCount: 604, unreadCount: 574, allUnreadCount: 695, foundCount: 7,
    remaining: Estimate(value: 20.4, low: 8, high: 41), positives: Estimate(value: 27.4, low: 15, high: 48),
    prevalence: Estimate(value: 0.0454, low: 0.0248, high: 0.0795), uncoveredHardCount: 1, laterItemCount: 120,
    isTooFew: false,
    ranking: .init(
      round: 2, count: 571, averagePrecision: Estimate(value: 0.41234, low: 0.2, high: 0.75),
      recall: [
        .init(k: 10, recall: Estimate(value: 0.25, low: 0.1, high: 0.5)),
        .init(k: 100, recall: Estimate(value: 0.75, low: 0.35, high: 1)),
      ], randomYesCount: 1, isRough: true), rankingNote: nil)

  @Test func `The estimate is said in words, with what it is not`() {
    #expect(
      Self.sample.text(TextStyle()) == """
        What the random items say of the pool of round 1 of videos.garimpo
          Between 8 and 41 of the 574 items not yet read that a draw could hit (of 695
          in all) are worth it (95 %); the best single figure is 20.
          Of all 604 items that a draw could hit 4.5 % are (95 % 2.5 % to 8.0 %); 7 of
          these are found.

          round  drawn   of  yes  no  unsure  unanswered
              1     30  604    2  26       1           1
              2     30  501    1  29       0           0

        What it is not
          It rests on the items that rounds drew at random and on nothing that a model
          chose, so it holds however good the model is. It takes the answers as right,
          and those that are missing as missing by chance: answer batches whole.
          1 hard item asked and not answered is not covered: no draw could hit it.
          120 items imported later are not covered: run a round and answer its batch.

        How well round 2 orders its pool
          On all 571 items of it AP is 0.412 (95 % 0.200 to 0.750), before any answer to
          its batch was known.

          first k in the order    10   100
          recall                0.25  0.75
            95 % from           0.10  0.35
                 to             0.50  1.00

          These figures rest on 1 yes drawn at random: with fewer than 10 the intervals
          are too narrow, and AP is likely higher.

        """)
  }

  @Test(arguments: [
    (1, "  1 earlier round does not count, as garimpo compact has dropped its scores.\n"),
    (2, "  2 earlier rounds do not count, as garimpo compact has dropped their scores.\n"),
  ]) func `Rounds that do not count are told`(count: Int, sentence: String) {
    var sample = Self.sample
    sample.droppedRoundCount = count
    #expect(sample.text(TextStyle()).contains(sentence))
  }

  @Test func `Where half of the drawn items or more are not answered, that comes first and there is no single figure`()
  {
    var sample = Self.sample
    sample.isTooFew = true
    sample.slices = [
      .init(
        round: 1, frameCount: 600, drawnCount: 30, yesCount: 2, noCount: 0, undecidedCount: 0, unansweredCount: 28)
    ]
    sample.remaining = Estimate(value: 574, low: 94, high: 574)
    #expect(
      sample.text(TextStyle()).hasPrefix(
        """
        What the random items say of the pool of round 1 of videos.garimpo
          Too few are answered to say anything: 2 of the 30 items drawn at random.
          Answer whole batches (garimpo next), then ask again.
          Between 94 and 574 of the 574 items not yet read that a draw could hit (of 695
          in all) are worth it (95 %).
          Of all 604 items that a draw could hit 2.5 % to 8.0 % are (95 %); 7 of these
          are found.

        """))
    sample.slices[0].unansweredCount = 14
    #expect(
      sample.text(TextStyle()).contains(
        """

          Too few were drawn to say anything: 30 items. Let rounds draw more (--random),
          and answer their whole batches.

        """))
  }

  @Test func `Too few is half of the drawn items, or an interval wider than half of the unread ones`() throws {
    for (answers, level, isTooFew) in [
      ([.no, .no, .no], 0.5, true), ([.no, .no, .no, .no], 0.5, false), ([.no, .no, .no, .no], 0.95, true),
      ([.no, .no, .no, .no, .no, .no], 0.5, false), ([.yes, .no, .yes, .no, .yes, .no], 0.95, true),
    ] as [([LabelEvent.Answer], Double, Bool)] {
      let things = try Self.project()
      try Self.answer(things, try Self.batch(things, 1, "random"), answers)
      var options = EstimateOptions()
      options.level = level
      let estimate = try things.project.estimate(options)
      let open = estimate.slices.reduce(0) { $0 + $1.unansweredCount }
      let width = estimate.remaining.high - estimate.remaining.low
      #expect(open == 6 - answers.count)
      #expect(estimate.isTooFew == (open >= 3 || width > Double(estimate.unreadCount) / 2))
      #expect(estimate.isTooFew == isTooFew, "\(answers): \(estimate.remaining) of \(estimate.unreadCount)")
      #expect(try estimate.allUnreadCount == things.project.read { try UnreadItems($0).count })
      #expect(estimate.allUnreadCount == estimate.unreadCount + estimate.uncoveredHardCount)
    }
  }

  @Test func `Where the order cannot be judged the text says why`() {
    var sample = Self.sample
    sample.ranking = nil
    sample.rankingNote = "none of the 30 items drawn at random from 604 is yes; expected at least one: label more"
    sample.remaining = Estimate(value: 0, low: 0, high: 0)
    sample.allUnreadCount = 574
    sample.level = 0.9
    let text = sample.text(TextStyle())
    #expect(text.contains("\n  0 of the 574 items not yet read are worth it (90 %); the best single figure is\n  0.\n"))
    #expect(
      text.hasSuffix(
        """

        How well the order finds them
          That cannot be said: none of the 30 items drawn at random from 604 is yes;
          expected at least one: label more

        """))
  }
}
