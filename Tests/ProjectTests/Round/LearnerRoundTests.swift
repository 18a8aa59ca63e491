import Foundation
import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoRecipes
import GarimpoStore
import Testing

@testable import GarimpoProject

/// Rounds of every kind of learner: fitted, kept, scored with again, and what is refused.
struct LearnerRoundTests {
  /// Notes of which 40 are labelled, gold mostly yes; every learner can take their features.
  static func notes(model: String, labelled: Int = 40) throws -> NotesProject {
    let yaml = NotesProject.yaml
      .replacingOccurrences(of: "model: { random_forest: { trees: 20 } }", with: "model: \(model)")
      .replacingOccurrences(of: "number: views", with: "number: views\n    transform: max_abs")
    let notes = try NotesProject(yaml: yaml)
    try notes.importing(
      NotesProject.table(0..<60) { row, cells in
        Array(cells.dropLast()) + [row < labelled ? ((row % 3 == 0) != (row % 7 == 1) ? "1" : "0") : ""]
      })
    return notes
  }

  static let learners: [(text: String, summary: String)] = [
    (
      "forest trees=20 leaf=2",
      "random forest, 20 trees, balanced classes, √features tried in a node, at least 2 items in a leaf"
    ),
    ("extra-trees trees=20", "extremely randomised trees, 20 trees, balanced classes, √features tried in a node"),
    ("logistic cost=2", "logistic cost=2"),
    ("naive-bayes", "naive-bayes"),
    ("complement-naive-bayes smoothing=0.5", "complement-naive-bayes smoothing=0.5"),
    (
      "svm cost=0.11 ratio=9.8",
      "platt(elas-u4): elas-u4 gives no probabilities, so its scores become some by cross-fitting"
    ),
    ("svm", "platt(svm): svm gives no probabilities, so its scores become some by cross-fitting"),
    ("platt(svm cost=2)", "platt(svm cost=2)"),
    ("isotonic(forest trees=10) folds=3", "isotonic(forest trees=10) folds=3"),
    ("mean(forest trees=10, logistic) weights=2:1", "mean(forest trees=10, logistic) weights=2:1"),
  ]

