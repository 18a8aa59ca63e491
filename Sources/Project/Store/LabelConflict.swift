import GarimpoStore

/// How labels that contradict the log are resolved.
public enum ConflictRule: String, Sendable, Hashable, Codable, CaseIterable {
  /// What the log says stays.
  case ours
  /// What the file says becomes true.
  case theirs
  /// What was said later: the log's answer if it was given after the file was last changed, else the file's.
  case newest
  /// A person is asked, row by row.
  case ask
}

/// A label of a file that contradicts the log.
public struct LabelConflict: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The item's id.
  public var id: String
  /// Its title.
  public var title: String
  /// The record of the file, from 1; a header is record 1.
  public var record: Int
  /// What the log says.
  public var ours: String
  /// Who said so, and when (ISO 8601).
  public var oursBy: String
  /// What the file says.
  public var theirs: String
  /// Which of the two stands: `ours`, `theirs`, or nil while nobody has decided.
  public var resolution: String?

  /// The first of some conflicts, a line or two each.
  static func lines(_ conflicts: [LabelConflict], _ style: TextStyle, limit: Int = 20) -> [String] {
    var lines: [String] = []
    for conflict in conflicts.prefix(limit) {
      lines += DisplayText.paragraph(conflict.description)
    }
    if conflicts.count > limit { lines.append("  and \(Text.grouped(conflicts.count - limit)) more") }
    return lines
  }

  /// The conflict in a sentence, such as `record 12, 17 “Title”: the log says yes (ana, 2026-11-24), the file says no: ours stands`.
  public var description: String {
    "record \(record), \(id) “\(DisplayText.cut(DisplayText.printable(title), to: 40))”: the log says \(ours) "
      + "(\(oursBy)), the file says \(theirs)"
      + (resolution.map { $0 == "ours" ? ": the log's stays" : ": the file's is taken" } ?? "")
  }
}

extension Failure {
  /// What is said when nobody has decided between file and log.
  static func unresolved(_ conflicts: [LabelConflict], source: String) -> Failure {
    let shown = conflicts.prefix(5).map(\.description).joined(separator: "; ")
    let rest = conflicts.count > 5 ? "; and \(conflicts.count - 5) more" : ""
    return Failure(
      .data,
      "\(source): \(Text.count(conflicts.count, "label")) contradict\(conflicts.count == 1 ? "s" : "") the log, so nothing "
        + "was stored: \(shown)\(rest). Say --on-conflict ours, theirs, newest or ask; --dry-run lists all of them")
  }
}
