import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoRecipes
import GarimpoStore
import Testing

@testable import GarimpoProject

/// Why the items of a page score as they do.
struct ScoreReasonsTests {
  private static func world(rounds: Int = 1) throws -> NotesProject {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table(0..<60))
    for _ in 0..<rounds { _ = try notes.round() }
    return notes
  }

  private static func page(_ notes: NotesProject, _ order: PoolOrder?, limit: Int = 50) throws -> ItemPage {
    var query = ItemQuery()
    query.limit = limit
    return try notes.project.items(query, order: order)
  }

  @Test func `A live model gives the strongest of what its explanation has, of each item`() throws {
    let notes = try Self.world(rounds: 0)
    let live = LiveModel(notes.project, threadCount: 1)
    live.start()
    defer { live.stop() }
    #expect(live.waits(for: 12, atMost: LiveModelTests.patience))
    let (order, reasons) = try #require(live.explainedOrder)
    var page = try Self.page(notes, order)
    #expect(page.items.count == 48 && page.items.allSatisfy { $0.why == nil && $0.score != nil })
    try notes.project.explain(&page, by: reasons)
    var kinds: Set<ItemExplanation.Part.Kind> = []
    for item in page.items {
      let all = try live.explanation(of: item.id).parts
      let expected = all.filter { $0.amount >= ScoreReasons.leastAmount && $0.isPresent }.prefix(3)
      let why = try #require(item.why)
      // An explanation names twelve parts, which may leave out weak ones that speak for an item.
      #expect(Array(why.prefix(expected.count)) == Array(expected), "\(item.id)")
      #expect(why.count <= 3 && why.map(\.amount) == why.map(\.amount).sorted(by: >))
      kinds.formUnion(why.map(\.kind))
    }
    #expect(kinds.contains(.term))
    #expect(page.items[0].why?.isEmpty == false)
  }

  @Test func `A number speaks with its value, and only where there is one`() throws {
    let yaml = NotesProject.yaml.replacing("  - tfidf: { field: title, min_documents: 1 }\n", with: "")
    let notes = try NotesProject(yaml: yaml)
    // Many views are wanted; some have none to tell.
    try notes.importing(
      NotesProject.table(0..<60) { row, cells in
        [
          cells[0], cells[1], row % 5 == 4 ? "" : "\(row * 7 % 60)", cells[3],
          row < 30 ? row * 7 % 60 > 35 ? "1" : "0" : "",
        ]
      })
    _ = try notes.round()
    var page = try Self.page(notes, try notes.project.poolOrder())
    try notes.project.explain(&page, by: try notes.project.reasons(ofRound: 1))
    var told = 0
    for item in page.items {
      guard let row = Int(item.id), let why = item.why else { continue }
      #expect(why.count <= 1 && (row % 5 != 4 || why.isEmpty), "one number is all there is")
      for part in why {
        #expect(part.kind == .number && part.name == "views" && part.value == Double(row * 7 % 60))
        told += 1
      }
    }
    #expect(told > 5)
  }

  @Test func `A round's model explains its own order, also when it was chosen`() throws {
    let notes = try Self.world(rounds: 2)
    for round in [2, 1] {
      _ = try notes.project.use(round: round, annotator: "ana")
      let order = try #require(try notes.project.poolOrder())
      #expect(order.round == round)
      var page = try Self.page(notes, order)
      try notes.project.explain(&page, by: try notes.project.reasons(ofRound: round))
      for item in page.items {
        let (names, amounts) = try Self.byHand(item, round, notes.project)
        #expect(item.why?.map(\.name) == names && item.why?.map(\.amount) == amounts)
      }
    }
  }

  /// What pulls an item up by the model of a round, feature after feature.
  private static func byHand(
    _ item: ItemPage.Item, _ round: Int, _ project: OpenProject
  ) throws -> (names: [String], amounts: [Double]) {
    try project.read { snapshot in
      let model = try RoundModel(snapshot, try snapshot.demandRound(round, path: project.path), path: project.path)
      let version = try #require(try snapshot.newestVersion(ofItem: Int64(item.number)))
      let items = try model.recipe.items(
        of: [VersionNumber(item: Int64(item.number), version: version.id)], snapshot, path: project.path)
      let row = try model.pipeline.transform(items, rows: [0])
      var found: [(name: String, amount: Double)] = []
      guard case .forest(let forest) = model.model else { return ([], []) }
      for (feature, amount) in forest.contributions(of: row, row: 0).byFeature where amount >= 0.005 {
        let number = try model.pipeline.number(ofColumn: feature, in: items, row: 0)
        if number != nil || row[0, feature] != 0 {
          found.append((model.pipeline.kind(ofColumn: feature).name, amount))
        }
      }
      // Stable, as Swift's sort is.
      let strongest = found.sorted { $0.amount > $1.amount }.prefix(3)
      return (strongest.map(\.name), strongest.map(\.amount))
    }
  }

  @Test func `What has no score has no reasons`() throws {
    let notes = try Self.world()
    let reasons = try notes.project.reasons(ofRound: 1)
    try notes.importing(NotesProject.table(60..<62))
    // An order that has not heard of the new items.
    let order = try #require(try notes.project.poolOrder())
    let known = order.items.indices.filter { order.items[$0] <= 60 }
    var page = try Self.page(
      notes,
      PoolOrder(items: known.map { order.items[$0] }, scores: known.map { order.scores[$0] }, origin: order.origin),
      limit: 200)
    try notes.project.explain(&page, by: reasons)
    #expect(page.items.count == 50 && page.items.count { $0.score == nil } == 2)
    #expect(page.items.allSatisfy { ($0.score == nil) == ($0.why == nil) })
    var empty = page
    empty.items = []
    try notes.project.explain(&empty, by: reasons)
    #expect(empty.items.isEmpty)
  }
}
