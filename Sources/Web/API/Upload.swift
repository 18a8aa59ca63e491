/// A file that was brought and waits to be imported.
struct Upload: Sendable {
  /// Names it in the API; nobody can guess it.
  let id: String
  /// What it is called where it came from.
  let name: String
  /// What it holds.
  let file: PrivateFile
  /// When it was changed where it came from, in seconds since 1970; nil: not known.
  let changedAtSeconds: Double?
  /// When it was brought.
  let arrival: ContinuousClock.Instant
  /// How many rows it has, once it was looked at.
  var rowCount = 0
}
