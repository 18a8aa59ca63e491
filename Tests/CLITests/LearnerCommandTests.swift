import Foundation
import Testing

/// A recipe whose model is no forest, from `recipe check` to `show`, through the binary.
struct LearnerCommandTests {
  private static func world(model: String) throws -> TinyWorld {
    let world = try TinyWorld()
    let recipe = TinyWorld.recipe.replacingOccurrences(of: "{ random_forest: { trees: 20 } }", with: model)
    try world.write(recipe, to: "tiny.yaml")
    return world
  }

  @Test func `A recipe with platt(svm) goes from a check to scores and back`() throws {
    let world = try Self.world(model: "platt(svm cost=0.5) folds=2")
    let check = try world.run("recipe", "check", "tiny.yaml")
    #expect(check.status == 0 && check.output.contains("\n  model     platt(svm cost=0.5) folds=2\n"))
    #expect(try world.run("recipe", "show", "tiny.yaml").output == world.read("tiny.yaml"))
    #expect(try world.run("init", "tiny", "--recipe", "tiny.yaml").status == 0)
    #expect(try world.run("import", "things.csv").status == 0)
    let round = try world.run("round", "--resamples", "100")
    #expect(round.status == 0 && round.errors == "")
    #expect(round.output.contains("\nModel\n  platt(svm cost=0.5) folds=2\n"))
    #expect(round.output.contains("\n  title: blue "))
    let score = try world.run("score", "things.csv", "--quiet")
    #expect(score.status == 0 && score.output.hasPrefix("title,published,y,id,p\nred thing 0,2018-01-01,1,"))
    let replay = try world.run("rounds", "list")
    #expect(replay.status == 0)
    #expect(try world.run("replay", "1", "--threads", "1").status == 0)
    #expect(try world.run("evaluate", "--resamples", "100").output.contains("\nModel\n  platt(svm cost=0.5) folds=2\n"))
    let labels = try world.run("check-labels", "--folds", "2").output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(labels.contains("each scored by one of 2 models (platt(svm cost=0.5) folds=2) that learnt from the others"))
    let trees = try world.run("check-labels", "--trees", "3")
    #expect(trees.status == 64 && trees.errors.contains("--trees: it is about a forest, and the learner is platt(svm "))
    // The table alone, without a project, with another learner.
    let loose = try world.run(
      "round", "things.csv", "--recipe", "tiny.yaml", "--learner", "svm", "--resamples", "100", "--report",
      "report.html")
    #expect(loose.status == 0)
    #expect(
      loose.output.contains(
        "Model\n  platt(svm) folds=2: svm gives no probabilities, so its scores become some by\n  cross-fitting\n"))
    #expect(try world.read("report.html").contains("<dt>Model</dt><dd>platt(svm) folds=2: svm gives no probabilities"))
  }

  @Test func `A check says that a round puts a curve around what gives no probabilities`() throws {
    let world = try Self.world(model: "svm cost=2")
    let check = try world.run("recipe", "check", "tiny.yaml")
    #expect(check.output.contains("\n  model     svm cost=2, in rounds with a curve to probabilities (platt)\n"))
  }

  @Test func `A model that is no learner is refused with its place, and exit code 65`() throws {
    let world = try Self.world(model: "plat(svm)")
    for arguments in [["recipe", "check", "tiny.yaml"], ["init", "tiny", "--recipe", "tiny.yaml"]] {
      let run = try ProgramRun(arguments, in: world.folder)
      #expect(run.status == 65 && run.output == "")
      #expect(
        run.errors.contains("tiny.yaml:11:8: model: \"plat\" is not known (did you mean \"platt\"?); expected elas-u4,")
      )
    }
    #expect(world.files == ["things.csv", "tiny.yaml"])
  }
}
