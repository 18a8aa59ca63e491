import Foundation
import GarimpoStore
import Synchronization
import Testing

@testable import GarimpoProject

/// Imports as the pages ask for them: files that have another name, decisions taken before, a recipe that comes with them.
struct BroughtFileTests {
  /// A table whose answer for the first item contradicts the log.
  private func contradicting() throws -> (notes: NotesProject, options: ImportOptions) {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    try notes.answer("1", .yes)
    try notes.answer("2", .yes)
    let text = NotesProject.table { row, cells in
      row == 0 ? Array(cells.dropLast()) + ["0"] : row < 3 ? Array(cells.dropLast()) + ["1"] : cells
    }
    var options = ImportOptions(table: try notes.write("new.csv", text), annotator: "ben")
    options.reading.name = "from afar.csv"
    return (notes, options)
  }

  @Test func `A file is called what it is said to be called`() throws {
    var (notes, options) = try contradicting()
    let message = notes.message { _ = try notes.project.importTable(options) }
    #expect(message.hasPrefix("from afar.csv: 1 label contradicts the log, so nothing was stored: record 2, 0 “gold"))
    options.onConflict = .ours
    #expect(try notes.project.importTable(options).source == "from afar.csv")
    #expect(try notes.project.read { try $0.imports().first?.source } == "from afar.csv")
    try notes.write("bad.csv", "a,b\n1\n")
    options.table = notes.path("bad.csv")
    #expect(notes.message { _ = try notes.project.importTable(options) }.hasPrefix("from afar.csv: record 2 (line 2)"))
  }

  @Test(arguments: [(true, "no"), (false, "yes")])
  func `What was decided before decides`(_ takesTheirs: Bool, _ label: String) throws {
    var (notes, options) = try contradicting()
    options.onConflict = .ask
    options.decisions = ["0": takesTheirs]
    let result = try notes.project.importTable(options)
    #expect(result.labels.conflicts.map(\.resolution) == [takesTheirs ? "theirs" : "ours"])
    #expect(try notes.project.read { try $0.labels().label(ofItem: 1)?.rawValue } == label)
  }

  @Test func `What nobody decided stays a conflict, and nothing is stored`() throws {
    var (notes, options) = try contradicting()
    options.onConflict = .ask
    options.decisions = ["7": true]
    #expect(notes.message { _ = try notes.project.importTable(options) }.contains("so nothing was stored"))
    #expect(try notes.project.read { try $0.imports().count } == 1)
  }

  @Test(arguments: [(0.0, "ours"), (4_000_000_000.0, "theirs")])
  func `Newest goes by the time that is given`(_ changedAt: Double, _ resolution: String) throws {
    var (notes, options) = try contradicting()
    options.onConflict = .newest
    options.changedAtSeconds = changedAt
    #expect(try notes.project.importTable(options).labels.conflicts.first?.resolution == resolution)
  }

