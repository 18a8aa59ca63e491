/// What the bytes of a saved model begin with; `Documentation/ModelFormat.md` has the whole form.
enum ModelFormat {
  /// The first eight bytes: `GARIMPOM` in ASCII.
  static let mark: [UInt8] = Array("GARIMPOM".utf8)
  /// The version that this program writes, and the only one that it reads.
  static let version: UInt32 = 1

  /// The byte that says what kind of model follows.
  enum Kind: UInt8 {
    case linear = 1
    case naiveBayes = 2
    case forest = 3
    case calibrated = 4
    case ensemble = 5
  }
}
