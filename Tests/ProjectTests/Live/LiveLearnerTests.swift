import Foundation
import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoRecipes
import GarimpoStore
import Testing

@testable import GarimpoProject

/// The live model with learners that are no forests.
struct LiveLearnerTests {
  /// A live model that has seen the log as it is.
  private static func live(_ notes: NotesProject, threads: Int = 1) throws -> LiveModel {
    let live = LiveModel(notes.project, threadCount: threads)
    live.start()
    let position = try notes.project.read { try $0.labelPosition() }
    #expect(live.waits(for: position, atMost: LiveModelTests.patience), "\(live.state)")
    return live
  }

  static let learners: [(text: String, learner: String, treeCount: Int)] = [
    ("logistic cost=2", "logistic cost=2", 0), ("complement-naive-bayes", "complement-naive-bayes", 0),
    ("svm", "platt(svm)", 0), ("platt(svm cost=0.5) folds=3", "platt(svm cost=0.5) folds=3", 0),
    ("mean(forest trees=300, logistic)", "mean(forest trees=200, logistic)", 200),
    ("isotonic(extra-trees trees=30) folds=2", "isotonic(extra-trees trees=30) folds=2", 30),
  ]

  @Test(arguments: learners)
  func `It learns with the recipe's learner, with fewer trees, the same on any number of threads`(
    text: String, learner: String, treeCount: Int
  ) throws {
    let notes = try LearnerRoundTests.notes(model: text)
    let live = try Self.live(notes)
    defer { live.stop() }
    #expect(live.state.phase == .ready, "\(live.state)")
    #expect(live.state.learner == learner && live.state.treeCount == treeCount)
    let order = try #require(live.order)
    let other = try Self.live(notes, threads: 3)
    other.stop()
    #expect(other.order?.items == order.items && other.order?.scores == order.scores)

    let (recipe, loaded) = try notes.project.read { snapshot in
      let recipe = try notes.project.recipe(snapshot)
      return (recipe, try LoadedItems(snapshot, recipe, at: .init(now: snapshot), path: "notes"))
    }
    let items = loaded.items
    let (_, matrix) = try FeaturePipeline(specs: recipe.features).fitTransform(items, rows: Array(0..<items.count))
    let labelled = items.labels.indices.filter { items.labels[$0] != nil }
    let training = matrix.selecting(rows: labelled)
    let columns = ColumnSelection(filledIn: training)
    var generator = SplitMix64(seed: RandomPurpose.live.seed(from: 1), stream: 40)
    let workers = WorkerPool(threadCount: 1)
    let model = try LearnerChoice(learner).fit(
      training.selecting(rows: 0..<labelled.count, columns: columns), labelled.map { items.labels[$0] == true },
      seed: generator.next(), on: workers)
    let pool = items.labels.indices.filter { items.labels[$0] == nil }
    let scores = try #require(model.probabilities(of: matrix.selecting(rows: pool, columns: columns), on: workers))
    let byHand = zip(pool.map { loaded.numbers[$0] }, scores.map { Float($0) })
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    #expect(order.items == byHand.map(\.0) && order.scores == byHand.map(\.1))
  }

  @Test func `A forest stands in while there are too few answers for a curve`() throws {
    let notes = try LearnerRoundTests.notes(model: "svm", labelled: 3)
    let live = try Self.live(notes)
    defer { live.stop() }
    #expect(live.state.phase == .ready && live.state.yesCount == 2 && live.state.noCount == 1)
    #expect(live.state.learner == (try LearnerChoice("forest trees=200").summary))
    for (key, answer) in [("30", LabelEvent.Answer.yes), ("31", .no)] { try notes.answer(key, answer) }
    live.wake()
    #expect(live.waits(for: 5, atMost: LiveModelTests.patience))
    #expect(live.state.learner == "platt(svm) folds=2")
    #expect(live.order?.scores.allSatisfy { (0...1).contains($0) } == true)
  }

  @Test func `A feature that outweighs the others is said to be refused, and answers are taken all the same`() throws {
    let notes = try NotesProject(
      yaml: NotesProject.yaml.replacingOccurrences(of: "{ random_forest: { trees: 20 } }", with: "logistic"))
    try notes.importing(NotesProject.table())
    let live = LiveModel(notes.project, threadCount: 1)
    live.start()
    defer { live.stop() }
    #expect(!live.waits(for: 12, atMost: LiveModelTests.patience))
    #expect(live.state.phase == .failed)
    #expect(
      live.state.message.hasSuffix(
        "notes.garimpo: the feature views has values such as 101.0, and to logistic size matters: expected at most 100; give "
          + "the feature a transform in the recipe (log, max_abs), or choose forest or extra-trees"))
    #expect(try notes.project.next(AskOptions(annotator: "ana"), live: live).items.count == 1)
  }

  static let scales: [(text: String, scale: String?, isByCurve: Bool)] = [
    ("forest trees=10", "probability", false), ("logistic", "logOdds", true), ("svm", "decisionValue", true),
    ("platt(forest trees=10)", "probability", true),
    ("mean(forest trees=5, extra-trees trees=5)", "probability", false),
    ("mean(forest trees=5, logistic)", nil, false),
  ]

  @Test(arguments: scales)
  func `Why an item scores as it does adds up in the units of the learner, or is left open`(
    text: String, scale: String?, isByCurve: Bool
  ) throws {
    let notes = try LearnerRoundTests.notes(model: text)
    let live = try Self.live(notes)
    defer { live.stop() }
    let order = try #require(live.order)
    for place in [0, 7, 19] {
      let key = try #require(try notes.project.read { try $0.item(order.items[place]) }).key
      let why = try live.explanation(of: key)
      #expect(why.scale == scale && why.isByCurve == isByCurve)
      #expect(why.score == Double(order.scores[place]))
      #expect(why.neighbours.count == 5)
      let sum = why.parts.reduce(why.base + why.rest) { $0 + $1.amount }
      #expect(abs(sum - why.sum) < 1e-6)
      switch (scale, isByCurve) {
      case (nil, _): #expect(why.parts.isEmpty && why.marks.isEmpty && why.sum == why.score)
      case (_, false): #expect(!why.parts.isEmpty && abs(why.sum - why.score) < 1e-6)
      case ("logOdds", _): #expect(!why.parts.isEmpty && abs(1 / (1 + exp(-why.sum)) - why.score) < 1e-6)
      default: #expect(!why.parts.isEmpty && !why.marks.isEmpty && why.sum != why.score)
      }
    }
    let fit = try #require(live.published.fit)
    let page = try notes.project.read { snapshot in
      try ScoreReasons(fit).strongest(
        order.items.prefix(8).map {
          VersionNumber(item: $0, version: try #require(try snapshot.newestVersion(ofItem: $0)).id)
        },
        snapshot, path: "notes")
    }
    #expect(page.count == 8 && page.contains { !$0.isEmpty } == (scale != nil))
    for parts in page { #expect(parts.allSatisfy { $0.amount >= 0.005 && $0.isPresent } && parts.count <= 3) }
  }
}
