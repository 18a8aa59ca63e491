import Foundation
import GarimpoEvaluation
import GarimpoKernels
import GarimpoLearning
import GarimpoRecipes
import GarimpoTabular
import Testing

@testable import GarimpoProject

struct TuningTests {
  private static let recipe = """
    # Kept as it is.
    name: notes
    item: { key: id, title: title }
    label: { column: y, yes: ["1"], no: ["0"] }
    fields:
      title: { column: title, kind: text }
      text:  { column: text, kind: text }
      day:   { column: day, kind: date }
      views: { column: views, kind: count }
    features:
      - tfidf: { field: title }
    split: { by: day, validation_share: 30% }
    model: { random_forest: { trees: 10 } }
    batch: { hard: 5, random: 5 }

    """

  /// `notes.csv`: 150 labelled rows in time; what is wanted stands in the text, and the title says nothing.
  private final class Notes {
    private let folder: URL
    var table: String { path("notes.csv") }

    func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }
    func read(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }
    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: folder.appending(path: name)) }
    deinit { try? FileManager.default.removeItem(at: folder) }

    init() throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-tuning-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      var generator = SplitMix64(seed: 5, stream: 0)
      let words = ["river", "sand", "stone", "pan", "water", "claim", "camp", "mule", "tent", "rope"]
      func some(_ count: Int) -> [String] { (0..<count).map { _ in words[generator.next(below: words.count)] } }
      var text = "id,title,text,day,views,y\n"
      for row in 0..<150 {
        let isGold = generator.next(below: 4) == 0
        let body = some(6) + (isGold ? ["gold"] : [])
        let day = "2026-\(String("0\(1 + row / 28)".suffix(2)))-\(String("0\(1 + row % 28)".suffix(2)))"
        text +=
          "n\(row),\(some(3).joined(separator: " ")) \(row),\(body.joined(separator: " ")),\(day),\(row),\(isGold ? 1 : 0)\n"
      }
      try write(text, to: "notes.csv")
      try write(TuningTests.recipe, to: "notes.yaml")
    }

    func run(_ change: (inout TuningOptions) -> Void = { _ in }) throws -> TuningReply {
      var options = TuningOptions(table: table, recipe: path("notes.yaml"))
      (options.learners, options.resampleCount) = (["logistic balance=balanced", "forest trees=20"], 100)
      options.observed = "2026-11-25"
      change(&options)
      return try options.run()
    }

    func said(_ change: (inout TuningOptions) -> Void) -> String {
      do {
        _ = try run(change)
        return ""
      } catch { return "\(error)".replacing(path(""), with: "") }
    }
  }

  @Test func `It finds the field that says what is wanted, and the gain survives`() throws {
    let notes = try Notes()
    let reply = try notes.run { $0.output = notes.path("tuned.yaml") }
    let recipes = reply.finalists.filter(\.isRecipe)
    let own = try #require(recipes.first)
    let best = reply.finalists[0]
    #expect(own.mean < 0.6 && best.mean > 0.9 && reply.searchGain == best.mean - own.mean)
    #expect(best.features.contains { $0.contains("text") } && !best.isRecipe)
    let unseen = try #require(reply.unseen)
    #expect(unseen.count == 45 && unseen.chosen.value > 0.9 && unseen.gain.low > 0)
    #expect(abs(unseen.gain.value - (unseen.chosen.value - unseen.recipe.value)) < 1e-12)
    let text = try notes.read("tuned.yaml")
    #expect(text == reply.recipeText && text.hasPrefix("# Kept as it is.\n"))
    let said = reply.text(TextStyle()).replacing("\n", with: " ")
    #expect(said.contains("% of it survives.") && said.contains("Written to \(notes.path("tuned.yaml"))."))
    // What was written is a recipe that rounds take, and ranks as was measured.
    var round = TuningOptions(table: notes.table, recipe: notes.path("tuned.yaml"))
    (round.learners, round.resampleCount, round.budget) = (["forest trees=5"], 100, 10)
    let again = try round.run()
    let measured = try #require(again.unseen?.recipe.value)
    #expect(abs(measured - unseen.chosen.value) < 1e-12)
  }

  @Test func `The search sees nothing of what validates`() throws {
    let notes = try Notes()
    let first = try notes.run()
    // The answers of the last 30 % turned round: all that was found in the search stays.
    let rows = try notes.read("notes.csv").split(separator: "\n")
    let turned = rows.enumerated().map { place, row -> String in
      place <= 105 ? String(row) : "\(row.dropLast())\(row.last == "1" ? 0 : 1)"
    }
    try notes.write(turned.joined(separator: "\n") + "\n", to: "notes.csv")
    let second = try notes.run()
    #expect(first.finalists == second.finalists && first.recipeText == second.recipeText)
    #expect(first.unseen != second.unseen)
    #expect(second.text(TextStyle()).replacing("\n", with: " ").contains("nothing of it survives. Keep the recipe."))
  }

  @Test func `Threads change nothing`() throws {
    let notes = try Notes()
    let one = try notes.run { ($0.threadCount, $0.seed) = (1, 4) }
    let two = try notes.run { ($0.threadCount, $0.seed) = (2, 4) }
    #expect(try one.json() == two.json())
  }

  @Test func `A recipe that nothing beats stays`() throws {
    let notes = try Notes()
    try notes.write(
      Self.recipe.replacing("field: title", with: "field: text").replacing(
        "{ random_forest: { trees: 10 } }", with: "logistic cost=50"), to: "notes.yaml")
    let reply = try notes.run {
      ($0.learners, $0.output) = (["complement-naive-bayes smoothing=900"], notes.path("tuned.yaml"))
    }
    #expect(reply.finalists[0].isRecipe && reply.recipeText == nil && reply.output == nil)
    #expect(reply.text(TextStyle()).replacing("\n", with: " ").contains("Nothing was better than the recipe as it is."))
    #expect(!FileManager.default.fileExists(atPath: notes.path("tuned.yaml")))
  }

  @Test(arguments: [10, 25, 60]) func `No more models are fitted than the budget allows`(budget: Int) throws {
    let notes = try Notes()
    let reply = try notes.run { $0.budget = budget }
    #expect(reply.fitCount <= budget && reply.triedCount >= 2 && reply.finalists.contains(where: \.isRecipe))
    #expect(reply.finalists.allSatisfy { $0.figures.count == reply.foldCount })
  }

  @Test func `Half of the candidates is dropped after each fold`() {
    #expect(TuningSearch.fitCount(8, foldCount: 1) == 8)
    #expect(TuningSearch.fitCount(8, foldCount: 3) == 8 + 5 + 4)
  }

  @Test func `Folds by time validate what comes after what they train on`() throws {
    let notes = try Notes()
    let recipe = try RecipeSource(notes.path("notes.yaml")).load()
    let table = try Table(path: notes.table)
    let items = try recipe.items(of: table, importTime: Timestamp(secondsSince1970: 0), labelsRequired: true).items
    let duplicates = ItemDuplicates(items, recipe.duplicates)
    let outer = try LabelledDivision(items, by: recipe.split, seed: 0, duplicates: duplicates, path: "notes.csv")
    let folds = try TuningFolds(items, outer, recipe, duplicates: duplicates, seed: 0, path: "notes.csv")
    #expect(folds.divisions.count == 3)
    let training = Set(outer.training)
    for division in folds.divisions {
      #expect((division.training.max() ?? 0) < (division.validation.min() ?? 0), "rows are in the order of time")
      #expect(training.isSuperset(of: division.training) && training.isSuperset(of: division.validation))
    }
    #expect(Set(folds.divisions.flatMap(\.validation)).count == folds.divisions.map(\.validation.count).reduce(0, +))
  }

  @Test func `What cannot be searched is refused with a sentence`() throws {
    let notes = try Notes()
    #expect(
      notes.said { $0.metric = "accuracy" } == "--metric: found \"accuracy\", expected average-precision or roc-auc")
    #expect(notes.said { $0.budget = 9 }.hasPrefix("--budget: found 9, expected"))
    #expect(notes.said { $0.learners = ["forrest"] }.hasPrefix("--learner: "))
    #expect(
      notes.said { $0.learners = ["forest", "forest"] } == "--learner: forest is there twice; name it once")
    #expect(notes.said { $0.learners = ["ranks(forest, svm)"] }.hasPrefix("--learner: "))
    try notes.write(
      "{ name: x, item: { title: title, key: id }, label: { column: y, yes: [\"1\"], no: [\"0\"] }, "
        + "fields: { title: { column: title, kind: text }, text: { column: text, kind: text } }, "
        + "features: [{ tfidf: title }], split: random, model: forest trees=5 }", to: "notes.yaml")
    #expect(notes.said { _ in }.hasSuffix("as in garimpo recipe show papers"))
    let rows = try notes.read("notes.csv").split(separator: "\n").prefix(7)
    try notes.write(rows.joined(separator: "\n") + "\n", to: "notes.csv")
    try notes.write(Self.recipe, to: "notes.yaml")
    #expect(!notes.said { _ in }.isEmpty)
  }
}
