import Foundation
import Testing

/// The same answer everywhere: the bytes of batch, report and JSON do not depend on threads, terminal or time.
struct SameAnswerTests {
  @Test func `Batch, report and JSON are the same bytes for 1, 2 and 3 threads`() throws {
    var known: [String]?
    for threads in ["1", "2", "3"] {
      let world = try TinyWorld()
      let example = try world.run("example", "videos.csv", "--rows", "400", "--seed", "3", "--quiet")
      #expect(example.status == 0 && example.output + example.errors == "")
      let run = try world.run(
        "round", "videos.csv", "--recipe", "youtube-watch-page", "--trees", "60", "--resamples", "100", "--hard", "10",
        "--random", "10", "--output", "batch.csv", "--report", "report.html", "--seed", "7", "--json", "--threads",
        threads, "--color", "always")
      #expect(run.status == 0)
      #expect(
        run.errors.hasPrefix("read ") && run.errors.contains(", in all "), "how long it took goes to standard error")
      let made = [run.output, try world.read("batch.csv"), try world.read("report.html")]
      if let known { #expect(made == known, "\(threads) threads") } else { known = made }
    }
  }

  @Test func `The summary is the same for any number of threads, but for the time`() throws {
    let world = try TinyWorld()
    let texts = try ["1", "3"].map { threads in
      let run = try world.run("round", "things.csv", "--recipe", "tiny.yaml", "--threads", threads)
      return run.output.split(separator: "\nTime\n").first.map(String.init)
    }
    #expect(texts[0] == texts[1])
  }

  @Test func `Another seed gives another batch`() throws {
    let world = try TinyWorld()
    let batches = try ["0", "1", "2", "3"].map { seed in
      try world.run(
        "round", "things.csv", "--recipe", "tiny.yaml", "--hard", "0", "--random", "4", "--seed", seed,
        "--output", "-", "--quiet"
      ).output
    }
    #expect(Set(batches).count > 1)
  }

  @Test func `The seed stands in the recipe until the command line says otherwise`() throws {
    let world = try TinyWorld()
    try world.write(TinyWorld.recipe + "seed: 5\n", to: "seeded.yaml")
    func json(_ arguments: String...) throws -> String {
      try ProgramRun(["round", "things.csv", "--json", "--quiet"] + arguments, in: world.folder).output
    }
    #expect(try json("--recipe", "seeded.yaml") == json("--recipe", "tiny.yaml", "--seed", "5"))
    #expect(try json("--recipe", "seeded.yaml", "--seed", "6") == json("--recipe", "tiny.yaml", "--seed", "6"))
  }

  @Test func `What the recipe holds and what the command line says come to the same`() throws {
    let world = try TinyWorld()
    try world.write(
      TinyWorld.recipe
        .replacing("train_before: 2019-01-01", with: "validation_share: 40%")
        .replacing(
          "random_forest: { trees: 20 }",
          with: "extra_trees: { trees: 9, class_weight: balanced_subsample, max_features: 50%, min_samples_leaf: 2, "
            + "min_samples_split: 3, max_depth: 4 }"
        )
        .replacing("hard: 2, random: 1", with: "hard: 2, random: 1, band: [0.1, 1], threshold: 0.4"),
      to: "other.yaml")
    let held = try world.run("round", "things.csv", "--recipe", "other.yaml", "--json", "-q")
    let said = try world.run(
      "round", "things.csv", "--recipe", "tiny.yaml", "--json", "-q", "--validation-share", "40%", "--learner",
      "extra-trees", "--trees", "9", "--class-weight", "balanced-subsample", "--max-features", "50%",
      "--min-samples-leaf", "2", "--min-samples-split", "3", "--max-depth", "4", "--band", "0.1:1", "--hard", "2",
      "--threshold", "0.4")
    #expect(held.status == 0)
    #expect(held.output == said.output)
  }
}
