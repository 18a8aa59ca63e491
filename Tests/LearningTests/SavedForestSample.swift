@testable import GarimpoLearning

/// A small forest and its bytes, put together by hand after `Documentation/ModelFormat.md`; the checksum was computed
/// with Python 3.11.
enum SavedForestSample {
  static let model: RandomForestModel = {
    var parameters = RandomForest(
      treeCount: 2, classWeight: .balanced, maxFeatures: .share(0.5), limits: TreeLimits(maxDepth: 3))
    parameters.scoresOutOfBag = true
    func leaf(_ probability: Float) -> TreeNode {
      TreeNode(feature: -1, threshold: 0, right: 0, probability: probability)
    }
    return RandomForestModel(
      parameters: parameters, seed: 0x0102_0304_0506_0708, columnCount: 3,
      nodes: [
        TreeNode(feature: 2, threshold: 0.5, right: 2, probability: 0.25), leaf(0), leaf(1),
        TreeNode(feature: 0, threshold: 1.5, right: 4, probability: 0.5),
        TreeNode(feature: 2, threshold: 0.5, right: 3, probability: 0.25), leaf(0), leaf(1), leaf(1),
      ],
      treeStarts: [0, 3, 8], featureImportances: [0.25, 0, 0.75], outOfBagProbabilities: [nil, 0.5, 1])
  }()

  /// The parts of the bytes before the checksum, in order, in hexadecimal.
  static let parts: [(name: String, hex: String)] = [
    ("mark", "474152494d504f46"), ("version", "01000000"), ("trees", "02"), ("split", "00"), ("bootstrap", "01"),
    ("weight", "01"), ("scores", "01"), ("draw", "02 000000000000e03f"), ("leaf", "01"), ("cut size", "02"),
    ("depth", "03"), ("seed", "0807060504030201"), ("features", "03"),
    ("probabilities", "04 0000803f 00000000 0000803e 0000003f"), ("cuts", "02 020000003f 000000c03f"),
    ("nodes", "08 0102 02 00 0303 0102 02 00 00"), ("importances", "05 000000000000d03f 000000000000e83f"),
    ("out of bag", "03 06 0000003f 0000803f"),
  ]

  static let checksum = "821a705f60093cf2"

  static var bytes: [UInt8] { parts.flatMap { bytes(of: $0.hex) } + bytes(of: checksum) }

  static func bytes(of hex: String) -> [UInt8] {
    let digits = hex.filter(\.isHexDigit).compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }

  /// The bytes with some parts replaced and a checksum that fits.
  static func forged(_ changes: [String: String]) -> [UInt8] {
    signed(parts.flatMap { bytes(of: changes[$0.name] ?? $0.hex) })
  }

  /// The bytes with a checksum that fits.
  static func signed(_ bytes: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(bytes)
    writer.write(fixed: Digest.of(bytes[...]))
    return writer.bytes
  }
}
