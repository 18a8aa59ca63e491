public import GarimpoMatrix
public import GarimpoRecipes

/// A recipe's features with all they have learnt: turns items into rows of numbers.
///
/// A value that can be saved (`Codable`) and applied to new items later; columns come in the order of the recipe.
public struct FittedPipeline: Sendable, Hashable {
  /// The version of the saved form that this program writes and reads.
  public static let formatVersion = 1

  /// The number of items it was learnt from.
  public let trainingCount: Int
  /// The number of columns, at least 1.
  public let columnCount: Int
  /// The columns of each of the recipe's features, in order.
  public let columnRanges: [Range<Int>]

  let blocks: [FittedBlock]

  init(blocks: [FittedBlock], trainingCount: Int) {
    self.blocks = blocks
    self.trainingCount = trainingCount
    var ranges: [Range<Int>] = []
    for block in blocks {
      let start = ranges.last?.upperBound ?? 0
      ranges.append(start..<(start + block.columnCount))
    }
    columnRanges = ranges
    columnCount = ranges.last?.upperBound ?? 0
  }

  /// The number of columns that are terms of texts.
  public var termCount: Int {
    blocks.reduce(0) { if case .tfidf(_, let tfidf) = $1 { $0 + tfidf.vocabulary.count } else { $0 } }
  }

  /// What each column means, for programs. O(columns).
  public var featureKinds: [FeatureKind] { blocks.flatMap(\.kinds) }

  /// What each column is called, for people: `views`, `views per day since published`, `title: kaggle`. O(columns).
  public var featureNames: [String] { featureKinds.map(\.name) }

  /// The matrix of the items at `rows`, shape `[rows.count, columnCount]`, rows in the given order.
  ///
  /// A number that is missing is 0 (`missingNumbers` counts them); words and categories that were not learnt are
  /// left out. Errors: a field that the items lack, or that is of another kind.
  public func transform(_ items: Items, rows: [Int]) throws(FeatureError) -> CSRMatrix {
    var matrices: [CSRMatrix] = []
    for block in blocks { matrices.append(try block.transform(items, rows: rows)) }
    return CSRMatrix.stacking(columnsOf: matrices)
  }

  /// The numbers and ratios that training items lacked, in the order of the columns.
  public var trainingMissingNumbers: [MissingNumbers] {
    numbers.compactMap { MissingNumbers(name: $0.kind.name, count: $0.missingCount, of: trainingCount) }
  }

  /// The numbers and ratios that items at `rows` lack, in the order of the columns: each stands as 0 in their matrix.
  public func missingNumbers(in items: Items, rows: [Int]) throws(FeatureError) -> [MissingNumbers] {
    var missing: [MissingNumbers] = []
    for number in numbers {
      let count = try number.missingCount(in: items, rows: rows)
      if let found = MissingNumbers(name: number.kind.name, count: count, of: rows.count) { missing.append(found) }
    }
    return missing
  }

  private var numbers: [FittedNumber] {
    blocks.compactMap { if case .number(let number) = $0 { number } else { nil } }
  }
}

/// How many items lack a number.
public struct MissingNumbers: Sendable, Hashable, Codable {
  /// The name of the column.
  public let name: String
  /// The number of items without it, at least 1.
  public let count: Int
  /// The number of items looked at.
  public let itemCount: Int

  /// Nil when none is missing.
  init?(name: String, count: Int, of itemCount: Int) {
    if count == 0 { return nil }
    self.name = name
    self.count = count
    self.itemCount = itemCount
  }
}

extension FittedPipeline: Codable {
  private enum CodingKeys: String, CodingKey { case formatVersion, trainingCount, blocks }

  /// Reads what `encode` wrote. Another format version is an error that says which.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let version = try values.decode(Int.self, forKey: .formatVersion)
    guard version == Self.formatVersion else {
      throw DecodingError.dataCorruptedError(
        forKey: .formatVersion, in: values,
        debugDescription: "the features were saved in format \(version); this program reads format "
          + "\(Self.formatVersion). Train again, or use the program that saved them")
    }
    let blocks = try values.decode([FittedBlock].self, forKey: .blocks)
    guard blocks.allSatisfy(\.isSound) else {
      throw DecodingError.dataCorruptedError(
        forKey: .blocks, in: values, debugDescription: "a scale that is not positive, or categories out of order")
    }
    self.init(blocks: blocks, trainingCount: try values.decode(Int.self, forKey: .trainingCount))
    guard columnCount > 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .blocks, in: values, debugDescription: "the saved features have no columns")
    }
  }

  /// Writes a keyed container with the format version.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(Self.formatVersion, forKey: .formatVersion)
    try values.encode(trainingCount, forKey: .trainingCount)
    try values.encode(blocks, forKey: .blocks)
  }
}
