#if XGBoost
  import CXGBoost
  import GarimpoMatrix

  /// XGBoost's booster with rows to learn from or to score.
  ///
  /// It works on one thread: on several the sums of gradients come out in another order, and trees with them.
  final class Booster {
    private let handle: garimpo_booster_ref
    private let rowCount: Int

    /// A booster of the rows of `matrix` without trees.
    init(_ matrix: CSRMatrix) throws(BoostingError) {
      let offsets = matrix.rowOffsets.map(Int64.init)
      guard
        let handle = garimpo_booster_make(
          offsets, matrix.rowCount, matrix.columnIndices, matrix.values, matrix.nonzeroCount, matrix.columnCount)
      else { throw Self.fault }
      self.handle = handle
      rowCount = matrix.rowCount
      try set("nthread", "1")
      try set("verbosity", "0")
    }

    deinit { garimpo_booster_free(handle) }

    /// The version of the library that runs.
    static var version: LibraryVersion {
      var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
      garimpo_booster_version(&major, &minor, &patch)
      return LibraryVersion(major: Int(major), minor: Int(minor), patch: Int(patch))
    }

    /// Sets a parameter by its name in XGBoost.
    func set(_ name: String, _ value: String) throws(BoostingError) {
      try Self.check(garimpo_booster_set(handle, name, value))
    }

    /// Sets the answers (`label`) or the weights (`weight`) of the rows.
    func setRows(_ field: String, _ numbers: [Float]) throws(BoostingError) {
      precondition(numbers.count == rowCount, "one number for each row")
      try Self.check(garimpo_booster_describe_rows(handle, field, numbers, numbers.count))
    }

    /// Adds the tree of a round.
    func grow(round: Int) throws(BoostingError) { try Self.check(garimpo_booster_grow(handle, Int32(round))) }

    /// The trees as XGBoost keeps them (`ubj`).
    func bytes() throws(BoostingError) -> [UInt8] {
      var count = 0
      try Self.check(garimpo_booster_save(handle, &count))
      var bytes = [UInt8](repeating: 0, count: count)
      garimpo_booster_copy_bytes(handle, &bytes, count)
      return bytes
    }

    /// Takes the trees that `bytes()` gave.
    func load(_ bytes: [UInt8]) throws(BoostingError) {
      try Self.check(garimpo_booster_load(handle, bytes, bytes.count))
    }

    /// What is predicted of the rows.
    enum Prediction: Int32 {
      /// Shape `[rows]`.
      case logOdds = 1
      /// Shape `[rows, features + 1]`; the last is the score without features.
      case contributions = 2
    }

    /// Numbers of the rows.
    func predict(_ prediction: Prediction) throws(BoostingError) -> [Float] {
      var count = 0
      try Self.check(garimpo_booster_predict(handle, prediction.rawValue, &count))
      var values = [Float](repeating: 0, count: count)
      garimpo_booster_copy_values(handle, &values, count)
      return values
    }

    private static func check(_ code: Int32) throws(BoostingError) { if code != 0 { throw fault } }

    /// XGBoost's words, of which the first line says what is wrong and the rest where in its source.
    private static var fault: BoostingError {
      let text = garimpo_booster_fault().map { String(cString: $0) } ?? ""
      return .library(text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "no reason given")
    }
  }
#endif
