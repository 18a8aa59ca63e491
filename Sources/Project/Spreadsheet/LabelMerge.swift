import GarimpoRecipes
import GarimpoStore

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

/// Merges the answers of a sheet into the log, three ways: what was exported, what the sheet says, what the log says now.
///
/// - A cell that says what was exported is nothing new, even when the log has moved on.
/// - A cell that was changed becomes an entry of the log when the log still says what was exported.
/// - Where both have changed, differently, there is a conflict, for a rule or a person to resolve.
/// - A cell that was emptied is told, and taken back only when asked for.
///
/// A note is kept with the answer that is stored; where none is, a note that the log does not have is told.
///
/// An answer is that of the annotator who imports, unless the column `annotator` of its row names somebody else than it did
/// in the export. A name without an answer that is stored is told, as notes are.
///
/// A row that says no export is compared with the log alone: there only an answer where the log has none, or one more
/// decided than the log's, is taken without asking.
struct LabelMerge {
  private(set) var result: LabelImport
  private let transaction: Transaction
  private let options: LabelImportOptions
  private let reader: AnswerReader
  private let words: String
  private let now: Date
  private let resolver: ConflictResolver
  private let log: LabelState
  private var exports: SheetExports

  /// What a row wants of its item.
  private struct Wish {
    let row: SheetRow
    /// The row whose note counts: of several the first that has one.
    let noted: SheetRow
    /// Whose answer it is.
    let annotator: String
    /// The answer that is to be true; nil: none.
    let answer: LabelEvent.Answer?
    let base: SheetExports.Base?
  }

  init(
    _ result: LabelImport, _ transaction: Transaction, _ label: LabelSpec, _ options: LabelImportOptions, at now: Date,
    decisions: [LabelConflict: Bool]
  ) throws {
    self.result = result
    self.transaction = transaction
    self.options = options
    reader = AnswerReader(label)
    words = Text.alternatives([label.yes.first, label.no.first, "unsure", "skip"].compactMap { $0 })
    self.now = now
    resolver = ConflictResolver(
      options.onConflict, file: options.sheet, changedAtSeconds: options.changedAtSeconds, now: now,
      decisions: decisions)
    log = try transaction.snapshot.labels()
    exports = SheetExports(transaction.snapshot)
  }

  /// Merges the rows of a sheet.
  mutating func merge(_ match: SheetMatch) throws {
    result.unusable = match.unusable
    var rowsOfItem: [Int64: [SheetRow]] = [:]
    for row in match.rows { rowsOfItem[row.item, default: []].append(row) }
    for row in match.rows {
      if options.isCancelled?() == true { throw Failure.cancelled }
      guard let all = rowsOfItem.removeValue(forKey: row.item) else { continue }
      try merge(all)
    }
    result.unusable.sort { $0.record < $1.record }
    result.matchedByTitle.sort { $0.record < $1.record }
    result.lostNotes.sort()
    result.lostAnnotators.sort()
    result.isRefused = result.conflicts.contains { $0.resolution == nil }
    result.warnings += exports.warnings
  }

