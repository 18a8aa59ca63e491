import GarimpoFeatures
import GarimpoRecipes
import GarimpoStore

/// Reads all items of a project for a live model, a piece at a time: no piece holds the file for long, so that labels are
/// written in between, and of the raw rows one piece is in memory.
struct LiveLoading {
  let project: OpenProject
  let recipe: Recipe
  let recipeID: Int64
  /// The newest version that counts.
  let versionPosition: Int64

  /// How many items are read at a time.
  static let pieceSize: Int64 = 2048

  /// The items as rows of numbers; `between` is called after each piece.
  func run(between: () throws -> Void) throws -> LiveMaterial {
    let path = project.path
    let (lists, last) = try project.read { (try $0.columnLists(), try $0.lastItem(asOf: versionPosition)) }
    guard last > 0 else { throw Failure.noItems(path: path) }
    var cleaner = RecipeCleaner(
      recipe: recipe, importTime: Timestamp(secondsSince1970: 0), labelsRequired: false, numbersRepeatedIDs: false)
    var columns = FeatureColumns(recipe.features)
    var numbers: [Int64] = []
    var versions: [Int64] = []
    for first in stride(from: 1, through: last, by: Int(Self.pieceSize)) {
      let range = first...min(first + Self.pieceSize - 1, last)
      let piece = try project.read { try $0.rawVersions(ofItems: range, asOf: versionPosition) }
      guard !piece.isEmpty else { continue }
      var rows = try RawRows(lists, path: path)
      var known = KnownRows()
      for version in piece {
        try rows.append(version.raw, columns: version.columns, version: version.version)
        known.ids.append("\(version.item)")
        known.observed.append(Timestamp(secondsSince1970: version.observedAt))
        numbers.append(version.item)
        versions.append(version.version)
      }
      columns.append(try cleaner.items(of: rows.table(), known: known))
      try between()
    }
    _ = try cleaner.finish()
    let (pipeline, matrix) = try Failure.wrapping(path) { () throws(FeatureError) in
      let items = columns.items()
      return try FeaturePipeline(specs: recipe.features).fitTransform(items, rows: Array(0..<items.count))
    }
    return LiveMaterial(
      recipe: recipe, recipeID: recipeID, versionPosition: versionPosition, numbers: numbers, versions: versions,
      pipeline: pipeline, matrix: matrix)
  }
}

/// The fields that features read, of many items, gathered piece by piece. All else of the items is forgotten.
struct FeatureColumns {
  private let names: Set<String>
  private var pieces: [[Field]] = []
  private var observed: [Timestamp] = []

  /// The fields of some features.
  init(_ features: [FeatureSpec]) {
    func field(_ quantity: Quantity) -> String {
      switch quantity {
      case .field(let name), .daysSince(let name): name
      }
    }
    names = Set(
      features.flatMap { feature in
        switch feature {
        case .number(let quantity, _): [field(quantity)]
        case .ratio(let top, let bottom, _): [field(top), field(bottom)]
        case .category(let name, _): [name]
        case .tfidf(let fields, _): fields
        }
      })
  }

  /// Adds the next items.
  mutating func append(_ items: Items) {
    observed += items.observed
    pieces.append(items.fields.filter { names.contains($0.name) })
  }

  /// All items, without ids and titles; the pieces are used up.
  mutating func items() -> Items {
    let count = observed.count
    let fields = (pieces.first ?? []).indices.map { index in
      Field(name: pieces[0][index].name, values: FieldValues(joining: pieces.map { $0[index].values }))
    }
    pieces = []
    let blank = [String](repeating: "", count: count)
    return Items(
      ids: blank, sourceRows: Array(0..<count), titles: blank, labels: [Bool?](repeating: nil, count: count),
      observed: observed, fields: fields, links: blank, pictures: blank)
  }
}

extension FieldValues {
  /// The values of pieces of one field, which are of one kind.
  fileprivate init(joining pieces: [FieldValues]) {
    var texts: [String] = []
    var numbers: [Double] = []
    var dates: [Timestamp?] = []
    var tags: [[String]] = []
    for piece in pieces {
      switch piece {
      case .text(let values), .category(let values): texts += values
      case .number(let values): numbers += values
      case .date(let values): dates += values
      case .tags(let values): tags += values
      }
    }
    switch pieces.first {
    case .number?: self = .number(numbers)
    case .date?: self = .date(dates)
    case .category?: self = .category(texts)
    case .tags?: self = .tags(tags)
    case .text?, nil: self = .text(texts)
    }
  }
}
