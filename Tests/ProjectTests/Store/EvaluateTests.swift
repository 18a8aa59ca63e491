import Foundation
import GarimpoEvaluation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// `garimpo evaluate` and `garimpo compare`.
struct EvaluateTests {
  private static var options: MeasuringOptions {
    var options = MeasuringOptions()
    options.resampleCount = 100
    options.threadCount = 2
    return options
  }

  /// Answers of somebody whom colour does not sway.
  private static func likes(_ number: Int) -> Bool { number * 3 % 5 == 1 }

  /// The ids of a round's batch, hard or random, in the order of asking.
  private static func batch(_ things: ThingsProject, _ round: Int64, _ strategy: String? = nil) throws -> [String] {
    try things.file.read { snapshot in
      try snapshot.batch(ofRound: round).filter { strategy == nil || $0.strategy == strategy }
        .map { try snapshot.item($0.item)?.key ?? "" }
    }
  }

  // MARK: Now

  @Test func `Without a round it finds what the next round finds, and stores nothing`() throws {
    let things = try ThingsProject(count: 60)
    for number in 1...2 {
      let evaluated = try things.project.evaluate(Self.options)
      #expect(try things.file.read { try $0.rounds().count } == number - 1)
      let round = try things.round()
      #expect(evaluated.nextRound == round.round && evaluated.seed == round.result.seed)
      #expect(try JSONText.of(evaluated.quality, pretty: false) == JSONText.of(round.result.quality, pretty: false))
      #expect(try JSONText.of(evaluated.split, pretty: false) == JSONText.of(round.result.split, pretty: false))
      let text = evaluated.text(TextStyle())
      #expect(text.hasPrefix("What round \(number) would find of in memory\n\nSplit\n"))
      #expect(text.hasSuffix("\n\nNothing was stored; garimpo round does so, and asks.\n"))
      let shown = round.text(TextStyle())
      let quality = try #require(text.split(separator: "\nQuality").last?.split(separator: "\n\nNothing").first)
      #expect(shown.contains(quality), "the same section in the same words")
    }
  }

  @Test func `It needs no pool`() throws {
    let things = try ThingsProject()
    try things.add(
      ThingsProject.header
        + (0..<30).map { ThingsProject.row($0, label: ThingsProject.isWanted($0) ? "1" : "0") }.joined())
    let evaluated = try things.project.evaluate(Self.options)
    #expect(evaluated.split.poolCount == 0 && evaluated.split.labelledCount == 30)
    #expect(throws: Failure.self) { try things.round() }
  }

  // MARK: A round

  @Test func `A round is measured on the labels given since, by the scores that it kept`() throws {
    let things = try ThingsProject(count: 90)
    let round = try things.round()
    let asked = try Self.batch(things, 1)
    for id in asked {
      try things.answer(id, Self.likes(Int(id.dropFirst()) ?? 0) ? .yes : .no)
    }
    let evaluated = try things.project.evaluate(round: 1, Self.options)
    let scores = try things.file.read { snapshot in
      try asked.map { Float(try snapshot.score(ofItem: things.number($0, snapshot), inRound: 1)?.score ?? -1) }
    }
    let targets = asked.map { Self.likes(Int($0.dropFirst()) ?? 0) }
    let expected = try RankingMetrics(scores: scores, targets: targets)
    #expect(evaluated.count == 10 && evaluated.yesCount == targets.count { $0 })
    #expect(evaluated.all?.averagePrecision.value == expected.averagePrecision)
    #expect(evaluated.all?.rocAUC.value == expected.rocAUC)
    #expect(evaluated.model == round.model && evaluated.random == nil && evaluated.randomCount == 6)
  }