  /// Merges the rows of one item, of which there should be one.
  private mutating func merge(_ rows: [SheetRow]) throws {
    let readings = rows.map { reader.read($0.cell) }
    guard Set(readings).count == 1, let row = rows.first else {
      let records = rows.map { String($0.record) }
      let list = records.dropLast().joined(separator: ", ") + " and " + (records.last ?? "")
      for row in rows { refuse(row, "item \(row.key) is in records \(list) with different answers") }
      return
    }
    let answer: LabelEvent.Answer?
    switch readings[0] {
    case .blank: answer = nil
    case .answer(let said): answer = LabelEvent.Answer(rawValue: said.rawValue)
    case .unreadable:
      for row in rows {
        refuse(row, "“\(DisplayText.cut(DisplayText.printable(row.cell), to: 30))” is no answer; write \(words)")
      }
      return
    }
    let base = try exports.base(of: row)
    let names = rows.map { $0.namedAnnotator(base, log) }
    if answer != nil, let bad = names.compactMap({ $0 }).first(where: { !Failure.isAnnotator($0) }) {
      let shown = DisplayText.cut(DisplayText.printable(bad), to: 30)
      for row in rows {
        refuse(row, "the annotator “\(shown)” is no name; expected one of up to 200 characters on one line")
      }
      return
    }
    for row in rows {
      if row.isByTitle {
        result.matchedByTitle.append(.init(record: row.record, id: row.key, title: row.title))
      } else {
        result.matchedByIDCount += 1
      }
    }
    let noted = rows.first { !$0.note.isEmpty } ?? row
    result.lostNotes += rows.filter { !$0.note.isEmpty && !Self.isSame($0.note, noted.note) }.map(\.record)
    let annotator = names.compactMap { $0 }.first ?? options.annotator
    let wish = Wish(row: row, noted: noted, annotator: annotator, answer: answer, base: base)
    let storedCount = result.storedCount
    let conflictCount = result.conflicts.count
    if wish.base == nil { try mergeTwoWays(wish) } else { try mergeThreeWays(wish) }
    guard result.conflicts.count == conflictCount || result.storedCount > storedCount else { return }
    let stored = result.storedCount > storedCount ? annotator : nil
    for (row, name) in zip(rows, names) { noteName(name, row, answer, stored: stored) }
  }

  /// Notes a name beside an answer that did not become, and is not, that annotator's.
  private mutating func noteName(_ name: String?, _ row: SheetRow, _ answer: LabelEvent.Answer?, stored: String?) {
    guard let name, let answer, name != stored else { return }
    let isTheirs = log.answers(ofItem: row.item).contains { $0.annotator == name && $0.answer == answer }
    if !isTheirs { result.lostAnnotators.append(row.record) }
  }

  private mutating func refuse(_ row: SheetRow, _ reason: String) {
    result.unusable.append(UnusableRow(record: row.record, id: row.key, title: row.title, reason: reason))
  }

  // MARK: Comparing

  private mutating func mergeThreeWays(_ wish: Wish) throws {
    guard let base = wish.base else { return }
    let item = wish.row.item
    let exported = ShownLabel(base.log, item: item)
    let label = log.label(ofItem: item)
    if wish.answer == exported.answer {
      try noteChange(wish, exported)
      if wish.answer == nil { result.blankCount += 1 } else { result.unchangedCount += 1 }
      return
    }
    guard let answer = wish.answer else {
      try mergeEmptied(wish, exported, hasMoved: label != base.log.label(ofItem: item))
      return
    }
    if label?.rawValue == answer.rawValue {
      try noteChange(wish, ShownLabel(log, item: item))
      result.unchangedCount += 1
    } else if label == base.log.label(ofItem: item) {
      try store(answer, wish)
    } else if try resolves(wish, label) {
      try store(answer, wish)
    }
  }

  private mutating func mergeTwoWays(_ wish: Wish) throws {
    let shown = ShownLabel(log, item: wish.row.item)
    guard let answer = wish.answer else {
      try noteChange(wish, shown)
      result.blankCount += 1
      return
    }
    let isDecided = answer == .yes || answer == .no
    switch log.label(ofItem: wish.row.item) {
    case let label? where label.rawValue == answer.rawValue:
      try noteChange(wish, shown)
      result.unchangedCount += 1
    case nil, .skip?: try store(answer, wish)
    case .unsure? where isDecided: try store(answer, wish)
    case let label:
      if try resolves(wish, label) { try store(answer, wish) }
    }
  }

  private mutating func mergeEmptied(_ wish: Wish, _ exported: ShownLabel, hasMoved: Bool) throws {
    let row = wish.row
    try noteChange(wish, exported)
    guard let label = log.label(ofItem: row.item) else {
      result.unchangedCount += 1
      return
    }
    var emptied = LabelImport.EmptiedRow(
      record: row.record, id: row.key, title: row.title, answer: exported.answer?.rawValue ?? "", isUndone: false)
    if try options.emptyIsUndo && (!hasMoved || resolves(wish, label)) {
      try takeBack(row.item) { _ in true }
      emptied.isUndone = true
      result.undoneCount += 1
    }
    result.emptied.append(emptied)
  }

