import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// The three-way merge: what was exported, what the sheet says, what the log says now.
struct LabelMergeTests {
  /// One item in memory whose label goes through a history.
  private final class World {
    let project: OpenProject
    let folder: URL

    init() throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-merge-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let file = try ProjectFile(
        inMemory: NewProject(
          name: "notes", recipe: NewRecipe(name: "notes", source: "notes.yaml", yaml: NotesProject.yaml), seed: 1,
          createdAt: NotesProject.start, createdWith: "a test"))
      project = OpenProject(file, clock: { NotesProject.start })
      try write("id,title,views,day,y\n17,a title,1,,\n", "items.csv")
      _ = try project.importTable(ImportOptions(table: path("items.csv"), annotator: "ana"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }
    func write(_ text: String, _ name: String) throws { try Data(text.utf8).write(to: folder.appending(path: name)) }
    func label() throws -> CurrentLabel? { try project.read { try $0.currentLabel(ofItem: 1) } }
    func eventCount() throws -> Int { try project.read { try $0.labelEvents().count } }

    /// Makes this the label of the item, by ana; disputed by ana and rui.
    func set(_ label: CurrentLabel?) throws {
      try project.write { transaction in
        while let event = try transaction.snapshot.currentAnswers(ofItem: 1).last {
          _ = try transaction.undo(event, at: NotesProject.start, source: "a test")
        }
        let answers: [(LabelEvent.Answer, String)] =
          switch label {
          case .yes?: [(.yes, "ana")]
          case .no?: [(.no, "ana")]
          case .unsure?: [(.unsure, "ana")]
          case .skip?: [(.skip, "ana")]
          case .disputed?: [(.yes, "ana"), (.no, "rui")]
          case nil: []
          }
        for (answer, annotator) in answers {
          _ = try transaction.append(
            LabelEvent(
              item: 1, version: 1, answer: answer, annotator: annotator, at: NotesProject.start, source: "a test"))
        }
      }
    }

    func export() throws -> Int {
      var options = LabelExportOptions(target: path("sheet.csv"))
      options.replacesExisting = true
      return try #require(try project.exportLabels(options).export)
    }

    func importing(
      _ cell: String, export: Int?, by annotator: String, _ change: (inout LabelImportOptions) -> Void
    ) throws -> LabelImport {
      try write("id,y,garimpo_export\n17,\(cell),\(export.map(String.init) ?? "")\n", "back.csv")
      var options = LabelImportOptions(sheet: path("back.csv"), annotator: annotator)
      change(&options)
      return try project.importLabels(options)
    }
  }

  private static let labels: [CurrentLabel?] = [nil, .yes, .no, .unsure, .skip, .disputed]
  private static let cells: [(text: String, label: CurrentLabel?)] = [
    ("", nil), ("1", .yes), ("0", .no), ("unsure", .unsure), ("skip", .skip),
  ]
  private static let rules: [ConflictRule?] = [nil, .ours, .theirs]

  /// What is to come of it, said in the plainest way.
  private enum Outcome { case nothing, stored, conflict, removed }

  private static func outcome(base: CurrentLabel?, cell: CurrentLabel?, now: CurrentLabel?) -> Outcome {
    let shown = base == .disputed ? nil : base
    if cell == shown { return .nothing }
    if cell == nil { return now == nil ? .nothing : .removed }
    if cell == now { return .nothing }
    return now == base ? .stored : .conflict
  }

  private static func outcome(withoutBase cell: CurrentLabel?, now: CurrentLabel?) -> Outcome {
    if cell == nil || cell == now { return .nothing }
    switch now {
    case nil, .skip?: return .stored
    case .unsure?: return cell == .skip ? .conflict : .stored
    case .yes?, .no?, .disputed?: return .conflict
    }
  }

  /// Every label at the export × every cell × every label at the import, under each rule, by who answered and by another.
  @Test(arguments: ["ana", "eva"]) func `Every history of an item merges as the table says`(_ annotator: String) throws
  {
    for base in Self.labels {
      for now in Self.labels {
        let world = try World()
        for cell in Self.cells {
          for rule in Self.rules {
            try world.set(base)
            let export = try world.export()
            if now != base { try world.set(now) }
            try check(
              world, cell, now, rule, annotator, export: export,
              Self.outcome(base: base, cell: cell.label, now: now), "\(base as Any), \(cell), \(now as Any)")
          }
        }
      }
    }
  }

  @Test func `A row that says no export is compared with the log alone`() throws {
    for now in Self.labels {
      let world = try World()
      for cell in Self.cells {
        for rule in Self.rules {
          try world.set(now)
          try check(
            world, cell, now, rule, "eva", export: nil, Self.outcome(withoutBase: cell.label, now: now),
            "\(cell), \(now as Any)")
        }
      }
    }
  }

