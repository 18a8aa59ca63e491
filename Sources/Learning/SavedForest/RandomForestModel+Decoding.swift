extension RandomForestModel {
  /// The forest whose bytes `encoded()` gave: equal to it, and with the same scores bit for bit.
  ///
  /// Any single changed byte and any missing end is noticed. Bytes that were made up to do harm are an error, too: every
  /// number is checked before it is used, and the forest takes at most 80 times the memory of its bytes.
  ///
  /// - Complexity: O(bytes).
  public init(decoding bytes: [UInt8]) throws(ModelFormatError) {
    var reader = try ByteReader(
      opening: bytes, mark: ForestFormat.mark, version: ForestFormat.version, otherwise: ModelFormatError.notAForest)
    try self.init(from: &reader)
    try reader.finish()
  }

  /// Reads what stands between version and checksum.
  init(from reader: inout ByteReader) throws(ModelFormatError) {
    let parameters = try RandomForest(from: &reader)
    let seed = try reader.fixed(UInt64.self, of: "seed")
    // The importances have a bit for each feature: one that has no bytes cannot be.
    let columnCount = try reader.short(
      of: "number of features", atMost: min(8 * reader.restCount, Int(Int32.max)))
    try parameters.check(featureCount: columnCount, at: reader)
    let trees = try SavedTrees(from: &reader, treeCount: parameters.treeCount, columnCount: columnCount)
    let importances = try Self.importances(columnCount, from: &reader)
    let outOfBag = try Self.outOfBag(from: &reader, isExpected: parameters.bootstrap && parameters.scoresOutOfBag)
    self.init(
      parameters: parameters, seed: seed, columnCount: columnCount, nodes: trees.nodes, treeStarts: trees.starts,
      featureImportances: importances, outOfBagProbabilities: outOfBag)
  }

  private static func importances(
    _ columnCount: Int, from reader: inout ByteReader
  ) throws(ModelFormatError) -> [Double] {
    let isThere = try reader.bits(columnCount, of: "features with an importance")
    var importances = [Double](repeating: 0, count: columnCount)
    var sum = 0.0
    for feature in 0..<columnCount where isThere[feature] {
      let share = Double(bitPattern: try reader.fixed(UInt64.self, of: "importances"))
      guard share > 0, share <= 1 else {
        throw reader.error("\(share) as an importance", expected: "a share above 0, at most 1")
      }
      importances[feature] = share
      sum += share
    }
    guard sum == 0 || abs(sum - 1) < 1e-6 else {
      throw reader.error("importances with the sum \(sum)", expected: "1")
    }
    return importances
  }

  private static func outOfBag(
    from reader: inout ByteReader, isExpected: Bool
  ) throws(ModelFormatError) -> [Float?] {
    let rowCount = try reader.short(
      of: "number of out-of-bag rows", atMost: isExpected ? 8 * reader.restCount : 0)
    if isExpected, rowCount == 0 {
      throw reader.error("0 as the number of out-of-bag rows", expected: "1 or more")
    }
    var probabilities = [Float?](repeating: nil, count: rowCount)
    let isThere = try reader.bits(rowCount, of: "rows with an out-of-bag probability")
    for row in 0..<rowCount where isThere[row] {
      probabilities[row] = try reader.probability(of: "out-of-bag probabilities")
    }
    return probabilities
  }
}

/// The trees of a saved forest.
private struct SavedTrees {
  var nodes: [TreeNode] = []
  var starts: [Int] = []

