extension EnsembleModel {
  /// Writes the combination and the members.
  func write(to writer: inout ByteWriter) {
    writer.write(byte: combination == .probabilities ? 0 : 1)
    writer.write(short: members.count)
    for member in members {
      writer.write(member.weight)
      member.model.write(to: &writer)
    }
  }

  /// Reads what `write` wrote; the models lie one deeper than `depth`.
  init(from reader: inout ByteReader, depth: Int) throws(ModelFormatError) {
    let combination: Ensemble.Combination = try reader.choice(of: "kind of mean", .probabilities, .ranks)
    let count = try reader.count(of: "number of models", eachOf: 9)
    var members: [Member] = []
    for _ in 0..<count {
      let weight = try reader.positive(of: "weight of a model")
      let model = try FittedModel(from: &reader, depth: depth + 1)
      if let first = members.first, first.model.columnCount != model.columnCount {
        throw reader.error(
          "a model of \(model.columnCount) features", expected: "\(first.model.columnCount), as the first has")
      }
      members.append(Member(model: model, weight: weight))
    }
    self.init(combination: combination, members: members)
  }
}