  private func check(
    _ world: World, _ cell: (text: String, label: CurrentLabel?), _ now: CurrentLabel?, _ rule: ConflictRule?,
    _ annotator: String, export: Int?, _ outcome: Outcome, _ what: Comment
  ) throws {
    let before = try world.eventCount()
    func run(rehearsing: Bool) throws -> LabelImport {
      try world.importing(cell.text, export: export, by: annotator) {
        $0.onConflict = rule
        $0.isRehearsal = rehearsing
      }
    }
    var rehearsal = try run(rehearsing: true)
    #expect(try world.eventCount() == before && world.label() == now, what)
    #expect(rehearsal.isRefused == (outcome == .conflict && rule == nil), what)
    if outcome == .conflict && rule == nil {
      #expect(rehearsal.conflicts.map(\.resolution) == [nil], what)
      #expect(throws: Failure.self, what) { try run(rehearsing: false) }
      #expect(try world.eventCount() == before, what)
      return
    }
    let result = try run(rehearsing: false)
    rehearsal.isStored = true
    #expect(try rehearsal.json() == result.json(), what)
    let isStored = outcome == .stored || (outcome == .conflict && rule == .theirs)
    let isChange = isStored && now != nil && now != .skip
    #expect(result.newAnswers.count == (isStored && !isChange ? 1 : 0), what)
    #expect(result.changedAnswers.count == (isChange ? 1 : 0), what)
    #expect(result.changed.map(\.before) == (isChange ? [now?.rawValue] : []), what)
    #expect(result.conflicts.count == (outcome == .conflict ? 1 : 0), what)
    #expect(result.emptied.map(\.isUndone) == (outcome == .removed ? [false] : []), what)
    #expect(try world.label() == (isStored ? cell.label : now), what)
    #expect(try isStored || world.eventCount() == before, what)
    // The same file once more: what was stored is not stored again.
    if isStored {
      let again = try run(rehearsing: false)
      #expect(again.storedCount == 0 && again.unchangedCount == 1, what)
    }
  }

  /// Every label at the export × every label at the import, the cell emptied.
  @Test func `An emptied cell is taken back when asked for, unless the log has changed`() throws {
    for base in Self.labels where base != nil && base != .disputed {
      let world = try World()
      for now in Self.labels {
        for rule in Self.rules {
          try world.set(base)
          let export = try world.export()
          if now != base { try world.set(now) }
          func run() throws -> LabelImport {
            try world.importing("", export: export, by: "eva") {
              $0.emptyIsUndo = true
              $0.onConflict = rule
            }
          }
          let isConflict = now != nil && now != base
          if isConflict && rule == nil {
            #expect(throws: Failure.self) { try run() }
            #expect(try world.label() == now)
            continue
          }
          let isUndone = now != nil && (!isConflict || rule == .theirs)
          #expect(try run().undoneCount == (isUndone ? 1 : 0))
          #expect(try world.label() == (isUndone ? nil : now))
          if isUndone { #expect(try world.project.read { try $0.labelEvents().last?.source } == "spreadsheet") }
        }
      }
    }
  }

  @Test func `The newer of two wins when the rule says so`() throws {
    let world = try World()
    for (days, label) in [(-1.0, CurrentLabel.no), (1, .yes)] {
      let export = try world.export()
      try world.set(.no)
      try world.write("id,y,garimpo_export\n17,1,\(export)\n", "back.csv")
      // The log's answers were given at the start of the clock.
      try FileManager.default.setAttributes(
        [.modificationDate: NotesProject.start.addingTimeInterval(86_400 * days)], ofItemAtPath: world.path("back.csv"))
      var options = LabelImportOptions(sheet: world.path("back.csv"), annotator: "ana")
      options.onConflict = .newest
      let result = try world.project.importLabels(options)
      #expect(result.conflicts.map(\.resolution) == [label == .no ? "ours" : "theirs"])
      #expect(try world.label() == label)
      try world.set(nil)
    }
  }

  @Test func `A person is asked row by row`() throws {
    let world = try SheetWorld()
    try world.export()
    for id in ["500", "501", "502"] { try world.notes.answer(id, .no, by: "rui") }
    var grid = try world.grid()
    for row in 1...4 { grid[row][2] = "sim" }
    try world.write(grid)
    let result = try world.importing {
      $0.onConflict = .ask
      $0.takesTheirs = { $0.id != "501" }
    }
    #expect(result.conflicts.map(\.id) == ["500", "501", "502"])
    #expect(result.conflicts.map(\.resolution) == ["theirs", "ours", "theirs"])
    #expect(try world.labels() == ["500": .yes, "501": .no, "502": .yes, "503": .yes])
  }
}
