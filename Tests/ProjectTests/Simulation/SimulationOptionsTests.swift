import Foundation
import GarimpoEvaluation
import GarimpoQuerying
import Testing

@testable import GarimpoProject

struct SimulationOptionsTests {
  private static let root = #filePath.replacing("Simulation/", with: "")

  @Test func `Every way is played from the same items, and finds the yes`() throws {
    let notes = try SimulationNotes()
    let reply = try notes.run {
      $0.learners = ["elas-u4", "naive-bayes", "forest"]
      $0.asking = ["certainty", "random"]
    }
    #expect(reply.itemCount == 60 && reply.positiveCount == 12 && reply.unlabelledCount == 20)
    #expect(reply.ways.map { "\($0.learner) \($0.asking)" }.count == 6 && reply.ways[1].asking == "random")
    for way in reply.ways {
      #expect(way.runs.map(\.priors) == reply.ways[0].runs.map(\.priors) && way.read100?.count == 2)
    }
    // One word tells a yes: whoever asks for the certain ones finds them at once.
    #expect((reply.ways[0].loss?.value ?? 1) < 0.1 && (reply.ways[1].loss?.value ?? 0) > 0.2)
    #expect(reply.differences.map(\.way) == [2, 3, 4, 5, 6] && (reply.differences[0].loss?.value ?? 0) > 0.1)
    let text = reply.text(TextStyle())
    #expect(
      text.contains(
        "Each way was played 2 times from 1+1, one item at a time, until all yes were\nfound; figures are means."))
    #expect(text.contains("  2  elas-u4, random\n") && text.contains("2 beside 1: "))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.contains("/") })
  }

  @Test func `The result is the same with any number of threads, and its own wishes bring it again`() throws {
    let notes = try SimulationNotes()
    func bytes(_ threads: Int, _ change: (inout SimulationOptions) -> Void = { _ in }) throws -> String {
      try notes.run {
        $0.threadCount = threads
        $0.asking = ["certainty 50%, random 50%"]
        $0.learners = ["logistic", "extra-trees"]
        $0.seed = 9
        change(&$0)
      }.json()
    }
    let one = try bytes(1)
    #expect(try bytes(3) == one)
    #expect(try bytes(1) { $0.seed = 10 } != one)
    let reply = try notes.run { $0.asking = ["certainty 50%, random 50%"] }
    let again = try notes.run {
      ($0.learners, $0.asking, $0.priors) = (reply.wishes.learners, reply.wishes.asking, reply.wishes.priors)
      ($0.repetitionCount, $0.batchSize, $0.stop) = (
        reply.wishes.repetitionCount, reply.wishes.batchSize, reply.wishes.stop
      )
      $0.seed = reply.wishes.seed
      try? notes.write(reply.wishes.recipeText, to: "again.yaml")
      $0.recipe = notes.path("again.yaml")
    }
    #expect(try again.json() == reply.json())
  }

  @Test func `Learners made of others, and ways that look at more than scores, are played`() throws {
    let reply = try SimulationNotes().run {
      $0.learners = ["mean(forest trees=10, platt(svm) folds=2)", "ranks(logistic, naive-bayes)"]
      $0.asking = ["badge 50%, power 2 50%", "vote-entropy 3"]
      $0.priors = "3+3"
      $0.batchSize = 5
    }
    #expect(
      reply.ways.map(\.learner) == [
        "mean(forest trees=10, platt(svm) folds=2)", "mean(forest trees=10, platt(svm) folds=2)",
        "ranks(logistic, naive-bayes)", "ranks(logistic, naive-bayes)",
      ])
    #expect(reply.ways.map(\.asking).prefix(2) == ["badge 50%, power 2 50%", "vote-entropy 3"])
    for way in reply.ways { #expect(way.read100?.count == 2 && (way.loss?.value ?? 1) < 0.5) }
    let typical = try SimulationNotes().run { ($0.coldStart, $0.priors, $0.batchSize) = ("typiclust", "0+0", 5) }
    #expect(typical.ways[0].runs[0].questions[0].strategy == .typiclust() && typical.ways[0].read100?.count == 2)
  }

  @Test func `Stopping rules are watched, and end nothing`() throws {
    let notes = try SimulationNotes()
    let without = try notes.run { $0.stop = "never" }
    let reply = try notes.run {
      ($0.stop, $0.stopping) = ("never", ["in-a-row 5", "hypergeometric after=5", "budget 3"])
    }
    #expect(reply.ways[0].runs.map(\.questions) == without.ways[0].runs.map(\.questions))
    #expect(
      without.ways[0].stopping.isEmpty && reply.wishes.stopping == ["in-a-row 5", "hypergeometric after=5", "budget 3"])
    let rules = reply.ways[0].stopping
    #expect(rules.map { "\($0.rule)" } == ["in-a-row 5", "hypergeometric recall=95% risk=5% after=5", "budget 3"])
    // Whoever asks for the certain ones finds all yes at once: five no in a row are the end.
    #expect(rules[0].reachedCount == 2 && rules[0].held?.value == 1 && (rules[0].meanWorkSaved ?? 0) > 0.5)
    #expect(rules[2].reachedCount == 2 && rules[2].held?.value == 0)
    let text = reply.text(TextStyle())
    #expect(text.contains("stopping rule") && text.contains("in-a-row 5 ") && text.contains("2 of 2"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.contains("/") })
  }

  @Test func `Items and rows can be named, and the files hold every question`() throws {
    let notes = try SimulationNotes()
    let folder = notes.path("out")
    let named = try notes.run {
      $0.priors = "items:n5,n1"
      $0.asking = ["certainty 90%, random 10%"]
      $0.output = folder
    }
    let rows = try notes.run {
      $0.priors = "rows:5,1"
      $0.asking = ["certainty 90%, random 10%"]
    }
    #expect(rows.ways[0].runs == named.ways[0].runs)
    let runs = try String(contentsOfFile: folder + "/runs.csv", encoding: .utf8).split(whereSeparator: \.isNewline)
    #expect(runs.count == 1 + named.ways[0].runs.map { $0.questions.count + 2 }.reduce(0, +))
    #expect(
      runs[1] == "elas-u4,\"certainty 90%, random 10%\",0,0,n5,,prior,"
        && runs[2] == "elas-u4,\"certainty 90%, random 10%\",0,0,n1,,prior,")
    let curves = try String(contentsOfFile: folder + "/curves.csv", encoding: .utf8).split(whereSeparator: \.isNewline)
    #expect(
      curves[1] == "elas-u4,\"certainty 90%, random 10%\",0,0.0,0.0,0.0,2"
        && curves.last?.hasSuffix(",1.0,1.0,1.0,2") == true)
    #expect(try String(contentsOfFile: folder + "/result.json", encoding: .utf8) == named.json())
    #expect(
      notes.said { $0.output = folder }
        == "out/result.json: exists already; choose another name, or replace it with --force")
    #expect(
      notes.said {
        $0.output = folder
        $0.replacesExisting = true
      } == "")
  }

  @Test func `A run that stopped does not look better`() throws {
    let notes = try SimulationNotes()
    let whole = try notes.run { $0.asking = ["random"] }
    let part = try notes.run {
      $0.asking = ["random"]
      $0.stop = "20"
    }
    #expect(part.ways[0].runs.allSatisfy { $0.questions.count == 20 })
    #expect((part.ways[0].loss?.value ?? 0) > (whole.ways[0].loss?.value ?? 1))
    #expect(part.ways[0].read100 == nil && part.text(TextStyle()).contains("- not reached in each repetition"))
  }

  @Test(
    arguments: [
      (
        "--learner", "oracle",
        "--learner: \"oracle\" is not known; expected elas-u4, svm, logistic, naive-bayes, complement-naive-bayes, forest, extra-trees, platt(LEARNER), isotonic(LEARNER), mean(LEARNER, LEARNER) or ranks(LEARNER, LEARNER)"
      ),
      (
        "--ask", "sure",
        "--ask: way of asking: \"sure\" is not known; expected one of certainty, uncertainty, random, band, balance, power, softmax, thompson, vote-entropy, bald, density, ranked-batch, k-center, clue, badge, typiclust, error-reduction"
      ),
      (
        "--ask", "thompson",
        "notes.csv: simulation: thompson does not go with a support vector machine: expected the trees of a forest; choose a forest"
      ),
      ("--learner", "svm;svm cost=2;svm", "--learner: svm is there twice; name it once"),
      (
        "--learner", "svm cots=2",
        "--learner: svm has no parameter \"cots\"; expected cost, balance, ratio, penalty, intercept, tolerance or steps"
      ),
      ("--ask", "random;random 100%", "--ask: random is there twice; name it once"),
      (
        "--stopping", "never",
        "--stopping: stopping rule: \"never\" is not known; expected one of in-a-row, knee, knee-budget, hypergeometric, quasi-hypergeometric, sequential, quant-ci, kappa, delta-f, yield-plateau, metric-plateau, budget, minutes"
      ),
      ("--stopping", "knee;knee", "--stopping: knee is there twice; name it once"),
      ("--repeats", "0", "--repeats: found 0, expected a whole number from 1 to 100000"),
      ("--batch", "61", "notes.csv: simulation: a batch of 61 from a pile of 60 items; expected a batch from 1 to 60"),
      (
        "--priors", "one",
        "--priors: found \"one\", expected numbers of yes and no such as 1+1, items:ID,ID, or rows:206,163"
      ),
      (
        "--priors", "13+1",
        "notes.csv: simulation: 13 items labelled yes are to be known from the start, there are 12; expected at most that many"
      ),
      ("--priors", "items:n79", "notes.csv: --priors: item n79 is no labelled item; expected one of the 60 that are"),
      ("--priors", "rows:1,1", "--priors: row 1 is there twice; name it once"),
      ("--stop", "soon", "--stop: found \"soon\", expected all-found, never or a number of questions"),
      ("--cold-start", "warm", "--cold-start: found \"warm\", expected random, in-order or typiclust"),
      (
        "--cold-start", "in-order",
        "--cold-start: has no effect, as both answers are known from the start; leave it out, or use --priors 0+0"
      ),
      ("--threads", "0", "--threads: found 0, expected a whole number from 1 to 1024"),
    ])
  func `Bad wishes are refused with a sentence`(option: String, value: String, sentence: String) throws {
    let said = try SimulationNotes().said { options in
      switch option {
      case "--learner": options.learners = value.split(separator: ";").map(String.init)
      case "--ask": options.asking = value.split(separator: ";").map(String.init)
      case "--stopping": options.stopping = value.split(separator: ";").map(String.init)
      case "--repeats": options.repetitionCount = Int(value) ?? -1
      case "--batch": options.batchSize = Int(value) ?? -1
      case "--priors": options.priors = value
      case "--stop": options.stop = value
      case "--cold-start": options.coldStart = value
      default: options.threadCount = Int(value)
      }
    }
    #expect(said == sentence)
  }

  @Test func `A learner to which size matters refuses a feature that is out of scale`() throws {
    let notes = try SimulationNotes()
    let recipe = SimulationNotes.recipe.replacing(
      "  - tfidf: { field: title }", with: "  - number: views\n  - tfidf: { field: title }")
    try notes.write(recipe, to: "views.yaml")
    let said = notes.said { $0.recipe = notes.path("views.yaml") }
    #expect(said.hasPrefix("notes.csv: the feature views has values such as "))
    #expect(
      said.hasSuffix(
        "and to elas-u4 size matters: expected at most 100; give the feature a transform in the recipe (log, max_abs), or choose forest or extra-trees"
      ))
    #expect(
      notes.said {
        $0.recipe = notes.path("views.yaml")
        $0.learners = ["forest"]
      } == "")
  }

  @Test func `Repetitions that would be the same are played once, and refused if asked for`() throws {
    let notes = try SimulationNotes()
    func play(_ priors: String, _ count: Int?, _ change: @escaping (inout SimulationOptions) -> Void = { _ in }) throws
      -> Int
    {
      try notes.run {
        ($0.priors, $0.repetitionCount) = (priors, count)
        change(&$0)
      }.ways[0].runs.count
    }
    #expect(try play("rows:5,1", nil) == 1 && play("1+1", nil) == 10)
    // A forest draws, a mix draws, and so does the beginning where one answer is not known.
    #expect(try play("rows:5,1", 2) { $0.learners = ["forest"] } == 2)
    #expect(try play("rows:5,1", 2) { $0.asking = ["random"] } == 2)
    #expect(try play("rows:5", 2) { $0.coldStart = "random" } == 2)
    #expect(try play("rows:5", nil) { $0.coldStart = "in-order" } == 1)
    #expect(
      notes.said { ($0.priors, $0.repetitionCount) = ("rows:5,1", 2) }
        == "--repeats: nothing is drawn at random, so that all 2 repetitions would be the same; leave it out, or have the "
        + "items known from the start drawn, such as --priors 1+1")
  }

  @Test func `Repeated ids, and a yes with nothing left to find, are refused`() throws {
    let notes = try SimulationNotes()
    try notes.write("id,title,views,y\na,gold sand,1,1\nb,sand,1,0\na,river,1,0\n", to: "notes.csv")
    #expect(
      notes.said { _ in }
        == "notes.csv: records 2 and 4 have the same id \"a\"; expected one row for each item: remove the repeated rows, or "
        + "name another key in the recipe")
    try notes.write("id,title,views,y\na,gold sand,1,1\nb,sand,1,0\nc,river,1,0\n", to: "notes.csv")
    #expect(
      notes.said { _ in }
        == "notes.csv: simulation: the only yes is known from the start, and nothing is left to find; expected at least one "
        + "yes more")
  }

  @Test func `What could not be read is said, and the result holds how the table was read`() throws {
    let notes = try SimulationNotes()
    let text = try String(contentsOfFile: notes.table, encoding: .utf8)
    try notes.write(text.replacing(",1\n", with: ",maybe\n", maxReplacements: 1), to: "notes.csv")
    let reply = try notes.run { $0.reading.delimiter = 0x2C }
    #expect(
      reply.itemCount == 59 && reply.wishes.reading.delimiter == 0x2C && reply.wishes.program.hasPrefix("garimpo "))
    #expect(reply.unlabelledCount == 21 && reply.text(TextStyle()).contains("maybe"))
  }

  /// `asreview simulate` 3.0.8 on the same records (title, abstract, label_included) with --prior-idx 112 667 prints loss 0.147
  /// and NDCG 0.774; other priors and sets were compared by hand.
  @Test func `ASReview's default reads in ASReview's order`() throws {
    let name = "data/systematic-reviews/SYNERGY_van_der_Valk_2021.csv.gz"
    guard let path = SharedData.path(name, file: Self.root) else { return }
    let notes = try SimulationNotes()
    let papers = try RecipeUse("papers").yaml()
    let features = try #require(papers.firstRange(of: "features:")?.lowerBound)
    let split = try #require(papers.firstRange(of: "split:")?.lowerBound)
    let block = """
      features:
        - tfidf: { fields: [title, abstract], ngrams: [1, 2], max_documents: 95%, sublinear: true }


      """
    try notes.write(papers[..<features] + block + papers[split...], to: "elas.yaml")
    var options = SimulationOptions(table: path, recipe: notes.path("elas.yaml"))
    (options.repetitionCount, options.priors) = (1, "rows:112,667")
    let way = try options.run().ways[0]
    #expect(abs((way.loss?.value ?? .nan) - 0.147) < 0.001 && abs((way.ndcg?.value ?? .nan) - 0.774) < 0.001)
  }
}
