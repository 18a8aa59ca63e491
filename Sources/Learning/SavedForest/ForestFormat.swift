/// What the bytes of a saved forest begin with; `Documentation/ModelFormat.md` has the whole form.
enum ForestFormat {
  /// The first eight bytes: `GARIMPOF` in ASCII. Another kind of file gets another mark.
  static let mark: [UInt8] = Array("GARIMPOF".utf8)
  /// The version that this program writes, and the only one that it reads.
  static let version: UInt32 = 1
}
