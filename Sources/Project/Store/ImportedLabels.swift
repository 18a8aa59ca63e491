import GarimpoStore

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

/// The labels that a file brings: new ones become entries of the log, those that contradict it are resolved by rule.
///
/// A label is news only when it differs from what an import said of the item before: a file that is imported again and
/// still holds an old answer does not fight the newer ones of the log.
struct ImportedLabels {
  private(set) var result = ImportResult.Labels()
  private let transaction: Transaction
  private let options: ImportOptions
  private let importID: Int64
  private let now: Date
  private let resolver: ConflictResolver
  private let log: LabelState
  /// What imports said of each item last.
  private let imported: [Int64: LabelEvent.Answer]

  init(
    _ transaction: Transaction, _ options: ImportOptions, importID: Int64, at now: Date,
    decisions: [LabelConflict: Bool]
  ) throws {
    self.transaction = transaction
    self.options = options
    self.importID = importID
    self.now = now
    resolver = ConflictResolver(
      options.onConflict, file: options.table, changedAtSeconds: options.changedAtSeconds, now: now,
      decisions: decisions)
    log = try transaction.snapshot.labels()
    imported = try transaction.snapshot.importedAnswers()
  }

  /// Takes the answer of one row.
  mutating func take(
    _ answer: Bool?, _ item: Int64, _ version: Int64, _ key: String, _ title: String, _ record: Int
  ) throws {
    guard let answer else { return }
    if answer { result.yesCount += 1 } else { result.noCount += 1 }
    let said: LabelEvent.Answer = answer ? .yes : .no
    let label = log.label(ofItem: item)
    if label?.target == answer || imported[item] == said { return }
    var event = LabelEvent(
      item: item, version: version, answer: said, annotator: options.annotator, at: now, source: "import")
    event.importID = importID
    if label == .yes || label == .no || label == .disputed {
      guard try resolves(item, key, title, record, label, answer) else { return }
      // It has to win over whoever said otherwise.
      event.settles = true
    }
    _ = try transaction.append(event)
    result.newCount += 1
  }

  /// Whether the file's answer becomes true.
  private mutating func resolves(
    _ item: Int64, _ key: String, _ title: String, _ record: Int, _ label: CurrentLabel?, _ answer: Bool
  ) throws -> Bool {
    let events = try transaction.snapshot.currentAnswers(ofItem: item).filter { $0.answer == .yes || $0.answer == .no }
    let newest = events.last
    var conflict = LabelConflict(
      id: key, title: title, record: record, ours: label?.rawValue ?? "", oursBy: newest.map(Self.who) ?? "",
      theirs: answer ? "yes" : "no")
    let takesTheirs = resolver.takesTheirs(conflict, answeredAt: newest?.at)
    conflict.resolution = takesTheirs.map { $0 ? "theirs" : "ours" }
    result.conflicts.append(conflict)
    if takesTheirs == nil { result.isRefused = true }
    return takesTheirs ?? false
  }

  /// `ana, 2026-11-24`.
  static func who(_ event: LabelEvent) -> String { "\(DisplayText.printable(event.annotator)), \(event.at.isoDay)" }
}
