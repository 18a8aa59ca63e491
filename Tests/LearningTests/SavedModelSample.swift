import GarimpoKernels
import GarimpoMatrix

@testable import GarimpoLearning

/// A small model that has every other kind within it, and its bytes, put together by hand after
/// `Documentation/ModelFormat.md`; the checksum was computed with Python 3.11.
enum SavedModelSample {
  static let record: ModelRecord = {
    var machine = LinearClassifier(.squaredHinge, cost: 0.5, balance: .ratio(9.8))
    machine.tolerance = 1e-5
    let linear = LinearModel(
      parameters: machine, columnCount: 3, features: [0, 2], weights: [1, -1], intercept: 0.25, gradientNorm: 0,
      iterationCount: 7)
    let bayes = NaiveBayesModel(
      parameters: NaiveBayes(.multinomial, balance: .balanced), logOdds: [1, -1, 0.5], priorLogOdds: 0.25)
    let members: [EnsembleModel.Member] = [
      .init(model: .linear(linear), weight: 2),
      .init(
        model: .calibrated(
          CalibratedModel(
            curve: .sigmoid(SigmoidCurve(slope: 2, intercept: -1)), foldCount: 5, model: .naiveBayes(bayes))),
        weight: 1),
      .init(
        model: .calibrated(
          CalibratedModel(
            curve: .isotonic(IsotonicCurve(scores: [0.25, 0.5], probabilities: [0, 1])), foldCount: 2,
            model: .forest(SavedForestSample.model))),
        weight: 0.5),
    ]
    return ModelRecord(
      .ensemble(EnsembleModel(combination: .ranks, members: members)),
      from: ModelOrigin(
        rowCount: 300, rows: 0x0102_0304_0506_0708, features: 0x1112_1314_1516_1718, weights: 0x2122_2324_2526_2728,
        seed: 5))
  }()

  /// The parts of the bytes before the checksum, in order, in hexadecimal.
  static let parts: [(name: String, hex: String)] =
    [
      ("mark", "474152494d504f4d"), ("version", "01000000"), ("rows", "ac02 0807060504030201"),
      ("feature names", "1817161514131211"), ("row weights", "01 2827262524232221"), ("seed", "0500000000000000"),
      ("kind", "05"), ("mean", "01"), ("members", "03"),

      ("weight 1", "0000000000000040"), ("kind 1", "01"), ("loss", "01"), ("penalty", "00"), ("intercept kind", "01"),
      ("balance", "02 9a99999999992340"), ("cost", "000000000000e03f"), ("tolerance", "f168e388b5f8e43e"),
      ("most steps", "c801"), ("columns", "03"), ("features", "02 00 01"),
      ("weights", "000000000000f03f 000000000000f0bf"), ("intercept", "000000000000d03f"),
      ("gradient", "0000000000000000"), ("steps", "07"),

      ("weight 2", "000000000000f03f"), ("kind 2", "04"), ("folds", "05"),
      ("sigmoid", "00 0000000000000040 000000000000f0bf"), ("inner kind", "02"), ("bayes", "00"),
      ("smoothing", "000000000000f03f"), ("bayes balance", "01"), ("prior", "000000000000d03f"),
      ("odds", "03 000000000000f03f 000000000000f0bf 000000000000e03f"),

      ("weight 3", "000000000000e03f"), ("kind 3", "04"), ("more folds", "02"),
      ("isotonic", "01 02 000000000000d03f 000000000000e03f"), ("bends", "0000000000000000 000000000000f03f"),
      ("forest kind", "03"),
    ] + SavedForestSample.parts.dropFirst(2).map { ("forest \($0.name)", $0.hex) }

  static let checksum = "8c45b14b8c400326"

  static var bytes: [UInt8] {
    parts.flatMap { SavedForestSample.bytes(of: $0.hex) } + SavedForestSample.bytes(of: checksum)
  }

  /// The bytes with some parts replaced and a checksum that fits.
  static func forged(_ changes: [String: String]) -> [UInt8] {
    SavedForestSample.signed(parts.flatMap { SavedForestSample.bytes(of: changes[$0.name] ?? $0.hex) })
  }
}