  @Test(arguments: learners)
  func `Every learner is fitted by a round, kept, and scores the same again`(text: String, summary: String) throws {
    let notes = try Self.notes(model: text)
    let round = try notes.round()
    #expect(round.result.model == summary)
    let learner = try LearnerChoice(text)
    try notes.project.read { snapshot in
      let record = try #require(try snapshot.round(1))
      let stored = try #require(try snapshot.model(record.model))
      #expect(stored.format == 2)
      let saved = try SavedModel(decoding: stored.bytes, what: "it")
      #expect(try saved.encoded() == stored.bytes)
      #expect(saved.origin?.rowCount == round.result.split.trainCount)
      let split = round.result.split
      let targets = (0..<split.trainCount).map { $0 < split.trainPositiveCount }
      #expect(saved.model.learner == RoundLearner(learner, targets: targets).fitted)
      let model = try RoundModel(snapshot, record, path: "notes")
      let scores = try snapshot.scores(ofRound: 1)
      let items = try model.recipe.items(
        of: scores.map { VersionNumber(item: $0.item, version: $0.version) }, snapshot, path: "notes")
      let again = try model.scores(of: items, on: WorkerPool(threadCount: 2), path: "notes").scores
      #expect(scores.map(\.score) == again.map(Double.init))
      #expect(Set(again).count > 1 && again.allSatisfy { (0...1).contains($0) })
    }
    // A table of the same rows is given the same scores as the pool of the round.
    try notes.write("rest.csv", NotesProject.table(40..<60))
    var options = ScoreOptions(table: notes.path("rest.csv"))
    options.output = notes.path("scored.csv")
    options.threadCount = 1
    _ = try notes.project.score(options)
    let rows = try String(contentsOfFile: notes.path("scored.csv"), encoding: .utf8).split(separator: "\n").dropFirst()
    let byID = try notes.project.read { snapshot in
      Dictionary(
        uniqueKeysWithValues: try snapshot.scores(ofRound: 1).map {
          (try #require(try snapshot.item($0.item)).key, Text.score(Float($0.score)))
        })
    }
    #expect(rows.count == 20)
    for row in rows {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      #expect(cells.last == byID[cells[0]])
    }
  }

  @Test(arguments: learners)
  func `A round of every learner is the same on any number of threads`(text: String, summary: String) throws {
    let notes = try Self.notes(model: text)
    _ = try notes.round { $0.threadCount = 1 }
    for threads in [1, 2, 3] { #expect(try notes.project.replay(1, threadCount: threads).isSame, "\(threads) threads") }
    let evaluated = try notes.project.evaluate(MeasuringOptions())
    #expect(evaluated.model == summary)
  }

  @Test func `The curve around a support vector machine leaves its order, and is the one that a recipe can name`()
    throws
  {
    let notes = try Self.notes(model: "svm cost=0.5")
    let bare = try notes.round { $0.seed = 1 }
    let named = try notes.round {
      $0.seed = 1
      $0.overrides.learner = "platt(svm cost=0.5)"
    }
    #expect(bare.model == named.model && named.result.model == "platt(svm cost=0.5)")
    #expect(bare.result.batch.items.map(\.score) == named.result.batch.items.map(\.score))
    try notes.project.read { snapshot in
      let model = try RoundModel(snapshot, try #require(try snapshot.round(1)), path: "notes")
      guard case .calibrated(let calibrated) = model.model else {
        Issue.record("\(model.model.learner) has no curve")
        return
      }
      let scores = try snapshot.scores(ofRound: 1)
      let items = try model.recipe.items(
        of: scores.map { VersionNumber(item: $0.item, version: $0.version) }, snapshot, path: "notes")
      let matrix = try model.pipeline.transform(items, rows: Array(0..<items.count))
      let decisions = calibrated.model.scores(of: matrix, on: WorkerPool(threadCount: 1)).values
      // In the order of the ranks.
      #expect(zip(decisions, decisions.dropFirst()).allSatisfy { $0 >= $1 } && decisions[0] > decisions[19])
    }
  }

  @Test(arguments: [(2, 2, 2), (3, 9, 3), (9, 4, 4), (5, 5, 5), (90, 90, 5), (1, 9, 2)])
  func `A curve that the recipe does not name has as many folds as there are of the rarer answer, up to five`(
    yesCount: Int, noCount: Int, foldCount: Int
  ) throws {
    let targets = Array(repeating: true, count: yesCount) + Array(repeating: false, count: noCount)
    let svm = try LearnerChoice("svm")
    #expect(RoundLearner(svm, targets: targets).fitted == (try LearnerChoice("platt(svm) folds=\(foldCount)")))
    for text in ["forest", "logistic", "platt(svm)", "mean(forest, naive-bayes)"] {
      let learner = try LearnerChoice(text)
      #expect(RoundLearner(learner, targets: targets).fitted == learner)
    }
  }

  static let bad: [(model: String, message: String)] = [
    (
      "svn cost=1",
      "mine.yaml:12:8: model: \"svn\" is not known (did you mean \"svm\"?); expected elas-u4, svm, logistic, naive-bayes, "
        + "complement-naive-bayes, forest, extra-trees, platt(LEARNER), isotonic(LEARNER), mean(LEARNER, LEARNER) or "
        + "ranks(LEARNER, LEARNER)"
    ),
    (
      "svm cots=1",
      "mine.yaml:12:8: model: svm has no parameter \"cots\" (did you mean \"cost\"?); expected cost, balance, ratio, penalty, "
        + "intercept, tolerance or steps"
    ),
    ("forest trees=0", "mine.yaml:12:8: model: trees of forest is \"0\", expected a whole number, 1 to 1000000"),
    (
      "platt(forest",
      "mine.yaml:12:8: model: the end after a learner in platt; expected a comma or a closing parenthesis"
    ),
    (
      "mean(svm, forest)",
      "mine.yaml:12:8: model: svm gives no probabilities: calibrate it, as in platt(svm), or take the mean of ranks"
    ),
    (
      "ranks(svm, forest)",
      "mine.yaml:12:8: model: ranks(svm, forest) scores rows by their places among others, which are no probabilities and "
        + "cannot become some: calibrate the learners within it, and take their mean"
    ),
    (
      "platt(ranks(svm, forest))",
      "mine.yaml:12:8: model: ranks(svm, forest) scores rows by their places among others, which are no probabilities and "
        + "cannot become some: calibrate the learners within it, and take their mean"
    ),
  ]

  @Test(arguments: bad)
  func `A model that is no learner is an error with its place, wherever a recipe is read`(
    model: String, message: String
  )
    throws
  {
    let notes = try NotesProject()
    let yaml = NotesProject.yaml.replacingOccurrences(of: "{ random_forest: { trees: 20 } }", with: model)
    let path = try notes.write("mine.yaml", yaml)
    func said(_ body: () throws -> Void) -> String { notes.message(body) }
    #expect(said { _ = try RecipeUse(path).check(table: nil) } == message)
    #expect(said { _ = try CreateProject(name: notes.path("new"), recipe: path).run() } == message)
    try notes.importing(NotesProject.table())
    #expect(said { _ = try notes.round { $0.recipe = path } } == message)
    var create = CreateProject(name: notes.path("new"), recipe: "mine.yaml")
    create.recipeText = yaml
    #expect(said { _ = try create.run() } == message)
    let empty = try NotesProject()
    #expect(
      empty.message { try empty.importing(NotesProject.table()) { $0.recipe = yaml } }
        == message.replacingOccurrences(of: "mine.yaml", with: "the recipe"))
  }

  @Test func `A model without a place is named by its recipe, and a long one is cut`() throws {
    var recipe = try Recipe(yaml: NotesProject.yaml, source: "notes.yaml")
    recipe.model = ModelSpec("platt(svm) folds=1")
    #expect(
      throws: Failure(.data, "recipe notes: model: folds of platt is \"1\", expected a whole number, 2 or more")
    ) { try recipe.learner() }
    let long = String(repeating: "tree\u{7}", count: 9999)
    recipe.model = ModelSpec(long, at: RecipePlace(source: "a.yaml", line: 1, column: 2, path: "model"))
    let failure = #expect(throws: Failure.self) { try recipe.learner() }
    let description = try #require(failure?.description)
    #expect(description.hasPrefix("a.yaml:1:2: model: \"tree") && description.count < 430)
    #expect(!description.contains("\u{7}"))
  }

  @Test func `A feature that outweighs the others is refused by learners to which size matters`() throws {
    let notes = try NotesProject(
      yaml: NotesProject.yaml.replacingOccurrences(of: "{ random_forest: { trees: 20 } }", with: "platt(svm) folds=2"))
    try notes.importing(NotesProject.table())
    let message =
      "notes.garimpo: the feature views has values such as 104.0, and to platt(svm) folds=2 size matters: expected at most "
      + "100; give the feature a transform in the recipe (log, max_abs), or choose forest or extra-trees"
    #expect(notes.message { _ = try notes.round() } == message)
    #expect(notes.message { _ = try notes.project.evaluate(MeasuringOptions()) } == message)
    #expect(throws: Never.self) { try notes.round { $0.overrides.learner = "forest" } }
  }

  @Test func `What the learner says of the data ends the round with the name of the project`() throws {
    let few = try Self.notes(model: "platt(svm) folds=20")
    #expect(
      few.message { _ = try few.round() }
        == "notes.garimpo: 20 folds need 20 training rows of either answer, and 10 are labelled yes: label more items, or have 10 "
        + "folds at most")
  }

  @Test func `Where nothing moved the scores, or nothing compares, the round says so`() throws {
    let several = try Self.notes(model: "mean(forest trees=5, logistic)").round()
    #expect(several.result.influences.isEmpty)
    #expect(
      several.text(TextStyle()).contains(
        "  mean(forest trees=5, logistic) scores by several learners, and what moved\n  their scores has no common measure\n"
      ))
    #expect(
      RoundReport.render(several.result).contains(
        "What moved the scores cannot be told: mean(forest trees=5, logistic) scores by several learners, and what moved "
          + "their scores has no common measure."))
    let linear = try Self.notes(model: "logistic").round()
    #expect(linear.result.influencesNote == nil && !linear.result.influences.isEmpty)
    #expect(abs(linear.result.influences.reduce(0) { $0 + $1.importance } - 1) < 0.2)
    #expect(linear.result.influences[0].importance >= linear.result.influences[1].importance)
    let nothing = try Self.notes(model: "logistic penalty=absolute cost=0.001").round()
    #expect(nothing.result.influencesNote == "no feature has a say in logistic cost=0.001 penalty=absolute")
  }
}
