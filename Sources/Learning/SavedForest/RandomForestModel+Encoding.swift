extension RandomForestModel {
  /// The forest as bytes, to be kept in a file and read with `init(decoding:)`.
  ///
  /// Equal models have equal bytes, so these depend on parameters, data and seed alone, and neither on threads nor on the
  /// machine. They begin with a mark and a version and end with a checksum; `Documentation/ModelFormat.md` has the form.
  /// The trees take about a sixth of their size in memory: right children follow from the order of the nodes, and cuts
  /// and probabilities are named by their rank among the distinct ones.
  ///
  /// - Complexity: O(nodes · log(distinct cuts)).
  public func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(ForestFormat.mark)
    writer.write(fixed: ForestFormat.version)
    write(to: &writer)
    writer.write(fixed: Digest.of(writer.bytes[...]))
    return writer.bytes
  }

  /// Writes what stands between version and checksum.
  func write(to writer: inout ByteWriter) {
    parameters.write(to: &writer)
    writer.write(fixed: seed)
    writer.write(short: columnCount)
    write(nodesTo: &writer)
    writer.write(bits: featureImportances.lazy.map { $0.bitPattern != 0 })
    for share in featureImportances where share.bitPattern != 0 { writer.write(fixed: share.bitPattern) }
    writer.write(short: outOfBagProbabilities.count)
    writer.write(bits: outOfBagProbabilities.lazy.map { $0 != nil })
    for case .some(let probability) in outOfBagProbabilities { writer.write(fixed: probability.bitPattern) }
  }

  private func write(nodesTo writer: inout ByteWriter) {
    let probabilities = RankedValues(nodes.map { UInt64($0.probability.bitPattern) })
    writer.write(short: probabilities.values.count)
    for bits in probabilities.values { writer.write(fixed: UInt32(truncatingIfNeeded: bits)) }
    let cuts = RankedValues(nodes.lazy.filter { !$0.isLeaf }.map(\.cut))
    writer.write(short: cuts.values.count)
    for cut in cuts.values {
      writer.write(short: cut >> 32)
      writer.write(fixed: UInt32(truncatingIfNeeded: cut))
    }
    writer.write(short: nodes.count)
    for node in nodes {
      let probability = probabilities.rank(of: UInt64(node.probability.bitPattern))
      if node.isLeaf {
        writer.write(short: 2 * probability)
      } else {
        writer.write(short: 2 * cuts.rank(of: node.cut) + 1)
        writer.write(short: probability)
      }
    }
  }
}

extension TreeNode {
  /// The feature and the bits of the threshold of a node that is no leaf.
  fileprivate var cut: UInt64 { UInt64(feature) << 32 | UInt64(threshold.bitPattern) }
}

extension RandomForest {
  /// Writes the parameters.
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(short: treeCount)
    writer.write(byte: split == .best ? 0 : 1)
    writer.write(byte: bootstrap ? 1 : 0)
    switch classWeight {
    case .none: writer.write(byte: 0)
    case .balanced: writer.write(byte: 1)
    case .balancedSubsample: writer.write(byte: 2)
    }
    writer.write(byte: scoresOutOfBag ? 1 : 0)
    switch maxFeatures {
    case .squareRoot: writer.write(byte: 0)
    case .log2: writer.write(byte: 1)
    case .share(let share):
      writer.write(byte: 2)
      writer.write(fixed: share.bitPattern)
    case .count(let count):
      writer.write(byte: 3)
      writer.write(short: count)
    }
    writer.write(short: limits.minSamplesLeaf)
    writer.write(short: limits.minSamplesSplit)
    writer.write(short: limits.maxDepth ?? 0)
  }
}
