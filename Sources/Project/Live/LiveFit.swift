import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoRecipes
import GarimpoStore

/// The model of a live model at one place in the log. Immutable; a function of items, recipe, seed and place.
struct LiveFit: Sendable {
  let material: LiveMaterial
  /// The newest entry of the log that changed what can be learnt.
  let labelPosition: Int64
  /// The seed of this place.
  let seed: UInt64
  /// What it has learnt from.
  let lesson: LiveLesson
  /// The columns that occur in the lesson: those of the model.
  let columns: ColumnSelection
  /// What it has learnt: the recipe's learner, with fewer trees, or the forest that stands in for it.
  let model: FittedModel
  /// The same columns, of a forest without the entries that no tree looks at: scoring visits few words of a row.
  private let asked: ColumnSelection
  /// How long it took to learn.
  let milliseconds: Double

  /// The most trees: more cost an annotator's time, and change little in what is asked next.
  static let mostTrees = 200

  /// Learns. Only the columns that occur in the labelled rows are there for the model: the others are constant, no tree
  /// could use them, and √features is then what it would be in a round, whose words are those of its training items.
  init(_ material: LiveMaterial, _ lesson: LiveLesson, at labelPosition: Int64, seed: UInt64, on workers: WorkerPool)
    throws
  {
    let clock = ContinuousClock()
    let start = clock.now
    self.material = material
    self.lesson = lesson
    self.labelPosition = labelPosition
    var generator = SplitMix64(seed: RandomPurpose.live.seed(from: seed), stream: UInt64(bitPattern: labelPosition))
    self.seed = generator.next()
    let columns = ColumnSelection(filledIn: lesson.matrix)
    self.columns = columns
    let names = material.pipeline.featureNames
    model = try Self.model(
      try material.recipe.learner(), lesson.matrix.selecting(rows: 0..<lesson.matrix.rowCount, columns: columns),
      lesson.targets, featureNames: columns.columns.map { names[Int($0)] }, seed: self.seed,
      on: workers)
    if case .forest(let forest) = model {
      asked = columns.emptying(placesOutside: Set(forest.nodes.lazy.filter { !$0.isLeaf }.map { Int($0.feature) }))
    } else {
      asked = columns
    }
    milliseconds = Double((clock.now - start) / .microseconds(1)) / 1000
  }

  /// The model of the recipe's learner. A curve to probabilities takes several answers of either kind, which are not there at
  /// first: until then a forest stands in, as one yes and one no are enough for it.
  private static func model(
    _ named: LearnerChoice, _ matrix: CSRMatrix, _ targets: [Bool], featureNames: [String], seed: UInt64,
    on workers: WorkerPool
  ) throws -> FittedModel {
    let learner = RoundLearner(named.limitingTrees(to: mostTrees), targets: targets)
    try learner.checkScale(matrix, featureNames)
    do throws(LearningError) {
      return try learner.fitted.fit(matrix, targets, seed: seed, on: workers)
    } catch {
      guard case .tooFewForFolds = error else { throw error }
      let forest = RandomForest(treeCount: mostTrees, classWeight: .balanced)
      return .forest(try forest.fit(matrix, targets, seed: seed, on: workers))
    }
  }

  /// P(yes) of some rows of the material, in the order given.
  func scores(ofRows rows: some Sequence<Int>, on workers: WorkerPool) -> [Float] {
    model.shares(of: material.matrix.selecting(rows: rows, columns: asked), on: workers)
  }
}

/// The labelled items of a project at one place in the log: what a live model learns from. All of them train; there is no
/// validation.
struct LiveLesson: Sendable {
  /// The items with a yes or a no, ascending.
  let items: [Int64]
  /// Their answers: true yes.
  let targets: [Bool]
  /// Their rows with the columns of the material, shape `[items.count, columns]`.
  let matrix: CSRMatrix

  /// How many say yes.
  var yesCount: Int { targets.count { $0 } }
  /// Whether there is a yes and a no.
  var hasBoth: Bool { yesCount > 0 && yesCount < targets.count }

  /// The lesson of what the log says. Where the recipe wants the version that was seen when it was answered and the item has
  /// changed since, that version's row is made anew; it comes from `older`, or is added there.
  init(_ labels: LabelState, _ material: LiveMaterial, _ project: OpenProject, older: inout [Int64: CSRMatrix]) throws {
    var items: [Int64] = []
    var targets: [Bool] = []
    var rows: [Int] = []
    var seen: [Int: VersionNumber] = [:]
    for item in labels.answeredItems {
      guard let target = labels.label(ofItem: item)?.target, let row = material.row(of: item) else { continue }
      if material.recipe.versions == .labelled, let version = labels.seenVersion(ofItem: item),
        version != material.versions[row]
      {
        seen[items.count] = VersionNumber(item: item, version: version)
      }
      items.append(item)
      targets.append(target)
      rows.append(row)
    }
    self.items = items
    self.targets = targets
    guard !seen.isEmpty else {
      matrix = material.matrix.selecting(rows: rows)
      return
    }
    let wanted = Set(seen.values.map(\.version))
    older = older.filter { wanted.contains($0.key) }
    let missing = seen.values.filter { older[$0.version] == nil }.sorted { $0.version < $1.version }
    if !missing.isEmpty {
      let read = try project.read { try material.recipe.items(of: missing, $0, path: project.path) }
      let made = try Failure.wrapping(project.path) { () throws(FeatureError) in
        try material.pipeline.transform(read, rows: Array(0..<read.count))
      }
      for (row, version) in missing.enumerated() { older[version.version] = made.selecting(rows: [row]) }
    }
    let known = older
    matrix = CSRMatrix.stacking(
      rowsOf: rows.enumerated().map { place, row in
        seen[place].flatMap { known[$0.version] } ?? material.matrix.selecting(rows: [row])
      })
  }
}

extension LabelState {
  /// The version of an item that was there to be seen when the newest answer that counts was given.
  func seenVersion(ofItem item: Int64) -> Int64? { answers(ofItem: item).last { $0.answer != .skip }?.version }
}
