import GarimpoStore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Decides between the log and a file: by a rule, or by what a person has said.
struct ConflictResolver {
  /// The rule; nil decides nothing.
  let rule: ConflictRule?
  /// When the file was last changed.
  let changedAt: Date
  /// What a person has said of the conflicts that were shown; true: the file's answer becomes true. Of a conflict that has
  /// changed meanwhile nobody has said anything.
  let decisions: [LabelConflict: Bool]

  /// A resolver for the file at `path`, which was changed at that time if somebody knows better than the disk.
  init(
    _ rule: ConflictRule?, file path: String, changedAtSeconds: Double?, now: Date, decisions: [LabelConflict: Bool]
  ) {
    self.rule = rule
    self.decisions = decisions
    changedAt = changedAtSeconds.map { Date(timeIntervalSince1970: $0) } ?? Self.changeTime(of: path) ?? now
  }

  /// Whether the file's answer becomes true; nil while nobody has decided.
  ///
  /// - Parameter answeredAt: when the log's answer was given.
  func takesTheirs(_ conflict: LabelConflict, answeredAt: Date?) -> Bool? {
    switch rule {
    case .ours?: false
    case .theirs?: true
    case .newest?: answeredAt.map { $0 < changedAt } ?? true
    case .ask?: decisions[conflict]
    case nil: nil
    }
  }

  /// When a file was last changed; nil for standard input.
  private static func changeTime(of path: String) -> Date? {
    guard path != "-" else { return nil }
    return (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
  }
}

/// An import of answers that may contradict the log, as it was asked for.
struct ContradictingImport {
  let path: String
  /// What messages call the file.
  let shownName: String
  let annotator: String
  let isRehearsal: Bool
  let rule: ConflictRule?
  /// What a person has said by now, by the item's id; true: the file's answer becomes true.
  let decisions: [String: Bool]?
  /// Asks a person of the others.
  let takesTheirs: (@Sendable (LabelConflict) throws -> Bool)?

  /// Throws unless somebody answers, and can be asked where that is wished.
  func check() throws(Failure) {
    guard rule != .ask || takesTheirs != nil || decisions != nil else {
      throw Failure(.usage, "--on-conflict ask: there is nobody to ask; say ours, theirs or newest")
    }
    guard rule != .ask || path != "-" else {
      throw Failure(
        .usage, "--on-conflict ask: standard input cannot be both the file and the answers; give the name of a file")
    }
    try Failure.checkAnnotator(annotator)
  }
}

extension OpenProject {
  /// Runs an import as one transaction, or as a rehearsal that stores nothing.
  ///
  /// For ``ConflictRule/ask`` it is rehearsed first, and a person is asked while nothing is locked. Conflicts that stay
  /// open undo it, also those that have changed since the person was asked.
  ///
  /// - Parameters:
  ///   - conflicts: where a result has its conflicts.
  ///   - body: the import; what a person has said of conflicts is given to it.
  func importing<Result>(
    _ wish: ContradictingImport, conflicts: KeyPath<Result, [LabelConflict]>,
    _ body: ([LabelConflict: Bool], Transaction) throws -> Result
  ) throws(Failure) -> Result {
    func rehearse(_ decisions: [LabelConflict: Bool]) throws(Failure) -> Result {
      try Failure.storing(path) { try file.rehearse { try body(decisions, $0) } }
    }
    try wish.check()
    var decisions: [LabelConflict: Bool] = [:]
    if wish.rule == .ask {
      for conflict in try rehearse([:])[keyPath: conflicts] {
        decisions[conflict] = try Failure.storing(path) {
          try wish.decisions?[conflict.id] ?? wish.takesTheirs?(conflict)
        }
      }
    }
    if wish.isRehearsal { return try rehearse(decisions) }
    return try write { transaction in
      let result = try body(decisions, transaction)
      let open = result[keyPath: conflicts].filter { $0.resolution == nil }
      guard open.isEmpty else {
        throw Failure.unresolved(open, source: wish.shownName == "-" ? "standard input" : wish.shownName)
      }
      return result
    }
  }
}
