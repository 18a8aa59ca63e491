import Testing

@testable import GarimpoProject

struct SimulationEffectTests {
  /// What a case changes; a name, so that a failing case can be told.
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let apply: @Sendable (inout SimulationOptions) -> Void

    init(_ name: String, _ apply: @escaping @Sendable (inout SimulationOptions) -> Void) {
      (testDescription, self.apply) = (name, apply)
    }
  }

  private static let oneAnswer =
    "is known from the start, and nothing can be learnt from one answer; expected some of both, such as 1+1, or --cold-start "
    + "to say what is asked until both are known"
  private static let bothKnown =
    "--cold-start: has no effect, as both answers are known from the start; leave it out, or use --priors 0+0"

  @Test(
    arguments: [
      (Change("only yes") { $0.priors = "2+0" }, "--priors: only yes " + oneAnswer),
      (Change("only no") { $0.priors = "0+1" }, "--priors: only no " + oneAnswer),
      (Change("a yes by row") { $0.priors = "rows:5" }, "--priors: only yes " + oneAnswer),
      (Change("a no by id") { $0.priors = "items:n1" }, "--priors: only no " + oneAnswer),
      (Change("random, both drawn") { $0.coldStart = "random" }, bothKnown),
      (
        Change("both by row") { ($0.priors, $0.coldStart, $0.repetitionCount) = ("rows:5,1", "in-order", nil) },
        bothKnown
      ),
      (
        Change("learner") { ($0.learners, $0.asking) = (["svm"], ["random"]) },
        "--learner: has no effect, as neither a way of asking nor a stopping rule looks at what is learnt; leave it out, or "
          + "ask in another way, such as --ask certainty"
      ),
      (
        Change("seed") { ($0.priors, $0.repetitionCount, $0.seed) = ("rows:5,1", nil, 1) },
        "--seed: has no effect, as nothing is drawn at random; leave it out"
      ),
      (
        Change("force") { $0.replacesExisting = true },
        "--force: has no effect without --output; leave it out, or name a folder with --output"
      ),
      (
        Change("batch") { $0.batchSize = 59 },
        "--batch: found 59, and 58 items are not known from the start; expected at most 58"
      ),
      (
        Change("stop") { $0.stop = "59" },
        "--stop: found 59, and 58 items are not known from the start; expected at most 58, or never"
      ),
      (
        Change("stop and batch") { ($0.stop, $0.batchSize) = ("5", 6) },
        "--stop: found 5, and the first batch has 6 questions; expected at least that many, or a smaller --batch"
      ),
      (
        Change("no id") { $0.priors = "items:" },
        "--priors: found \"items:\", expected numbers of yes and no such as 1+1, items:ID,ID, or rows:206,163"
      ),
      (Change("no way") { $0.asking = [] }, "--ask: nothing to play; name at least one way of asking"),
      (
        Change("all yes known") { $0.priors = "12+1" },
        "notes.csv: simulation: all 12 yes are known from the start, and nothing is left to find; expected at least one yes more"
      ),
    ])
  func `What contradicts or has no effect is refused with a sentence`(change: Change, sentence: String) throws {
    #expect(try SimulationNotes().said(change.apply) == sentence)
  }

  @Test(
    arguments: [
      Change("one answer and a beginning") { ($0.priors, $0.coldStart) = ("2+0", "in-order") },
      Change("nothing known") { $0.priors = "0+0" },
      Change("nothing known, at random") { ($0.priors, $0.coldStart) = ("0+0", "random") },
      Change("a rule that looks at the learner") {
        ($0.learners, $0.asking, $0.stopping) = (["svm"], ["random"], ["kappa"])
      },
      Change("a seed for a rule") {
        ($0.priors, $0.repetitionCount, $0.seed, $0.stopping) = ("rows:5,1", nil, 1, ["hypergeometric after=5"])
      },
      Change("all at once") { ($0.batchSize, $0.stop) = (58, "58") },
    ])
  func `What has an effect is played`(change: Change) throws {
    #expect(try SimulationNotes().said(change.apply) == "")
  }

  @Test func `A learner that cannot take the data, and data without an answer, are refused`() throws {
    let notes = try SimulationNotes()
    try notes.write(
      SimulationNotes.recipe.replacing("kind: count", with: "kind: number").replacing(
        "  - tfidf", with: "  - number: views\n  - tfidf"), to: "numbers.yaml")
    try notes.write("id,title,views,y\na,gold,-2,1\nb,sand,1,0\nc,river,1,0\nd,gold pan,3,1\n", to: "notes.csv")
    let said = notes.said { ($0.learners, $0.recipe) = (["naive-bayes"], notes.path("numbers.yaml")) }
    #expect(said.hasPrefix("notes.csv: simulation: ") && said.contains("-2"), "\(said)")
    try notes.write("id,title,views,y\na,gold,1,1\nb,sand,1,1\n", to: "notes.csv")
    #expect(
      notes.said { _ in } == "notes.csv: simulation: all 2 labelled items are a yes; expected some of either answer")
    try notes.write("id,title,views,y\na,gold,1,0\nb,sand,1,0\n", to: "notes.csv")
    #expect(
      notes.said { _ in }
        == "notes.csv: simulation: none of the 2 labelled items is a yes; expected some of either answer")
  }
}
