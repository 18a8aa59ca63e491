/// What a backup came to.
public struct BackupReport: Sendable, Hashable {
  /// How the new file was made.
  public enum Way: Sendable, Hashable {
    /// It is the same, page by page.
    case exact
    /// It has what could be read of a damaged file.
    case salvaged(because: String)
  }

  /// What became of the rows of a table.
  public struct Table: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Rows that are in the new file, without stand-ins.
    public internal(set) var saved = 0
    /// Rows that are known to be lost.
    public internal(set) var lost = 0
    /// Whether more may be lost, for parts could not be read and nothing says what was in them.
    public internal(set) var mayLackMore = false
    /// Rows that could be read, but refer to lost ones and say nothing without them.
    public internal(set) var dropped = 0
    /// Rows, counted as saved, that were kept without a part that is lost, such as the round in which an answer was asked
    /// or the bytes of a model.
    public internal(set) var cut = 0
    /// Rows that were made up, with no content, so that what refers to them could be kept.
    public internal(set) var standIns = 0

    init(name: String) { self.name = name }

    /// Whether it is as it was.
    public var isWhole: Bool { lost == 0 && !mayLackMore && dropped == 0 && cut == 0 && standIns == 0 }
  }

  /// The path of the file that was read, as it was given.
  public let source: String
  /// The path of the new file, as it was given.
  public let target: String
  /// How it was made.
  public let way: Way
  /// Its size in bytes.
  public let byteCount: Int
  /// Its tables, the log of labels first.
  public let tables: [Table]

  /// Whether nothing is lacking.
  public var isWhole: Bool { tables.allSatisfy(\.isWhole) }
}

extension BackupReport {
  /// What was done, in sentences: the whole first, then each table that lacks something.
  public var sentences: [String] {
    switch way {
    case .exact:
      let labels = tables.first { $0.name == "label_event" }?.saved ?? 0
      return ["\(target): a whole copy of \(source), \(byteCount) bytes, \(labels) entries in the log of labels"]
    case .salvaged(let reason):
      var sentences = ["\(target): what could be read of \(source), which is damaged (\(reason))"]
      sentences += tables.map { "\(target): \($0)" }
      if !isWhole {
        sentences.append(
          "\(target): compare it with an earlier backup before you go on with it; \(source) was left as it is")
      }
      return sentences
    }
  }
}

extension BackupReport.Table: CustomStringConvertible {
  /// What became of its rows.
  public var description: String {
    var parts = ["\(saved) rows saved", lost == 0 && !mayLackMore ? "none lost" : "\(lost) known to be lost"]
    if mayLackMore { parts.append("there may have been more") }
    if dropped > 0 { parts.append("\(dropped) dropped, for what they refer to is lost") }
    if cut > 0 { parts.append("\(cut) kept without a part that is lost") }
    if standIns > 0 { parts.append("\(standIns) empty ones made up, for others refer to them") }
    return "\(name): \(parts.joined(separator: ", "))"
  }
}
