import Foundation
import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoRecipes
import GarimpoStore
import Testing

@testable import GarimpoProject

struct LiveModelTests {
  /// More patience than any machine needs; a test that waits so long has failed.
  static let patience = 60_000

  private static func filled(_ rows: Range<Int> = 0..<60) throws -> NotesProject {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table(rows))
    return notes
  }

  private static func position(_ notes: NotesProject) throws -> Int64 {
    try notes.project.read { try $0.labelPosition() }
  }

  /// A model that has seen the log as it is, and gone over the whole pool.
  private static func model(_ notes: NotesProject, threads: Int = 1, limit: Int = 8192) throws -> LiveModel {
    let live = LiveModel(notes.project, threadCount: threads, candidateLimit: limit)
    live.start()
    try wait(live, notes)
    return live
  }

  /// Wakes a model and waits until it has seen the log as it is and gone over the whole pool.
  private static func wait(_ live: LiveModel, _ notes: NotesProject) throws {
    live.wake()
    #expect(live.waits(for: try position(notes), atMost: patience), "\(live.state)")
    for _ in 0..<(Self.patience / 5) where !live.state.isWhole && live.order != nil {
      Thread.sleep(forTimeInterval: 0.005)
    }
  }

  private static func expectSame(_ one: LiveModel, _ other: LiveModel, _ comment: Comment? = nil) {
    #expect(one.order?.items == other.order?.items, comment)
    #expect(one.order?.scores == other.order?.scores, comment)
    #expect(one.order?.origin == other.order?.origin, comment)
    #expect(one.published.offer?.hardest == other.published.offer?.hardest, comment)
    #expect(one.published.offer?.diverse == other.published.offer?.diverse, comment)
  }

  @Test func `Its scores are those of a forest fitted by hand`() throws {
    let notes = try Self.filled()
    let live = try Self.model(notes)
    defer { live.stop() }
    let order = try #require(live.order)
    let loaded = try notes.project.read { snapshot in
      let recipe = try notes.project.recipe(snapshot)
      return (recipe, try LoadedItems(snapshot, recipe, at: .init(now: snapshot), path: "notes"))
    }
    let items = loaded.1.items
    let (_, matrix) = try FeaturePipeline(specs: loaded.0.features).fitTransform(items, rows: Array(0..<items.count))
    let labelled = items.labels.indices.filter { items.labels[$0] != nil }
    let training = matrix.selecting(rows: labelled)
    let columns = ColumnSelection(filledIn: training)
    var generator = SplitMix64(seed: RandomPurpose.live.seed(from: 1), stream: 12)
    let forest = try #require(try loaded.0.learner().forest).fit(
      training.selecting(rows: 0..<labelled.count, columns: columns), labelled.map { items.labels[$0] == true },
      seed: generator.next(), on: WorkerPool(threadCount: 1))
    let pool = items.labels.indices.filter { items.labels[$0] == nil }
    let scores = forest.probabilities(
      of: matrix.selecting(rows: pool, columns: columns), on: WorkerPool(threadCount: 1))
    let byHand = zip(pool.map { loaded.1.numbers[$0] }, scores).sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    #expect(order.items == byHand.map(\.0) && order.scores == byHand.map(\.1))
    #expect(order.items.count == 48 && Set(order.scores).count > 1)
    #expect(order.origin == .live(labelPosition: 12))
    let state = live.state
    #expect(state.phase == .ready && state.position == 12 && state.isWhole && state.treeCount == 20)
    #expect(state.itemCount == 60 && state.yesCount == 4 && state.noCount == 8 && state.trainingMilliseconds != nil)
    #expect(state.message == "The model has learnt from 4 yes and 8 no.")
  }

  @Test func `What it offers depends on the place in the log, not on the way there or the threads`() throws {
    let notes = try Self.filled()
    let live = try Self.model(notes)
    defer { live.stop() }
    var seen: [[Float]] = []
    let steps: [(String, LabelEvent.Answer)] = [
      ("20", .no), ("21", .yes), ("22", .skip), ("20", .yes), ("23", .unsure), ("21", .yes), ("0", .no),
    ]
    for (key, answer) in steps {
      try notes.answer(key, answer)
      try Self.wait(live, notes)
      let fresh = try Self.model(notes, threads: 3)
      Self.expectSame(live, fresh, "\(key) \(answer)")
      fresh.stop()
      seen.append(try #require(live.order).scores)
    }
    #expect(Set(seen).count == 4, "a skip, an unsure and a yes that repeats one teach nothing; a changed label does")
    try notes.project.write { _ = try $0.undo(annotator: "ana", at: NotesProject.start, source: "a test") }
    try Self.wait(live, notes)
    let fresh = try Self.model(notes)
    Self.expectSame(live, fresh, "an undo")
    fresh.stop()
    #expect(live.state.yesCount == 6 && live.order?.scores != seen.last)
  }

  @Test func `What teaches nothing moves the place, and does not train`() throws {
    let notes = try Self.filled()
    let live = try Self.model(notes)
    defer { live.stop() }
    let before = live.state
    try notes.answer("30", .skip)
    try Self.wait(live, notes)
    let after = live.state
    #expect(after.position == 13 && before.position == 12 && after.trainingMilliseconds == before.trainingMilliseconds)
    #expect(live.order?.origin == .live(labelPosition: 13))
  }

  @Test func `Without both answers it offers items that differ, and says what is missing`() throws {
    let notes = try NotesProject()
    try notes.importing(
      NotesProject.table { row, cells in Array(cells.dropLast()) + [""] })
    let live = try Self.model(notes)
    defer { live.stop() }
    #expect(live.state.phase == .waitingForAnswers && live.order == nil && live.state.position == 0)
    #expect(
      live.state.message == "There is a model once there is a yes and a no; so far 0 yes and 0 no.")
    let picks = try #require(live.published.offer?.diverse)
    #expect(picks.count == 20 && Set(picks).count == 20)
    try notes.answer("3", .no)
    try Self.wait(live, notes)
    #expect(live.published.offer?.diverse.contains(4) == false, "item 4 is answered")
    try notes.answer("4", .yes)
    try Self.wait(live, notes)
    #expect(live.state.phase == .ready && live.published.offer?.diverse == [])
    // The yes is taken back: there is no model any more.
    try notes.project.write { _ = try $0.undo(annotator: "ana", at: NotesProject.start, source: "a test") }
    try Self.wait(live, notes)
    #expect(live.state.phase == .waitingForAnswers && live.order == nil && live.state.treeCount == 0)
    #expect(
      notes.message { _ = try live.explanation(of: "3") }
        == "notes.garimpo: there is no live model to explain a score yet. There is a model once there is a yes and a no; "
        + "so far 0 yes and 1 no.")
  }

  @Test func `New and changed items are taken in`() throws {
    let notes = try Self.filled()
    let live = try Self.model(notes)
    defer { live.stop() }
    try notes.importing(
      NotesProject.table(50..<90) { row, cells in row == 55 ? [cells[0], "silver coin"] + cells[2...] : cells })
    try Self.wait(live, notes)
    for _ in 0..<(Self.patience / 5) where live.published.fit?.material.numbers.count != 90 {
      Thread.sleep(forTimeInterval: 0.005)
    }
    #expect(live.state.itemCount == 90)
    let fresh = try Self.model(notes)
    defer { fresh.stop() }
    try Self.wait(live, notes)
    Self.expectSame(live, fresh)
    #expect(live.order?.items.count == 78)
  }

  @Test(arguments: ["latest", "labelled"])
  func `A labelled item that has changed trains in the version that the recipe wants`(versions: String) throws {
    let notes = try NotesProject(yaml: NotesProject.yaml + "versions: \(versions)\n")
    try notes.importing(NotesProject.table(0..<60))
    let live = try Self.model(notes)
    defer { live.stop() }
    let before = try #require(live.published.fit?.lesson.matrix)
    let row = try #require(live.published.fit?.lesson.items.firstIndex(of: 4))
    try notes.importing(
      NotesProject.table(0..<60) { row, cells in row == 3 ? [cells[0], "silver of 77"] + cells[2...] : cells })
    live.wake()
    for _ in 0..<(Self.patience / 5) where live.published.fit?.material.versionPosition != 61 {
      Thread.sleep(forTimeInterval: 0.005)
    }
    let fresh = try Self.model(notes)
    defer { fresh.stop() }
    try Self.wait(live, notes)
    Self.expectSame(live, fresh)
    let fit = try #require(live.published.fit)
    func words(_ matrix: CSRMatrix, _ pipeline: FittedPipeline) -> [String] {
      matrix.columnIndices[matrix.entries(ofRow: row)].map { pipeline.featureNames[Int($0)] }
    }
    let now = words(fit.lesson.matrix, fit.material.pipeline)
    #expect(now.contains("title: silver") == (versions == "latest"))
    #expect(now.contains("title: gold") == (versions == "labelled"))
    #expect(before.rowCount == fit.lesson.matrix.rowCount)
  }

  @Test func `A large pool has its candidates first, and then all of it, with the same scores`() throws {
    let notes = try Self.filled(0..<300)
    _ = try notes.round()
    let whole = try Self.model(notes)
    let live = try Self.model(notes, threads: 2, limit: 40)
    defer {
      whole.stop()
      live.stop()
    }
    Self.expectSame(live, whole)
    for (key, answer) in [("100", LabelEvent.Answer.no), ("150", .yes)] {
      try notes.answer(key, answer)
      try Self.wait(live, notes)
      try Self.wait(whole, notes)
      Self.expectSame(live, whole)
      #expect(live.wholeOrder?.scores == live.order?.scores)
    }
    // What is offered first are candidates.
    let fit = try #require(live.published.fit)
    var isLabelled = [Bool](repeating: false, count: 300)
    for item in fit.lesson.items { isLabelled[Int(item) - 1] = true }
    let batch = try notes.project.read { try $0.batch(ofRound: 1).map(\.item) }
    let order = try #require(live.order)
    let candidates = LiveCandidates(
      fit.material, isLabelled: isLabelled, batch: batch, whole: order, centre: HardCentre(fit.material.recipe.batch),
      seed: 1, limit: 40)
    #expect(
      !candidates.isWhole && candidates.rows.count == 40 && candidates.rows == Array(Set(candidates.rows)).sorted())
    #expect(candidates.rows.allSatisfy { !isLabelled[$0] })
    let items = Set(candidates.rows.map { fit.material.numbers[$0] })
    #expect(items.isSuperset(of: order.items.prefix(15)), "the best")
    #expect(items.isSuperset(of: (live.published.offer?.hardest ?? []).prefix(1).map(\.item)), "the hardest")
    #expect(items.isSuperset(of: batch.prefix(5)), "of the batch")
    let scores = fit.scores(ofRows: candidates.rows, on: WorkerPool(threadCount: 1))
    for (row, score) in zip(candidates.rows, scores) {
      #expect(score == order.scores[try #require(order.items.firstIndex(of: Int64(row + 1)))])
    }
    let few = LiveCandidates(
      fit.material, isLabelled: isLabelled, batch: [], whole: nil, centre: HardCentre(fit.material.recipe.batch),
      seed: 1,
      limit: 300)
    #expect(few.isWhole && few.rows.count == isLabelled.count { !$0 })
  }

  @Test func `A scan of the pool comes to its end, whatever is trained meanwhile`() throws {
    let notes = try Self.filled(0..<120)
    let live = try Self.model(notes, limit: 20)
    defer { live.stop() }
    for key in 40..<60 {
      try notes.answer("\(key)", key % 3 == 0 ? .yes : .no)
      live.wake()
    }
    try Self.wait(live, notes)
    let end = try Self.position(notes)
    #expect(live.state.isWhole && live.wholeOrder?.origin == .live(labelPosition: end))
    let fresh = try Self.model(notes)
    Self.expectSame(live, fresh)
    fresh.stop()
  }

  // MARK: When things go wrong

  @Test func `A failure is a state, and the next import is a new try`() throws {
    let notes = try NotesProject()
    let live = LiveModel(notes.project, threadCount: 1)
    live.start()
    defer { live.stop() }
    for _ in 0..<(Self.patience / 5) where live.state.phase != .failed { Thread.sleep(forTimeInterval: 0.005) }
    #expect(live.state.phase == .failed)
    #expect(live.state.message.hasSuffix("notes.garimpo: the project has no items yet"))
    #expect(!live.waits(for: 5, atMost: 1))
    try notes.importing(NotesProject.table())
    try Self.wait(live, notes)
    #expect(live.state.phase == .ready)
  }

  @Test func `Features that cannot be learnt are a failure that says so`() throws {
    let notes = try NotesProject(
      yaml: NotesProject.yaml.replacingOccurrences(of: "min_documents: 1", with: "min_documents: 1000"))
    try notes.importing(NotesProject.table())
    let live = LiveModel(notes.project, threadCount: 1)
    live.start()
    defer { live.stop() }
    #expect(!live.waits(for: try Self.position(notes), atMost: Self.patience))
    #expect(live.state.phase == .failed && live.state.message.contains("words of `title`"))
    // Another wake does not read all items again in vain, and says the same.
    live.wake()
    #expect(!live.waits(for: try Self.position(notes), atMost: Self.patience))
    #expect(live.state.phase == .failed && live.state.message.contains("words of `title`"))
  }

  @Test func `It can be stopped, started again, and stopped twice`() throws {
    let notes = try Self.filled()
    let live = LiveModel(notes.project, threadCount: 1)
    live.stop()
    #expect(!live.waits(for: 1, atMost: Self.patience), "it does not run")
    live.start()
    live.start()
    try Self.wait(live, notes)
    live.stop()
    live.stop()
    #expect(live.order != nil, "what it made stays")
    try notes.answer("30", .yes)
    live.wake()
    #expect(!live.waits(for: try Self.position(notes), atMost: Self.patience))
    live.start()
    try Self.wait(live, notes)
    #expect(live.state.yesCount == 5)
    live.stop()
  }
}
