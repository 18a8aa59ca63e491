extension NaiveBayesModel {
  /// Writes parameters and log odds.
  func write(to writer: inout ByteWriter) {
    writer.write(byte: parameters.kind == .multinomial ? 0 : 1)
    writer.write(parameters.smoothing)
    parameters.balance.write(to: &writer)
    writer.write(priorLogOdds)
    writer.write(short: logOdds.count)
    for odds in logOdds { writer.write(odds) }
  }

  /// Reads what `write` wrote.
  init(from reader: inout ByteReader) throws(ModelFormatError) {
    var parameters = NaiveBayes(try reader.choice(of: "kind of naive Bayes", .multinomial, .complement))
    parameters.smoothing = try reader.positive(of: "smoothing")
    parameters.balance = try ClassBalance(from: &reader)
    let prior = try reader.number(of: "log odds of the prior")
    let count = try reader.count(of: "number of features", eachOf: 8)
    var logOdds: [Double] = []
    logOdds.reserveCapacity(count)
    for _ in 0..<count { logOdds.append(try reader.number(of: "log odds of a feature")) }
    self.init(parameters: parameters, logOdds: logOdds, priorLogOdds: prior)
  }
}