  /// Notes a note that is not the one beside the answer that was `shown`, of a row that stores no answer to keep it with.
  private mutating func noteChange(_ wish: Wish, _ shown: ShownLabel) throws {
    guard !wish.noted.note.isEmpty else { return }
    let before = try shown.deciding.flatMap { try transaction.snapshot.labelEvent(at: $0.position)?.note }
    if !Self.isSame(wish.noted.note, before ?? "") { result.lostNotes.append(wish.noted.record) }
  }

  /// Whether two notes say the same, whatever a spreadsheet did to their white space.
  private static func isSame(_ note: String, _ other: String) -> Bool {
    SpreadsheetText.plain(note) == SpreadsheetText.plain(other)
  }

  /// Whether the file's answer becomes true.
  private mutating func resolves(_ wish: Wish, _ label: CurrentLabel?) throws -> Bool {
    let row = wish.row
    let newest = try transaction.snapshot.labelEvents(ofItem: row.item).last
    var conflict = LabelConflict(
      id: row.key, title: row.title, record: row.record, ours: label?.rawValue ?? "nothing",
      oursBy: newest.map(ImportedLabels.who) ?? "", theirs: wish.answer?.rawValue ?? "nothing")
    let takesTheirs = resolver.takesTheirs(conflict, answeredAt: newest?.at)
    conflict.resolution = takesTheirs.map { $0 ? "theirs" : "ours" }
    result.conflicts.append(conflict)
    return takesTheirs ?? false
  }

  // MARK: Storing

  /// Appends what makes `answer` the label of the item.
  private mutating func store(_ answer: LabelEvent.Answer, _ wish: Wish) throws {
    let item = wish.row.item
    let annotator = wish.annotator
    // A skip never replaces an answer of the same annotator: that is taken back first.
    if answer == .skip { try takeBack(item) { $0.annotator == annotator && $0.answer != .skip } }
    let version = try exports.version(ofItem: item, in: wish.base) ?? 0
    var event = LabelEvent(
      item: item, version: version, answer: answer, annotator: annotator, at: now, source: "spreadsheet")
    event.note = wish.noted.note.isEmpty ? nil : wish.noted.note
    event.asking = try transaction.snapshot.asking(
      ofItem: item, annotator: annotator, at: now, upTo: wish.base?.record.at)
    event.settles = try !becomesTrue(answer, item, by: annotator)
    _ = try transaction.append(event)
    try transaction.removeLease(ofItem: item, annotator: annotator)
    if annotator != options.annotator { result.answersOfOthers[annotator, default: 0] += 1 }
    let before = ShownLabel(log, item: item)
    guard let label = log.label(ofItem: item), label != .skip else {
      result.newAnswers.add(answer)
      return
    }
    result.changedAnswers.add(answer)
    result.changed.append(
      .init(
        record: wish.row.record, id: wish.row.key, title: wish.row.title, before: label.rawValue,
        by: before.deciding.map { [$0.annotator] } ?? before.annotators, answer: answer.rawValue))
  }

  /// Whether an answer of this annotator makes the item's label without settling anything: nobody else says otherwise.
  private func becomesTrue(_ answer: LabelEvent.Answer, _ item: Int64, by annotator: String) throws -> Bool {
    try transaction.snapshot.currentAnswers(ofItem: item).filter { $0.annotator != annotator }.allSatisfy {
      guard !$0.settles else { return false }
      switch answer {
      case .yes, .no: return $0.answer == answer || $0.answer == .unsure || $0.answer == .skip
      case .unsure: return $0.answer == .unsure || $0.answer == .skip
      case .skip, .undo: return $0.answer == .skip
      }
    }
  }

  /// Takes back the answers to an item that stand and are meant, until none is left.
  private func takeBack(_ item: Int64, where isMeant: (LabelEvent) -> Bool) throws {
    while let event = try transaction.snapshot.currentAnswers(ofItem: item).last(where: isMeant) {
      _ = try transaction.undo(event, at: now, source: "spreadsheet")
    }
  }
}
