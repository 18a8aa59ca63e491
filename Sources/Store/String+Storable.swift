extension String {
  /// The text as the file keeps it: SQLite's texts end at the first NUL, so that each becomes U+FFFD.
  var storable: String { utf8.contains(0) ? replacing("\0", with: "\u{FFFD}") : self }
}
