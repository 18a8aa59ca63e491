import GarimpoStore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Looks after the file of a project as a whole: also of one that is too damaged to be opened.
public struct FileCare: Sendable {
  private let path: String
  private let wait: Double

  /// The care of the project that is meant.
  public init(_ choice: ProjectChoice) throws(Failure) {
    path = try choice.resolved()
    wait = choice.waitSeconds
  }

  /// Looks at everything in the file.
  public func verify() throws(Failure) -> VerifyReply {
    VerifyReply(try Failure.storing(path) { try ProjectFile.verify(path, wait: wait) })
  }

  /// Copies the project to `target`, while others may write; of a damaged one what can be read.
  public func backup(to target: String, replacingExisting: Bool) throws(Failure) -> BackupReply {
    guard !target.isEmpty else {
      throw .badOption("the backup", found: "an empty name", expected: "the name of a file")
    }
    guard !OutputPlace(target).isSame(as: OutputPlace(path)) else {
      throw Failure(.usage, "\(target): is the project itself; give the copy another name, best in another folder")
    }
    let report = try Failure.storing(path) {
      try ProjectFile.backup(from: path, to: target, replacing: replacingExisting, wait: wait)
    }
    return BackupReply(
      report, isBeside: target.hasSuffix(ProjectChoice.ending) && Self.folder(target) == Self.folder(path))
  }

  private static func folder(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
  }
}

extension OpenProject {
  /// Gives room that is no longer needed back to the disk; scores and models of all but the newest rounds go if asked.
  ///
  /// Those of the newest round, and of one that was chosen instead, stay: they are the order of the project, and what new
  /// items are scored by.
  public func compact(keepingScores: Int?, keepingModels: Int?) throws(Failure) -> CompactReply {
    if let keepingScores { _ = try RecipeOverrides.checked("--keep-scores", keepingScores, from: 1) }
    if let keepingModels { _ = try RecipeOverrides.checked("--keep-models", keepingModels, from: 1) }
    let report = try Failure.storing(path) {
      try file.compact(keepingScoresOfLastRounds: keepingScores, keepingModelsOfLastRounds: keepingModels)
    }
    return CompactReply(
      project: path, bytesBefore: report.bytesBefore, bytesAfter: report.bytesAfter,
      droppedScores: report.droppedScoreCount, droppedModels: report.droppedModelCount, isWaiting: report.isWaiting)
  }
}

/// What a look at the whole file found.
public struct VerifyReply: Reply {
  /// The path of the file.
  public var project: String
  /// Whether nothing is damaged.
  public var isWhole: Bool
  /// The version of its format.
  public var version: Int?
  /// Items.
  public var items: Int?
  /// Rounds.
  public var rounds: Int?
  /// Whether the labels are whole, in a sentence.
  public var labels: String
  /// What was found.
  public var findings: [Finding]
  private let sentences: [String]

  private enum CodingKeys: String, CodingKey { case project, isWhole, version, items, rounds, labels, findings }

  /// Something that is not as it was written.
  public struct Finding: Sendable, Codable {
    /// What it is about: the file, its tables, labels, models …
    public var area: String
    /// Where.
    public var place: String
    /// What was found.
    public var found: String
    /// What it means for the user.
    public var meaning: String
  }

  init(_ report: VerificationReport) {
    project = report.path
    isWhole = report.isWhole
    version = report.version
    items = report.itemCount
    rounds = report.roundCount
    labels = "\(report.labels)"
    findings = report.findings.map {
      Finding(area: $0.area.rawValue, place: $0.place, found: $0.found, meaning: $0.meaning)
    }
    sentences = report.sentences
  }

  /// First the labels, then each finding, then what to do.
  public func text(_ style: TextStyle) -> String {
    sentences.map { DisplayText.printable($0) + "\n" }.joined()
  }
}

/// A copy that was made.
public struct BackupReply: Reply {
  /// The project.
  public var project: String
  /// The copy.
  public var target: String
  /// Whether nothing is lacking.
  public var isWhole: Bool
  /// Its size.
  public var bytes: Int
  /// Its tables, the log of labels first.
  public var tables: [Table]
  /// Whether it is a second project in the folder, so that commands must be told which is meant.
  public var isBesideProject: Bool
  private let sentences: [String]

  private enum CodingKeys: String, CodingKey { case project, target, isWhole, bytes, tables, isBesideProject }

  /// A table of the copy.
  public struct Table: Sendable, Codable {
    /// Its name.
    public var name: String
    /// Rows that were saved.
    public var saved: Int
    /// Rows that are known to be lost.
    public var lost: Int
    /// Whether there may have been more.
    public var mayLackMore: Bool
    /// Rows that were left out, as what they refer to is lost.
    public var dropped: Int
    /// Empty rows that were made up, as others refer to them.
    public var madeUp: Int
  }

  init(_ report: BackupReport, isBeside: Bool) {
    isBesideProject = isBeside
    project = report.source
    target = report.target
    isWhole = report.isWhole
    bytes = report.byteCount
    tables = report.tables.map {
      Table(
        name: $0.name, saved: $0.saved, lost: $0.lost, mayLackMore: $0.mayLackMore, dropped: $0.dropped,
        madeUp: $0.standIns)
    }
    var sentences = report.sentences
    if isBeside {
      sentences.append(
        "\(report.target): lies beside \(report.source), so that commands must be told which is meant (--project "
          + "\(DisplayText.shellWord(report.source))): better move it to another folder")
    }
    self.sentences = sentences
  }

  /// The whole first, then each table that lacks something.
  public func text(_ style: TextStyle) -> String {
    sentences.map { DisplayText.printable($0) + "\n" }.joined()
  }
}

/// A file that was made smaller.
public struct CompactReply: Reply {
  /// The project.
  public var project: String
  /// Its size before.
  public var bytesBefore: Int
  /// Its size now.
  public var bytesAfter: Int
  /// Scores that were dropped.
  public var droppedScores: Int
  /// Models that were dropped; replay computes them again.
  public var droppedModels: Int
  /// Whether another process has it open, so that the file shrinks only later.
  public var isWaiting: Bool

  /// The sizes, and what was dropped.
  public func text(_ style: TextStyle) -> String {
    var sentence =
      "\(DisplayText.printable(project)): \(Text.grouped(bytesBefore)) bytes before, \(Text.grouped(bytesAfter)) now"
    if droppedScores > 0 { sentence += "; \(Text.count(droppedScores, "score")) dropped" }
    if droppedModels > 0 {
      sentence += "; \(Text.count(droppedModels, "model")) dropped, which garimpo replay computes again"
    }
    if isWaiting { sentence += "; another process has it open: it shrinks when that one is done" }
    return sentence + "\n"
  }
}
