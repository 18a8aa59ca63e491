import GarimpoEvaluation
import GarimpoKernels
import GarimpoStore
import Testing

@testable import GarimpoProject

/// How often scores were yes, and how many yes to expect by that.
struct ExpectedYesTests {
  private static func bins(_ bins: [(score: Double, yes: Int, count: Int)]) -> [RoundResult.CalibrationBin] {
    bins.map { bin in
      let share = Estimate.wilson(successes: Double(bin.yes), count: bin.count)
      return .init(
        meanScore: bin.score, positiveShare: share.value, low: share.low, high: share.high, count: bin.count)
    }
  }

  // MARK: Calibration

  @Test func `Between two bins the share lies on a line, beyond the ends it is level`() throws {
    let calibration = try #require(Calibration(Self.bins([(0.2, 0, 20), (0.4, 5, 20), (0.6, 15, 20)])))
    for (score, share) in [
      (0, 0), (0.1, 0), (0.2, 0), (0.3, 0.125), (0.4, 0.25), (0.5, 0.5), (0.6, 0.75), (0.9, 0.75), (1, 0.75),
    ] as [(Double, Double)] {
      let found = calibration.share(of: score)
      #expect(abs(found.value - share) < 1e-12, "\(score)")
      #expect(found.low <= found.value && found.value <= found.high)
    }
    let low = Estimate.wilson(successes: 5, count: 20), high = Estimate.wilson(successes: 15, count: 20)
    #expect(abs(calibration.share(of: 0.5).low - (low.low + high.low) / 2) < 1e-12)
    #expect(abs(calibration.share(of: 0.5).high - (low.high + high.high) / 2) < 1e-12)
  }

