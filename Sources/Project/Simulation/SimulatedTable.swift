import GarimpoFeatures
import GarimpoLearning
import GarimpoMatrix
import GarimpoQuerying
import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

/// The labelled items of a table, on which asking is simulated.
struct SimulatedTable {
  let path: String
  /// The checksum of its bytes as the file has them, 64 hexadecimal digits.
  let sha256: String
  let recipe: Recipe
  let pile: SimulationPile
  /// The id of each item.
  let ids: [String]
  /// The row of the table of each item, from 0.
  let rows: [Int]
  /// How many items have no label, and are left out.
  let unlabelledCount: Int
  /// When the rows were observed, where the recipe says import time.
  let observed: String?
  /// What there is to say of the cells, as those that could not be read.
  let warnings: [String]
  private let columnNames: [String]

  /// Reads a table. The features are learnt from all labelled items, without their labels: whoever asks has the whole pile.
  init(_ options: SimulationOptions) throws(Failure) {
    let path = options.table
    let reading = try options.reading.options()
    guard options.table != "-" || options.recipe != "-" else {
      throw Failure(.usage, "--recipe: the table is read from standard input already; give the recipe's file")
    }
    let recipe =
      if let recorded = options.recorded {
        try Failure.wrapping(recorded.path) { () throws(RecipeError) in
          try Recipe(yaml: recorded.contents.wishes.recipeText, source: recorded.path)
        }
      } else { try RecipeSource(options.recipe).load() }
    guard recipe.label != nil else { throw .noLabelColumn(recipe: recipe.name) }
    // The day, not the moment: what is played twice on a day comes to the same.
    let observed = try RoundOptions.importTime(options.observed ?? Self.today(recipe), of: recipe, now: Date())
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path, name: reading.name)
    } catch {
      throw options.recorded?.missing(error) ?? Failure(error, path: path)
    }
    sha256 = Checksum.sha256(bytes)
    try options.recorded?.check(sha256, of: path)
    let table = try Failure.wrapping(path) { () throws(TableError) in
      try Table(bytes: bytes, name: reading.name ?? (path == "-" ? "standard input" : path), options: reading)
    }
    let (items, report) = try Failure.wrapping(path) { () throws(RecipeError) in
      try recipe.items(of: table, importTime: observed, labelsRequired: true)
    }
    try Self.checkIDs(of: table, recipe, observed, path)
    warnings =
      report.warnings
      + report.columns.filter { $0.unreadCount > 0 }.map { column in
        let example =
          column.unreadExamples.first.map { " (record \($0.record): \"\(DisplayText.printable($0.text))\")" } ?? ""
        return "\(column.column): \(Text.count(column.unreadCount, "value")) that could not be read\(example)"
      }
    let labelled = items.labels.indices.filter { items.labels[$0] != nil }
    guard !labelled.isEmpty else { throw .noLabels(path: path) }
    let (pipeline, matrix) = try Failure.wrapping(path) { () throws(FeatureError) in
      try FeaturePipeline(specs: recipe.features).fitTransform(items, rows: labelled)
    }
    pile = try Failure.wrapping(path) { () throws(SimulationError) in
      try SimulationPile(matrix, labelled.map { items.labels[$0] == true })
    }
    self.path = path
    self.recipe = recipe
    ids = labelled.map { items.ids[$0] }
    rows = labelled.map { items.sourceRows[$0] }
    unlabelledCount = items.labels.count - labelled.count
    self.observed = recipe.observed == .importTime ? observed.isoDate : nil
    columnNames = pipeline.featureNames
  }

  /// Throws if two rows have one key: they might be one item, whose answer would be known when it is asked. Equal rows without
  /// a key are items of their own.
  private static func checkIDs(of table: Table, _ recipe: Recipe, _ observed: Timestamp, _ path: String) throws(Failure)
  {
    guard recipe.item.key != nil else { return }
    var cleaner = RecipeCleaner(recipe: recipe, importTime: observed, labelsRequired: true, numbersRepeatedIDs: false)
    let items = try Failure.wrapping(path) { () throws(RecipeError) in try cleaner.items(of: table) }
    var first: [String: Int] = [:]
    for (id, row) in zip(items.ids, items.sourceRows) {
      let record = table.record(ofRow: row)
      if let other = first.updateValue(record, forKey: id) {
        throw Failure(
          .data,
          "\(path): records \(other) and \(record) have the same id \"\(DisplayText.printable(id))\"; expected one row for each "
            + "item: remove the repeated rows, or name another key in the recipe")
      }
    }
  }

  private static func today(_ recipe: Recipe) -> String? {
    recipe.observed == .importTime ? Date().timestamp.isoDate : nil
  }

  /// Throws if a learner, or a way of asking that compares items, cannot take the features.
  func check(_ learners: [LearnerChoice], _ mixes: [AskingMix]) throws(Failure) {
    let learner = learners.first { $0.isSensitiveToScale }?.description
    let strategy = mixes.lazy.flatMap(\.parts).first { $0.strategy.comparesItems }?.strategy.name
    guard let taker = learner ?? strategy else { return }
    let other = learner == nil ? "a way of asking that does not compare items" : "forest or extra-trees"
    try Failure.wrapping(path) { () throws(FeatureScaleError) in
      try pile.matrix.checkScale(columnNames, for: taker, otherwise: other)
    }
  }
}
