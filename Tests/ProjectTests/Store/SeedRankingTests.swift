import Foundation
import GarimpoEvaluation
import GarimpoStore
import GarimpoTabular
import Testing

@testable import GarimpoProject

/// The commands that look into a project, on the real data.
@Suite(.serialized)
struct SeedRankingTests {
  /// A path as deep in the package as those that look for the data expect.
  private static let root = #filePath.replacingOccurrences(of: "Store/", with: "")

  private static func data(_ name: String) -> String? { SharedData.path("data/youtube-seed/\(name)", file: root) }

  /// A folder with a project into which `table` was imported.
  private static func project(_ table: String) throws -> (folder: URL, project: OpenProject) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-seed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let created = try CreateProject(name: folder.appending(path: "seed").path, recipe: "youtube-watch-page").run()
    let project = try OpenProject(ProjectChoice(path: created.project))
    _ = try project.importTable(ImportOptions(table: table, annotator: "ana"))
    return (folder, project)
  }

  @discardableResult
  private static func round(
    _ project: OpenProject, _ change: (inout ProjectRoundOptions) -> Void = { _ in }
  ) throws -> ProjectRound {
    var options = ProjectRoundOptions()
    options.resampleCount = 100
    options.overrides.treeCount = 60
    change(&options)
    return try project.round(options)
  }

  /// P(yes) as `garimpo score` writes it of every row of `table` with content, by the id in its first column.
  private static func scores(
    _ project: OpenProject, of table: String, round: Int, in folder: URL,
    _ change: (inout ScoreOptions) -> Void = { _ in }
  ) throws -> (byID: [String: Float], reply: ScoredTable, bytes: Data) {
    var options = ScoreOptions(table: table)
    options.round = round
    options.output = folder.appending(path: "scored.csv").path
    options.replacesExisting = true
    change(&options)
    let reply = try project.score(options)
    let scored = try Table(path: options.output)
    var byID: [String: Float] = [:]
    for row in 0..<scored.rowCount {
      if let score = Float(scored[row, scored.columnCount - 1]) { byID[scored[row, 0]] = score }
    }
    return (byID, reply, try Data(contentsOf: URL(filePath: options.output)))
  }

  @Test func `The rank is the pool's order, and the raw file scores as the round did, bit for bit`() throws {
    guard let table = Self.data("raw_data_with_labels.csv") else { return }
    let (folder, project) = try Self.project(table)
    defer { try? FileManager.default.removeItem(at: folder) }
    let round = try Self.round(project)
    let kept = try project.read { snapshot in
      try snapshot.scores(ofRound: 1).map { (try snapshot.item($0.item)?.key ?? "", $0.rank, $0.score) }
    }
    #expect(kept.count == 674)

    var options = RankOptions()
    options.count = nil
    let ranked = try project.rank(options)
    #expect(ranked.items.map(\.id) == kept.filter { $0.1 != nil }.map(\.0))
    #expect(ranked.items.map(\.roundRank) == (1...ranked.items.count).map { $0 })
    #expect(ranked.unreadCount == ranked.items.count && ranked.newCount == 0 && ranked.model == round.model)
    for asked in round.result.batch.items {
      #expect(ranked.items[asked.rank - 1].id == asked.id && ranked.items[asked.rank - 1].score == asked.score)
    }

    let whole = try Self.scores(project, of: table, round: 1, in: folder)
    #expect(whole.reply.rowCount == 1184 && whole.reply.scoredCount == 1172 && whole.byID.count == 1172)
    for (id, _, score) in kept { #expect(whole.byID[id].map(Double.init) == score, "\(id)") }
    let pieces = try Self.scores(project, of: table, round: 1, in: folder) {
      $0.rowsPerPiece = 100
      $0.threadCount = 3
    }
    #expect(pieces.bytes == whole.bytes)
  }

  @Test func `Rounds before and after the notebook's answers are measured as a direct computation does`() throws {
    guard let table = Self.data("raw_data_with_labels.csv"), let answers = Self.data("active_labels1_done.csv") else {
      return
    }
    let (folder, project) = try Self.project(table)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.round(project)
    _ = try project.importLabels(LabelImportOptions(sheet: answers, annotator: "ana"))
    var options = MeasuringOptions()
    options.resampleCount = 100

    let evaluated = try project.evaluate(round: 1, options)
    #expect(evaluated.count + evaluated.duplicateCount == 100, "none of the answered ones had a label before")
    #expect(evaluated.yesCount <= 17)
    try Self.round(project)
    let compared = try project.compare(1, 2, options)
    #expect(compared.rounds[0].trainingCount == 228)
    #expect(compared.rounds[1].trainingCount > 228)

    // The items that either trained on are those published before the split's date.
    let trained = try project.read { snapshot in
      try [1, 2].reduce(into: Set<Int64>()) { known, number in
        let model = try RoundModel(snapshot, try snapshot.demandRound(number, path: ""), path: "")
        known.formUnion(try RoundLabels(snapshot, model, path: "").training)
      }
    }
    let split = "2019-04-01"
    let (measured, early) = try project.read { snapshot in
      let log = try snapshot.labels()
      let groups = ItemGroups(try snapshot.duplicates())
      let known = Set(trained.map { groups.first(of: $0) })
      let measured = try log.answeredItems.compactMap { item -> (id: String, isYes: Bool)? in
        guard !known.contains(groups.first(of: item)), let target = log.label(ofItem: item)?.target else { return nil }
        return (try snapshot.item(item)?.key ?? "", target)
      }
      let early = try trained.filter { item in
        let fields = try StoredFields(try snapshot.newestVersion(ofItem: item)?.fields ?? "", what: "")
        return fields.text("published") < split
      }
      return (measured, early.count)
    }
    #expect(early == trained.count)
    #expect(compared.count == measured.count && compared.yesCount == measured.count { $0.isYes })
    for order in 0...1 {
      let scores = try Self.scores(project, of: table, round: order + 1, in: folder).byID
      let direct = try RankingMetrics(scores: measured.map { scores[$0.id] ?? -1 }, targets: measured.map(\.isYes))
      // The bootstrap adds up the same terms without compensation.
      #expect(abs(compared.rounds[order].figures.averagePrecision.value - direct.averagePrecision) < 1e-12)
      #expect(compared.rounds[order].figures.rocAUC.value == direct.rocAUC)
    }
  }

  /// Only the labelled rows, two fifths of which have lost their labels: a pool of which the truth is known.
  private static func halfHidden(_ path: String) throws -> (csv: [UInt8], truth: [String: Bool]) {
    let table = try Table(path: path)
    guard let column = table.column(named: "y") else { return ([], [:]) }
    var truth: [String: Bool] = [:]
    var writer = CSVWriter()
    writer.append(table.columnNames)
    for row in 0..<table.rowCount where !table[row, column].isEmpty {
      var cells = (0..<table.columnCount).map { table[row, $0] }
      if row % 5 < 2 {
        truth[cells[0]] = cells[column].hasPrefix("1")
        cells[column] = ""
      }
      writer.append(cells)
    }
    return (writer.takeBytes(), truth)
  }

  @Test func `The interval of what is left holds the truth of a pool whose labels were hidden`() throws {
    guard let path = Self.data("raw_data_with_labels.csv") else { return }
    let (csv, truth) = try Self.halfHidden(path)
    let table = FileManager.default.temporaryDirectory.appending(path: "garimpo-hidden-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: table) }
    try Data(csv).write(to: table)
    let (folder, project) = try Self.project(table.path)
    defer { try? FileManager.default.removeItem(at: folder) }
    var readCount = 0
    for number in 1...2 {
      try Self.round(project) {
        $0.overrides.hard = 20
        $0.overrides.random = 40
      }
      let batch = try project.read { snapshot in
        try snapshot.batch(ofRound: Int64(number)).map { ($0, try snapshot.item($0.item)?.key ?? "") }
      }
      try project.write { transaction in
        for (item, key) in batch {
          let isYes = truth[key]
          #expect(isYes != nil)
          _ = try transaction.append(
            LabelEvent(
              item: item.item, version: item.version, answer: isYes == true ? .yes : .no, annotator: "ana",
              at: ThingsProject.now, source: "a test"))
        }
      }
      readCount += batch.count
      let estimate = try project.estimate(EstimateOptions())
      let slices = try project.read { try RandomSlices($0, path: "") }
      let labels = try project.read { try $0.labels() }
      let left = try project.read { snapshot in
        try slices.rounds[0].frame.filter { labels.label(ofItem: $0) == nil }
          .count { truth[try snapshot.item($0)?.key ?? ""] == true }
      }
      #expect(estimate.slices.count == number && estimate.uncoveredHardCount == 0 && estimate.laterItemCount == 0)
      #expect(estimate.slices.map(\.drawnCount) == [Int](repeating: 40, count: number))
      #expect((estimate.remaining.low...estimate.remaining.high).contains(Double(left)))
      #expect(estimate.unreadCount > 0 && estimate.remaining.high < Double(estimate.unreadCount))
    }
    #expect(readCount == 120)
  }
}