  @Test func `Neighbours that fall are pooled, until the shares rise`() throws {
    let calibration = try #require(
      Calibration(Self.bins([(0.1, 2, 20), (0.3, 8, 20), (0.5, 4, 20), (0.7, 6, 20), (0.9, 18, 20)])))
    // 8, 4 and 6 of 20 become 18 of 60 around 0.5.
    #expect(abs(calibration.share(of: 0.5).value - 0.3) < 1e-12)
    #expect(abs(calibration.share(of: 0.1).value - 0.1) < 1e-12 && abs(calibration.share(of: 1).value - 0.9) < 1e-12)
    #expect(abs(calibration.share(of: 0.7).value - 0.6) < 1e-12)
  }

  /// The pooled shares are those of the least squares among all that rise: no other rising shares come nearer.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `Shares never fall with the score, and say as many yes as there were`(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed, stream: 0)
    let bins = (0..<8).map { (score: (Double($0) + 0.5) / 8, yes: random.next(below: 11), count: 10) }
    let calibration = try #require(Calibration(Self.bins(bins)))
    let shares = stride(from: 0, through: 1, by: 0.01).map { calibration.share(of: $0).value }
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
    #expect(shares.allSatisfy { (0...1).contains($0) })
  }

  @Test func `Too few items, or answers all alike, say nothing`() {
    #expect(Calibration([]) == nil)
    #expect(Calibration(Self.bins([(0.2, 1, 25), (0.8, 20, 24)])) == nil, "49")
    #expect(Calibration(Self.bins([(0.2, 1, 25), (0.8, 20, 25)])) != nil, "50")
    #expect(Calibration(Self.bins([(0.2, 0, 50), (0.8, 0, 50)])) == nil)
    #expect(Calibration(Self.bins([(0.2, 50, 50), (0.8, 50, 50)])) == nil)
    // All items score the same.
    let one = Calibration(Self.bins([(0.5, 20, 80)]))
    #expect(one?.share(of: 0.1).value == 0.25 && one?.share(of: 0.9).value == 0.25)
  }

  // MARK: Expected

  /// Notes of which the first 200 are labelled, so that 80 of them measure.
  private static func world(_ count: Int = 280) throws -> NotesProject {
    let notes = try NotesProject()
    try notes.importing(
      NotesProject.table(0..<count) { row, cells in
        // Gold is yes mostly: scores are neither all right nor all wrong.
        row < 200 ? Array(cells.dropLast()) + [(row % 3 == 0) != (row % 10 == 1) ? "1" : "0"] : cells
      })
    _ = try notes.round()
    return notes
  }

  private static func page(
    _ notes: NotesProject, limit: Int = 50, _ change: (inout ItemQuery) -> Void = { _ in }
  ) throws -> ItemPage {
    var query = ItemQuery()
    query.limit = limit
    change(&query)
    return try notes.project.items(query, order: try notes.project.poolOrder())
  }

  @Test func `It is the sum over the first items, by the round's scores`() throws {
    let notes = try Self.world()
    let basis = try #require(try notes.project.rankingBasis())
    #expect(basis.count == 80)
    let page = try Self.page(notes)
    let expected = try notes.project.expectedYes(page, basis)
    #expect(expected.map(\.first) == [20, 50] && expected.allSatisfy { $0.round == 1 })
    let calibration = try #require(basis.calibration)
    for found in expected {
      let shares = try page.items.prefix(found.first).map { item in
        try notes.project.read { snapshot in
          calibration.share(of: try #require(try snapshot.score(ofItem: Int64(item.number), inRound: 1)?.score))
        }
      }
      #expect(abs(found.yes - shares.reduce(0) { $0 + $1.value }) < 1e-9)
      #expect(found.low <= found.yes && found.yes <= found.high && found.high <= Double(found.first))
      #expect(abs(found.low - shares.reduce(0) { $0 + $1.low }) < 1e-9)
    }
    #expect(expected[0].yes > 10, "gold is found")
  }

  @Test(arguments: [(19, []), (20, [20]), (49, [20]), (50, [20, 50]), (80, [20, 50])] as [(Int, [Int])])
  func `A page tells of as many as it has`(_ limit: Int, _ told: [Int]) throws {
    let notes = try Self.world()
    let expected = try notes.project.expectedYes(
      try Self.page(notes, limit: limit), try notes.project.rankingBasis())
    #expect(expected.map(\.first) == told)
  }

  @Test func `It is said of unread items by worth only, and where enough was measured`() throws {
    let notes = try Self.world()
    let project = notes.project
    let basis = try project.rankingBasis()
    #expect(try project.expectedYes(try Self.page(notes), nil).isEmpty)
    var answered = try Self.page(notes) { $0.labels = .any }
    #expect(try project.expectedYes(answered, basis).count == 2, "labelled items have no score, and come last")
    answered.items[7].label = "no"
    #expect(try project.expectedYes(answered, basis).isEmpty)
    #expect(try project.expectedYes(try Self.page(notes) { $0.labels = .yes }, basis).isEmpty)
    #expect(try project.expectedYes(try Self.page(notes) { $0.sort = .date }, basis).isEmpty)
    var few = basis
    few?.calibration = nil
    #expect(try project.expectedYes(try Self.page(notes), few).isEmpty)
    let small = try NotesProject()
    try small.importing(NotesProject.table(0..<60))
    _ = try small.round()
    #expect(try small.project.rankingBasis()?.calibration == nil)
  }

  @Test func `A live order is judged by the round's scores, as nothing else was measured`() throws {
    let notes = try Self.world()
    let live = LiveModel(notes.project, threadCount: 1)
    live.start()
    defer { live.stop() }
    #expect(live.waits(for: 200, atMost: LiveModelTests.patience))
    let basis = try notes.project.rankingBasis()
    let order = try #require(live.wholeOrder)
    let page = try notes.project.items(ItemQuery(), order: order)
    let byItem = { (page: ItemPage) in Set(page.items.prefix(20).map(\.id)) }
    let expected = try #require(try notes.project.expectedYes(page, basis).first)
    #expect(expected.round == 1 && byItem(page).count == 20)
    // One that came since, and that no round has scored, ends what can be said.
    var strange = page
    strange.items[30].number = 9999
    #expect(try notes.project.expectedYes(strange, basis) == [expected])
    strange.items[3].number = 9999
    #expect(try notes.project.expectedYes(strange, basis).isEmpty)
  }
}