  /// Reads the distinct probabilities, the distinct cuts, and the nodes that name them.
  init(from reader: inout ByteReader, treeCount: Int, columnCount: Int) throws(ModelFormatError) {
    var probabilities: [Float] = []
    for _ in 0..<(try reader.count(of: "number of probabilities", eachOf: 4)) {
      probabilities.append(try reader.probability(of: "probabilities"))
    }
    var cuts: [(feature: Int32, threshold: Float)] = []
    for _ in 0..<(try reader.count(of: "number of cuts", eachOf: 5)) {
      let feature = try reader.short(of: "feature of a cut", atMost: columnCount - 1)
      let threshold = Float(bitPattern: try reader.fixed(UInt32.self, of: "thresholds"))
      guard threshold.isFinite else {
        throw reader.error("\(threshold) as a threshold", expected: "a finite number")
      }
      cuts.append((Int32(feature), threshold))
    }
    let nodeCount = try reader.count(of: "number of nodes", eachOf: 1)
    guard nodeCount <= UInt32.max else {
      throw reader.error("\(nodeCount) as the number of nodes", expected: "at most \(UInt32.max)")
    }
    nodes.reserveCapacity(nodeCount)
    // Nodes of the tree that is read whose right child has not begun: the way down to the node before.
    var open: [Int] = []
    var isWithinTree = false
    for index in 0..<nodeCount {
      if !isWithinTree { starts.append(index) }
      let code = try reader.short(of: "nodes")
      let isLeaf = code & 1 == 0
      let probability = isLeaf ? code >> 1 : try reader.short(of: "nodes")
      guard probability < probabilities.count else {
        throw reader.error("a node with probability number \(probability)", expected: "below \(probabilities.count)")
      }
      var node = TreeNode(feature: -1, threshold: 0, right: 0, probability: probabilities[Int(probability)])
      if isLeaf {
        // After a leaf comes the right child of the lowest open node, or the next tree.
        let parent = open.popLast()
        if let parent { nodes[parent].right = UInt32(index + 1 - starts[starts.count - 1]) }
        isWithinTree = parent != nil
      } else {
        guard code >> 1 < cuts.count else {
          throw reader.error("a node with cut number \(code >> 1)", expected: "below \(cuts.count)")
        }
        (node.feature, node.threshold) = cuts[Int(code >> 1)]
        open.append(index)
        isWithinTree = true
      }
      nodes.append(node)
    }
    guard !isWithinTree, starts.count == treeCount else {
      throw reader.error("\(starts.count) trees\(isWithinTree ? ", the last not whole" : "")", expected: "\(treeCount)")
    }
    starts.append(nodeCount)
  }
}

extension ByteReader {
  /// The next probability.
  fileprivate mutating func probability(of part: StaticString) throws(ModelFormatError) -> Float {
    let probability = Float(bitPattern: try fixed(UInt32.self, of: part))
    guard (0...1).contains(probability) else {
      throw error("\(probability) among the \(part)", expected: "a number from 0 to 1")
    }
    return probability
  }
}

extension RandomForest {
  /// Reads the parameters; only their form is checked.
  fileprivate init(from reader: inout ByteReader) throws(ModelFormatError) {
    self.init(treeCount: try reader.short(of: "number of trees", atMost: .max))
    split = try reader.choice(of: "kind of split", .best, .random)
    bootstrap = try reader.choice(of: "bootstrap", false, true)
    classWeight = try reader.choice(of: "class weight", .none, .balanced, .balancedSubsample)
    scoresOutOfBag = try reader.choice(of: "out-of-bag scores", false, true)
    switch try reader.byte(of: "kind of feature draw") {
    case 0: maxFeatures = .squareRoot
    case 1: maxFeatures = .log2
    case 2: maxFeatures = .share(Double(bitPattern: try reader.fixed(UInt64.self, of: "share of features")))
    case 3: maxFeatures = .count(try reader.short(of: "features drawn", atMost: .max))
    case let other: throw reader.error("\(other) as the kind of feature draw", expected: "at most 3")
    }
    limits.minSamplesLeaf = try reader.short(of: "smallest leaf", atMost: .max)
    limits.minSamplesSplit = try reader.short(of: "smallest split", atMost: .max)
    let depth = try reader.short(of: "largest depth", atMost: .max)
    limits.maxDepth = depth == 0 ? nil : depth
  }

  /// Checks that a forest can be fitted with the parameters.
  fileprivate func check(featureCount: Int, at reader: ByteReader) throws(ModelFormatError) {
    do throws(LearningError) {
      try validate(featureCount: featureCount)
    } catch {
      guard case .parameterOutOfRange(let name, let found, let expected) = error else {
        throw reader.error("0 as the number of features", expected: "1 or more")
      }
      throw reader.error("\(name) \(found)", expected: expected)
    }
  }
}
