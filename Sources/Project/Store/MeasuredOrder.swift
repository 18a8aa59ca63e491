public import GarimpoEvaluation
import GarimpoKernels

/// How well an order puts the yes before the no, with intervals.
public struct MeasuredOrder: Sendable, Codable {
  /// Items that it was measured on.
  public var count: Int
  /// Of these yes.
  public var yesCount: Int
  /// Average precision with its 95 % bootstrap interval.
  public var averagePrecision: Estimate
  /// ROC AUC with its 95 % bootstrap interval.
  public var rocAUC: Estimate

  /// Whether the items are too few to say how sure the figures are; then no interval of theirs is shown.
  public var isTooFew: Bool

  /// The figures of order `index` of a bootstrap.
  init(_ bootstrap: PairedBootstrap, _ index: Int, targets: [Bool]) {
    count = targets.count
    yesCount = targets.count { $0 }
    averagePrecision = bootstrap.averagePrecision(of: index)
    rocAUC = bootstrap.rocAUC(of: index)
    isTooFew = TooFew.isTooFew(
      yesCount: yesCount, of: count, low: averagePrecision.low, high: averagePrecision.high)
  }

  /// The figures of scores, nil unless there are a yes and a no.
  init?(
    scores: [Float], targets: [Bool], resampleCount: Int, seed: UInt64, on workers: WorkerPool
  ) throws(MetricError) {
    guard targets.contains(true), targets.contains(false) else { return nil }
    let bootstrap = try PairedBootstrap(
      orders: [scores.map(Double.init)], targets: targets, resamples: resampleCount, seed: seed, on: workers)
    self.init(bootstrap, 0, targets: targets)
  }

  /// The figures as the cells of a table: items, yes, AP, its interval, ROC AUC, its interval.
  func cells(_ name: String) -> [TextTable.Cell] {
    [
      .init(name), .init(Text.grouped(count)), .init(Text.grouped(yesCount)),
      .init(Self.figure(averagePrecision.value)),
      .init(interval(averagePrecision), .faint), .init(Self.figure(rocAUC.value)), .init(interval(rocAUC), .faint),
    ]
  }

  /// A table for such rows, with its header.
  static func table(_ name: String) -> TextTable {
    var table = TextTable([.left, .right, .right, .right, .left, .right, .left])
    table.addHeader([name, "items", "yes", "AP", "95 % interval", "ROC AUC", "95 % interval"])
    return table
  }

  private static func figure(_ value: Double) -> String { Text.decimal(value, places: 3) }

  private func interval(_ estimate: Estimate) -> String {
    isTooFew ? "too few" : "\(Self.figure(estimate.low)) to \(Self.figure(estimate.high))"
  }
}
