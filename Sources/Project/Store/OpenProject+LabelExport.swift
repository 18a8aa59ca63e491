import GarimpoRecipes
import GarimpoStore

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

extension OpenProject {
  /// Writes a sheet of items with their labels for people to fill in, and notes in the project what it showed, so that
  /// ``importLabels(_:)`` can tell what was changed in it. The file appears whole or not at all.
  public func exportLabels(_ options: LabelExportOptions) throws(Failure) -> LabelExport {
    let target = options.target
    guard !target.isEmpty else {
      throw .badOption("the sheet's name", found: "an empty name", expected: "the name of a file, or -")
    }
    guard target == "-" || !OutputPlace(target).isSame(as: OutputPlace(path)) else {
      throw Failure(.usage, "\(target): is the project itself; give another name")
    }
    let format = try options.resolvedFormat()
    try OutputPlace(target).check(replacesExisting: options.replacesExisting)
    let plan = try exportPlan(options)
    let output = try StreamedOutput(target, replacesExisting: options.replacesExisting)
    let reply = try write(plan, options, format) { (bytes) throws(Failure) in try output.write(bytes) }
    try output.commit()
    return reply
  }

  /// The same, piece by piece to `append`; the target of the options only says what the sheet is called.
  public func exportLabels(
    _ options: LabelExportOptions, to append: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> LabelExport {
    let format = try options.resolvedFormat()
    return try write(try exportPlan(options), options, format, append)
  }

  /// Noted before anything is written: a number that stands in a file must be in the project, while one without a file does
  /// no harm.
  private func exportPlan(_ options: LabelExportOptions) throws(Failure) -> ExportPlan {
    guard !file.isReadOnly else { return try read { try ExportPlan(options, $0, path: path) } }
    return try write { transaction in
      var plan = try ExportPlan(options, transaction.snapshot, path: path)
      try plan.note(in: transaction, options, at: clock())
      return plan
    }
  }

  private func write(
    _ plan: ExportPlan, _ options: LabelExportOptions, _ format: LabelExportOptions.Format,
    _ append: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> LabelExport {
    let target = options.target
    var answeredCount = 0
    var sheet = LabelSheet(
      plan.recipe, plan.label, stamp: plan.stamp, format, isForExcel: options.isForExcel)
    try read { snapshot in
      for item in plan.items {
        let row = try plan.row(item, snapshot)
        if row.shown.answer.map({ $0 != .skip }) ?? false || !row.shown.annotators.isEmpty { answeredCount += 1 }
        try sheet.append(row, path: path)
        if sheet.byteCount >= 1 << 20 { try append(sheet.takeBytes()) }
      }
      try append(sheet.takeBytes())
    }
    return LabelExport(
      export: plan.number.map(Int.init), project: path, target: target == "-" ? "standard output" : target,
      format: format.rawValue, round: plan.round.map(Int.init), rowCount: plan.items.count,
      answeredCount: answeredCount, column: plan.label.source.column,
      words: [plan.label.yes.first ?? "yes", plan.label.no.first ?? "no", "unsure", "skip"], cutCount: sheet.cutCount)
  }
}

/// What an export shows: decided in one transaction, so that it stays true while others go on labelling.
private struct ExportPlan {
  let recipe: Recipe
  let label: LabelSpec
  /// The number of the export; nil where it cannot be noted.
  private(set) var number: Int64?
  private let project: StoredProject
  /// The items by number, in the order of the sheet.
  let items: [Int64]
  /// The round whose batch they are.
  let round: Int64?
  private let log: LabelState
  private let versionPosition: Int64
  private let asked: [Int64: BatchItem]

  init(
    _ options: LabelExportOptions, _ snapshot: Snapshot, path: String
  ) throws {
    project = try snapshot.project()
    recipe = try OpenProject.recipe(project.recipe)
    label = recipe.sheetLabel
    let log = try snapshot.labels()
    self.log = log
    versionPosition = try snapshot.versionPosition()
    let current = try snapshot.currentRound()
    var batch = try current.map { try snapshot.batch(ofRound: $0) } ?? []
    var round: Int64?
    switch options.scope {
    case .batch(let number):
      let record = try snapshot.demandKeptRound(number, path: path)
      batch = try snapshot.batch(ofRound: record.id)
      round = record.id
    case .usual: round = current
    case .labelled, .pool, .all: break
    }
    self.round = round
    asked = Dictionary(uniqueKeysWithValues: batch.map { ($0.item, $0) })
    items = try round == nil ? Self.items(options.scope, snapshot, log, path: path) : batch.map(\.item)
  }

  /// What every row says of the export.
  var stamp: ExportStamp? { number.map { ExportStamp($0, of: project) } }

  /// Notes in the project what is shown.
  mutating func note(in transaction: Transaction, _ options: LabelExportOptions, at time: Date) throws {
    number = try transaction.add(
      ExportRecord(
        at: time, labelPosition: try transaction.snapshot.labelPosition(),
        target: options.target == "-" ? "standard output" : options.target, rowCount: items.count))
  }

  private static func items(
    _ scope: LabelExportOptions.Scope, _ snapshot: Snapshot, _ log: LabelState, path: String
  ) throws -> [Int64] {
    var all: [Int64] = []
    try snapshot.forEachTitle { item, _, _ in all.append(item) }
    guard !all.isEmpty else { throw Failure.noItems(path: path) }
    switch scope {
    case .labelled:
      all.removeAll { log.label(ofItem: $0) == nil }
      guard !all.isEmpty else { throw Failure.nothingToExport(path: path, "no item has an answer yet") }
    case .pool:
      all.removeAll { item in
        let label = log.label(ofItem: item)
        return label != nil && label != .skip
      }
      guard !all.isEmpty else { throw Failure.nothingToExport(path: path, "every item has an answer") }
    case .usual, .batch, .all: break
    }
    return all
  }

  /// What the sheet shows of an item.
  func row(_ item: Int64, _ snapshot: Snapshot) throws -> LabelSheet.Row {
    guard let stored = try snapshot.item(item), let version = try version(ofItem: item, snapshot) else {
      throw Failure(.data, "item \(item) has no version; run garimpo verify")
    }
    let shown = ShownLabel(log, item: item)
    return LabelSheet.Row(
      key: stored.key, version: version, shown: shown,
      event: try shown.deciding.flatMap { try snapshot.labelEvent(at: $0.position) }, asked: asked[item])
  }

  private func version(ofItem item: Int64, _ snapshot: Snapshot) throws -> ItemVersion? {
    let newest = try snapshot.newestVersion(ofItem: item)
    if let newest, newest.id > versionPosition {
      return try snapshot.versions(ofItem: item).last { $0.id <= versionPosition }
    }
    return newest
  }
}

extension Failure {
  static func nothingToExport(path: String, _ reason: String) -> Failure {
    Failure(.data, "\(path): \(reason), so there is nothing to export; --all exports every item")
  }
}
