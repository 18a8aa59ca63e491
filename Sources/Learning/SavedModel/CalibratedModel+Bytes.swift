extension CalibratedModel {
  /// Writes the folds, the curve and the model.
  func write(to writer: inout ByteWriter) {
    writer.write(short: foldCount)
    switch curve {
    case .sigmoid(let curve):
      writer.write(byte: 0)
      writer.write(curve.slope)
      writer.write(curve.intercept)
    case .isotonic(let curve):
      writer.write(byte: 1)
      writer.write(short: curve.scores.count)
      for score in curve.scores { writer.write(score) }
      for probability in curve.probabilities { writer.write(probability) }
    }
    model.write(to: &writer)
  }

  /// Reads what `write` wrote; the model lies one deeper than `depth`.
  init(from reader: inout ByteReader, depth: Int) throws(ModelFormatError) {
    let foldCount = try reader.short(of: "number of folds", atMost: .max)
    guard foldCount >= 2 else { throw reader.error("\(foldCount) as the number of folds", expected: "2 or more") }
    let curve: Curve =
      try reader.choice(of: "kind of curve", true, false)
      ? .sigmoid(
        SigmoidCurve(
          slope: try reader.number(of: "slope of the curve"),
          intercept: try reader.number(of: "intercept of the curve")))
      : .isotonic(try IsotonicCurve(from: &reader))
    self.init(curve: curve, foldCount: foldCount, model: try FittedModel(from: &reader, depth: depth + 1))
  }
}

extension IsotonicCurve {
  /// Reads the scores and the probabilities.
  fileprivate init(from reader: inout ByteReader) throws(ModelFormatError) {
    let count = try reader.count(of: "number of bends", eachOf: 16)
    guard count >= 1 else { throw reader.error("0 as the number of bends", expected: "1 or more") }
    var scores: [Double] = []
    for _ in 0..<count {
      let last = scores.last ?? -.infinity
      scores.append(try reader.number(of: "score of a bend", expected: "a number above \(last)") { $0 > last })
    }
    var probabilities: [Double] = []
    for _ in 0..<count {
      let last = probabilities.last ?? 0
      let probability = try reader.number(of: "probability of a bend", expected: "a number from \(last) to 1") {
        $0 >= last && $0 <= 1
      }
      probabilities.append(probability)
    }
    self.init(scores: scores, probabilities: probabilities)
  }
}