  @Test func `A recipe may come with the first table, not later`() throws {
    let notes = try NotesProject(yaml: NotesProject.yaml.replacing("key: id", with: "key: other"))
    var options = ImportOptions(table: try notes.write("notes.csv", NotesProject.table()), annotator: "ana")
    options.recipe = NotesProject.yaml
    options.isRehearsal = true
    #expect(try notes.project.importTable(options).newCount == 30)
    #expect(try notes.project.recipeInUse().yaml != NotesProject.yaml, "a rehearsal changes nothing")
    options.isRehearsal = false
    #expect(try notes.project.recipeInUse().isReplaceable)
    #expect(try notes.project.importTable(options).newCount == 30)
    #expect(try notes.project.recipeInUse().yaml == NotesProject.yaml)
    #expect(try notes.project.importTable(options).unchangedCount == 30, "the same recipe once more is none")
    options.recipe = NotesProject.yaml + "seed: 4\n"
    #expect(
      notes.message { _ = try notes.project.importTable(options) }
        == "notes.garimpo: has items, and their ids come from the recipe in use; leave the recipe out, or make another "
        + "project")
    options.recipe = "name: [\n"
    let empty = try NotesProject()
    #expect(empty.message { _ = try empty.project.importTable(options) }.hasPrefix("the recipe:"))
  }

  @Test func `An observer sees the rows go by, and ends an import without a trace`() throws {
    let notes = try NotesProject()
    var options = ImportOptions(
      table: try notes.write("notes.csv", NotesProject.table(0..<9000)), annotator: "ana")
    let counts = Mutex<[Int]>([])
    let shares = Mutex<[Double?]>([])
    options.observer = { count, share in
      counts.withLock { $0.append(count) }
      shares.withLock { $0.append(share) }
    }
    options.isRehearsal = true
    _ = try notes.project.importTable(options)
    #expect(counts.withLock { $0 } == [4096, 8192, 9000])
    #expect(shares.withLock { $0.last } == 1)
    options.isRehearsal = false
    options.observer = { count, _ in if count > 5000 { throw Failure(.system, "enough") } }
    #expect(notes.message { _ = try notes.project.importTable(options) } == "enough")
    #expect(try notes.project.read { try $0.itemCount() } == 0)
  }

  @Test func `An import ends where it is asked to, between two pieces and between two duplicates`() throws {
    let notes = try NotesProject()
    let table = try notes.write(
      "notes.csv", "id,title,views,y\n" + (0..<300).map { "n\($0),one title and no other,1,\n" }.joined())
    let askedCount = Mutex(0)
    func message(endingAt limit: Int) -> String {
      askedCount.withLock { $0 = 0 }
      var options = ImportOptions(table: table, annotator: "ana")
      options.isRehearsal = true
      options.isCancelled = {
        askedCount.withLock { count in
          count += 1
          return count > limit
        }
      }
      return notes.message { _ = try notes.project.importTable(options) }
    }
    for limit in [0, 3, 250] { #expect(message(endingAt: limit) == Failure.cancelled.description) }
    #expect(message(endingAt: .max) == "no error")
    #expect(askedCount.withLock { $0 } > 250, "it is asked while duplicates are compared")
  }

  @Test func `More bytes than are taken are refused`() throws {
    let notes = try NotesProject()
    var options = ImportOptions(table: try notes.write("notes.csv", NotesProject.table(0..<400)), annotator: "ana")
    options.isRehearsal = true
    options.reading.name = "notes.csv"
    options.reading.maximumByteCount = NotesProject.table(0..<400).utf8.count
    #expect(try notes.project.importTable(options).newCount == 400)
    options.reading.maximumByteCount = 1000
    #expect(
      notes.message { _ = try notes.project.importTable(options) }
        == "notes.csv: holds more than 1000 bytes, which is all that is taken; divide it")
  }

  @Test func `A sheet of ours is known by its column`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    _ = try notes.project.exportLabels(LabelExportOptions(target: notes.path("sheet.csv")))
    #expect(try notes.project.kind(ofFile: notes.path("sheet.csv")) == .labels)
    #expect(try notes.project.kind(ofFile: notes.path("notes.csv")) == .table)
  }

  @Test func `Exports in pieces are the same bytes as files`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    _ = try notes.round()
    for name in ["all.csv", "all.jsonl", "all.tsv"] {
      var options = LabelExportOptions(target: notes.path(name))
      options.scope = .all
      var bytes: [UInt8] = []
      let piecewise = try notes.project.exportLabels(options) { (piece) throws(Failure) in bytes += piece }
      let whole = try #require(try notes.project.exportLabels(options).export)
      let number = try #require(piecewise.export)
      #expect(whole == number + 1)
      let file = try String(contentsOfFile: notes.path(name), encoding: .utf8)
      // Every row says of which export it is.
      let stamp = name == "all.jsonl" ? "\"garimpo_export\":\"" : name == "all.tsv" ? "\t" : ","
      let mark = try notes.project.read { ExportStamp.mark(of: try $0.project()) }
      let renamed = file.replacing("\(stamp)\(whole)-\(mark)\n", with: "\(stamp)\(number)-\(mark)\n")
        .replacing("\(stamp)\(whole)-\(mark)\"}\n", with: "\(stamp)\(number)-\(mark)\"}\n")
      #expect(String(decoding: bytes, as: UTF8.self) == renamed)
    }
    for name in ["rank.csv", "rank.jsonl"] {
      var options = RankOptions()
      options.count = nil
      options.output = notes.path(name)
      let pieces = Mutex<[UInt8]>([])
      _ = try notes.project.rank(options) { (piece) throws(Failure) in pieces.withLock { $0 += piece } }
      _ = try notes.project.rank(options)
      #expect(try pieces.withLock { $0 } == Array(Data(contentsOf: URL(filePath: notes.path(name)))))
    }
  }
}
