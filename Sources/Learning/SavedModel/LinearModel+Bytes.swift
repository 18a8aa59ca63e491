extension LinearModel {
  /// Writes parameters and weights.
  func write(to writer: inout ByteWriter) {
    parameters.write(to: &writer)
    writer.write(short: columnCount)
    writer.write(short: features.count)
    // How many features lie between one and the next: small numbers, which cannot but ascend.
    var next: UInt32 = 0
    for feature in features {
      writer.write(short: UInt64(feature - next))
      next = feature + 1
    }
    for weight in weights { writer.write(weight) }
    writer.write(intercept)
    writer.write(gradientNorm)
    writer.write(short: iterationCount)
  }

  /// Reads what `write` wrote.
  init(from reader: inout ByteReader) throws(ModelFormatError) {
    let parameters = try LinearClassifier(from: &reader)
    let columnCount = try reader.short(of: "number of features", atMost: Int(UInt32.max))
    let count = try reader.count(of: "number of weights", eachOf: 9)
    var features: [UInt32] = []
    features.reserveCapacity(count)
    var next = 0
    for _ in 0..<count {
      guard next < columnCount else {
        throw reader.error("\(count) weights", expected: "weights of features below \(columnCount)")
      }
      let feature = next + (try reader.short(of: "gap between features", atMost: columnCount - 1 - next))
      features.append(UInt32(feature))
      next = feature + 1
    }
    var weights: [Double] = []
    weights.reserveCapacity(count)
    for _ in 0..<count { weights.append(try reader.number(of: "weight")) }
    self.init(
      parameters: parameters, columnCount: columnCount, features: features, weights: weights,
      intercept: try reader.number(of: "intercept"),
      gradientNorm: try reader.number(of: "norm of the gradient", expected: "0 or more") { $0 >= 0 },
      iterationCount: try reader.short(of: "number of steps", atMost: .max))
  }
}

extension LinearClassifier {
  /// Writes the parameters.
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(byte: loss == .logistic ? 0 : 1)
    writer.write(byte: penalty == .squared ? 0 : 1)
    switch intercept {
    case .free: writer.write(byte: 0)
    case .penalised: writer.write(byte: 1)
    case .none: writer.write(byte: 2)
    }
    balance.write(to: &writer)
    writer.write(cost)
    writer.write(tolerance)
    writer.write(short: maxIterations)
  }

  /// Reads the parameters.
  fileprivate init(from reader: inout ByteReader) throws(ModelFormatError) {
    self.init(try reader.choice(of: "loss", .logistic, .squaredHinge))
    penalty = try reader.choice(of: "penalty", .squared, .absolute)
    intercept = try reader.choice(of: "kind of intercept", .free, .penalised, .none)
    balance = try ClassBalance(from: &reader)
    cost = try reader.positive(of: "cost")
    tolerance = try reader.positive(of: "tolerance")
    maxIterations = try reader.short(of: "largest number of steps", atMost: .max)
    guard maxIterations >= 1 else { throw reader.error("0 as the largest number of steps", expected: "1 or more") }
  }
}

extension ClassBalance {
  /// Writes which it is, and the ratio.
  package func write(to writer: inout ByteWriter) {
    switch self {
    case .none: writer.write(byte: 0)
    case .balanced: writer.write(byte: 1)
    case .ratio(let ratio):
      writer.write(byte: 2)
      writer.write(ratio)
    }
  }

  /// Reads what `write` wrote.
  package init(from reader: inout ByteReader) throws(ModelFormatError) {
    switch try reader.choice(of: "balance", 0, 1, 2) {
    case 0: self = .none
    case 1: self = .balanced
    default: self = .ratio(try reader.positive(of: "ratio"))
    }
  }
}
