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
  /// Whether somebody has asked for it since it came; one that nobody asks for goes sooner.
  var isTakenUp = false
  /// Whether a job looks at it.
  var isLookedAt = false
  /// What an import would do, as it was last looked at.
  var check: ImportCheck?
}