  @Test func `What it learnt from, was measured on, or learnt a duplicate of is left out`() throws {
    let things = try ThingsProject(count: 90)
    try things.round()
    let asked = try Self.batch(things, 1)
    for (place, id) in asked.enumerated() { try things.answer(id, place % 2 == 0 ? .yes : .no) }
    try things.answer("t0", .no, by: "rui")
    try things.answer("t1", .yes)
    // t0 trains, t1 validates: a duplicate of the one is known, of the other not.
    try things.pair(asked[0], "t0", .near, similarity: 0.95)
    try things.pair(asked[1], "t1", .exact)
    let evaluated = try things.project.evaluate(round: 1, Self.options)
    #expect(evaluated.count == 9 && evaluated.yesCount == 4 && evaluated.duplicateCount == 1)
    #expect(
      evaluated.text(TextStyle()).hasPrefix(
        """
        Round 1 on the labels given since in in memory
          9 items with a yes or no that the model had not seen, 4 of them yes; 1
          duplicate of items that it learnt from is left out

          labels     items  yes     AP  95 % interval
        """))
  }

  @Test func `Random items have a figure of their own when there are enough`() throws {
    let recipe = ThingsProject.recipe.replacing("random: 6", with: "random: 12")
    let things = try ThingsProject(count: 90, recipe: recipe)
    try things.round()
    let random = try Self.batch(things, 1, "random")
    for (place, id) in random.enumerated() { try things.answer(id, place < 4 ? .yes : .no) }
    let few = try things.project.evaluate(round: 1, Self.options)
    #expect(few.random == nil && few.randomYesCount == 4)
    #expect(
      few.text(TextStyle()).hasSuffix(
        """
          Items that a model chose are not a random sample: those it cannot tell apart
          make it look worse on them than it is on all items, those it finds certain
          better.
          Only those that round 1 drew at random are one: 12 of these (4 yes), which are
          too few for a figure of their own (5 yes and 5 no). garimpo estimate says what
          they tell of the whole pool.

        """))
    try things.answer(random[5], .yes)
    try things.answer(try Self.batch(things, 1, "hard")[0], .yes)
    let enough = try things.project.evaluate(round: 1, Self.options)
    #expect(enough.random?.count == 12 && enough.random?.yesCount == 5 && enough.all?.count == 13)
    #expect(
      enough.text(TextStyle()).hasSuffix(
        """
          Those that round 1 drew at random are one, of its pool without the hard items.
          garimpo estimate says what they tell of the whole pool.

        """))
  }

  @Test func `Without labels since, or with one answer only, there is no figure`() throws {
    let things = try ThingsProject(count: 90)
    try things.round()
    let none = try things.project.evaluate(round: 1, Self.options)
    #expect(
      none.text(TextStyle()) == """
        Round 1 on the labels given since in in memory
          0 items with a yes or no that the model had not seen, 0 of them yes
          No figure: that takes at least one yes and one no. garimpo next shows what to
          answer.

        """)
    try things.answer(try Self.batch(things, 1)[0], .no)
    let one = try things.project.evaluate(round: 1, Self.options)
    #expect(one.count == 1 && one.all == nil)
  }

  // MARK: Two rounds

  /// A project with two rounds, and labels that do not follow the first's rule.
  private static func twoRounds() throws -> ThingsProject {
    let things = try ThingsProject(count: 120)
    try things.round()
    for id in try batch(things, 1) { try things.answer(id, likes(Int(id.dropFirst()) ?? 0) ? .yes : .no) }
    try things.round()
    for id in try batch(things, 2) { try things.answer(id, likes(Int(id.dropFirst()) ?? 0) ? .yes : .no) }
    return things
  }

  /// P(yes) of every thing by the model of a round, by id.
  private static func scores(_ things: ThingsProject, _ round: Int) throws -> [String: Double] {
    var options = ScoreOptions(table: try things.path(of: ThingsProject.table(0..<120), name: "all.csv"))
    options.round = round
    options.output = things.folder.appending(path: "scored.csv").path
    options.replacesExisting = true
    _ = try things.project.score(options)
    var scores: [String: Double] = [:]
    for line in try things.text("scored.csv").split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      scores[String(cells[0])] = Float(cells[6]).map(Double.init)
    }
    return scores
  }

  @Test func `Two models are measured on the same items, that neither learnt from`() throws {
    let things = try Self.twoRounds()
    let compared = try things.project.compare(1, 2, Self.options)
    // Odd things are those of 2019, which validate.
    let labels = try things.file.read { snapshot in
      let log = try snapshot.labels()
      return try log.answeredItems.compactMap { item in
        try log.label(ofItem: item)?.target.map { (try snapshot.item(item)?.key ?? "", $0) }
      }
    }
    // Even things that were labelled after round 2 are new to both as well.
    let trained = try Self.trained(things)
    let measured = labels.filter { !trained.contains($0.0) }
    let scores = try [Self.scores(things, 1), Self.scores(things, 2)]
    let direct = try PairedBootstrap(
      orders: scores.map { scores in measured.map { scores[$0.0] ?? -1 } }, targets: measured.map(\.1), resamples: 100,
      seed: RandomPurpose.intervals.seed(from: 3))
    #expect(compared.count == measured.count && compared.trainedCount == trained.count)
    #expect(compared.duplicateCount == 0 && compared.yesCount == measured.count { $0.1 })
    for order in 0...1 {
      #expect(compared.rounds[order].figures.averagePrecision == direct.averagePrecision(of: order))
      #expect(compared.rounds[order].figures.rocAUC == direct.rocAUC(of: order))
    }
    #expect(compared.averagePrecisionDifference == direct.averagePrecision(of: 1, minus: 0))
    #expect(compared.rocAUCDifference == direct.rocAUC(of: 1, minus: 0))
    #expect(compared.rounds.map(\.round) == [1, 2])
  }

  /// The even things that were labelled before round 2: those that one of the two learnt from.
  private static func trained(_ things: ThingsProject) throws -> Set<String> {
    try things.file.read { snapshot in
      let position = try snapshot.round(2)?.labelPosition ?? 0
      let log = try snapshot.labels(upTo: position)
      return Set(
        try log.answeredItems.map { try snapshot.item($0)?.key ?? "" }.filter {
          Int($0.dropFirst()).map { $0 % 2 == 0 } ?? false
        })
    }
  }

  @Test func `A duplicate of what one of them learnt from is left out`() throws {
    let things = try Self.twoRounds()
    let before = try things.project.compare(1, 2, Self.options)
    try things.pair("t0", "t1", .near, similarity: 0.92)
    let after = try things.project.compare(1, 2, Self.options)
    #expect(after.count == before.count - 1 && after.duplicateCount == 1)
    #expect(after.trainedCount == before.trainedCount)
  }

  @Test func `The other way round the difference has the other sign`() throws {
    let things = try Self.twoRounds()
    let one = try things.project.compare(1, 2, Self.options)
    let other = try things.project.compare(2, 1, Self.options)
    #expect(one.averagePrecisionDifference.value == -other.averagePrecisionDifference.value)
    #expect(one.rounds[0].figures.averagePrecision == other.rounds[1].figures.averagePrecision)
  }

  static let sentences: [(value: Double, low: Double, high: Double, text: String)] = [
    (0.05, -0.01, 0.11, "round 2 is better by 0.050 (95 % −0.010 to 0.110): not clearly."),
    (0.05, 0.01, 0.11, "round 2 is better by 0.050 (95 % 0.010 to 0.110): clearly."),
    (-0.05, -0.11, -0.01, "round 1 is better by 0.050 (95 % 0.010 to 0.110): clearly."),
    (-0.05, -0.11, 0.01, "round 1 is better by 0.050 (95 % −0.010 to 0.110): not clearly."),
    (0, 0, 0, "they are as good as each other (95 % 0.000 to 0.000)."),
    (-0.0001, -0.02, 0.03, "they are as good as each other (95 % −0.030 to 0.020)."),
  ]

  @Test(arguments: sentences.indices) func `The difference is said in words`(_ index: Int) throws {
    let things = try Self.twoRounds()
    var compared = try things.project.compare(1, 2, Self.options)
    let (value, low, high, text) = Self.sentences[index]
    compared.averagePrecisionDifference = Estimate(value: value, low: low, high: high)
    let shown = compared.text(TextStyle()).split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
    #expect(shown.contains("By average precision \(text)"))
  }

  @Test func `The text says what was measured`() throws {
    let things = try Self.twoRounds()
    let compared = try things.project.compare(1, 2, Self.options)
    let text = compared.text(TextStyle())
    #expect(text.hasPrefix("Rounds 1 and 2 of in memory on the same items\n"))
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        " \(compared.count) labelled items, \(compared.yesCount) of them yes, that neither learnt from; left out: "
          + "\(compared.trainedCount) that one of them learnt from, 0 duplicates of such model items yes AP 95 % interval "
      ))
    #expect(words.contains(" round 1, \(compared.rounds[0].trainingCount) items \(compared.count) "))
  }

  @Test func `Two rounds that cannot be compared are named`() throws {
    let things = try ThingsProject(count: 60)
    func message(_ first: Int, _ second: Int) -> String? {
      do {
        _ = try things.project.compare(first, second, Self.options)
        return nil
      } catch { return error.description }
    }
    #expect(message(1, 2) == "in memory: there is no round yet; run garimpo round")
    try things.round()
    try things.round()
    #expect(message(1, 1) == "compare: both are round 1; name two rounds")
    #expect(message(1, 7) == "in memory: there is no round 7; the rounds are 1 to 2, garimpo rounds lists them")
    for number in stride(from: 1, to: 60, by: 2) where number % 3 != 2 { try things.answer("t\(number)", .no) }
    #expect(
      message(1, 2)
        == "in memory: rounds 1 and 2: 20 labelled items that neither learnt from, 0 of them yes; expected at least one yes "
        + "and one no: label more items")
  }
}
