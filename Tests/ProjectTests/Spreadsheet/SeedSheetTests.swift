import Foundation
import GarimpoStore
import GarimpoTabular
import Testing

@testable import GarimpoProject

/// Real sheets into a project of the real data.
struct SeedSheetTests {
  /// A project made from the seed's table; nil, said loudly, where the data is not there.
  private func seed() throws -> (folder: URL, project: OpenProject)? {
    guard let table = SharedData.path("data/youtube-seed/raw_data_with_labels.csv", file: Self.root) else { return nil }
    let folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-seed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let created = try CreateProject(name: folder.appending(path: "seed").path, recipe: "youtube-watch-page").run()
    let project = try OpenProject(ProjectChoice(path: created.project))
    _ = try project.importTable(ImportOptions(table: table, annotator: "ana"))
    return (folder, project)
  }

  /// A path as deep in the package as those that look for the data expect.
  private static let root = #filePath.replacingOccurrences(of: "Spreadsheet/", with: "")

  private func importing(_ project: OpenProject, _ path: String) throws -> LabelImport {
    try project.importLabels(LabelImportOptions(sheet: path, annotator: "rui"))
  }

  @Test func `The seed's labelled batch gives 100 labels, 17 yes, each with its asking where a batch had it`() throws {
    guard let batch = SharedData.path("data/youtube-seed/active_labels1_done.csv", file: Self.root),
      let world = try seed()
    else { return }
    defer { try? FileManager.default.removeItem(at: world.folder) }
    let ids = try Table(path: batch).texts(inColumn: 0)
    // The batch of a round that asked all but the last ten of them.
    let asked = Set(ids.dropLast(10))
    try world.project.write { transaction in
      var round = RoundRecord(
        at: Date(), recipe: 1, configuration: "{}", seed: 0,
        labelPosition: try transaction.snapshot.labelPosition(), versionPosition: 1, libraries: "{}",
        figures: .init(
          trainingCount: 0, trainingYesCount: 0, validationCount: 0, validationYesCount: 0, poolCount: 674,
          askableCount: 674, averagePrecision: nil, rocAUC: nil), result: "{}")
      round.model = try transaction.add(StoredModel(at: round.at, format: 1, bytes: [1]))
      let batch = try ids.dropLast(10).enumerated().map { place, id in
        let item = try transaction.snapshot.demandItem(key: id, path: "")
        return BatchItem(
          place: place + 1, item: item.id, version: try transaction.snapshot.newestVersion(ofItem: item.id)?.id ?? 0,
          strategy: place < 70 ? "hard" : "random", score: 0.5, rank: place + 1, inclusionProbability: 0.05)
      }
      _ = try transaction.add(round, batch: batch, scores: [])
    }
    let result = try importing(world.project, batch)
    #expect(result.newAnswers.yes == 17 && result.newAnswers.no == 83 && result.newAnswers.count == 100)
    #expect(result.matchedByIDCount == 100 && result.unusable.isEmpty && result.conflicts.isEmpty)
    #expect(result.matchedByTitle.isEmpty && result.warnings.isEmpty && result.lostNotes.isEmpty)
    let (events, keys) = try world.project.read { snapshot in
      let events = try snapshot.labelEvents().filter { $0.source == "spreadsheet" }
      return (events, try events.map { try snapshot.item($0.item)?.key ?? "" })
    }
    #expect(keys == ids)
    for (event, key) in zip(events, keys) {
      #expect((event.asking != nil) == asked.contains(key))
      if let asking = event.asking { #expect(asking.round == 1 && asking.inclusionProbability == 0.05) }
    }
    #expect(try importing(world.project, batch).unchangedCount == 100)
  }

  /// A file of `csv-torture`, and what is to come of it: rows matched by title and the number of them that are not used, or
  /// the end of an error.
  static let torture: [(file: String, matched: Int, unusable: Int, error: String)] = [
    ("utf8_bom_crlf.csv", 49, 0, ""), ("utf16be_bom.csv", 49, 0, ""), ("cr_only_rows.csv", 49, 0, ""),
    ("cp1252_semicolon_excel_br.csv", 41, 0, ""), ("latin1_comma.csv", 38, 0, ""), ("decimal_comma.csv", 49, 0, ""),
    ("double_encoded_mojibake.csv", 49, 0, ""), ("one_megabyte_field.csv.gz", 49, 0, ""),
    ("invalid_utf8_bytes.csv", 49, 0, ""),
    // Four titles have a stray quote in them and are those of no item.
    ("stray_quotes.csv", 8, 4, ""),
    ("empty_file.csv", 0, 0, "is empty; a table has at least a header"),
    (
      "truncated_inside_quotes.csv", 0, 0,
      "is never closed; close it, or read quotes as ordinary text with --quote none"
    ),
    ("no_header.csv", 0, 0, "Give it its name back, or fill in a file of garimpo labels export"),
    ("lone_surrogate_escapes.jsonl", 0, 0, "a comma before the closing bracket; remove it"),
  ]

  /// The same files with every answer turned round, so that each row that is used shows as a conflict.
  @Test func `Each constructed file is matched as well as it can be, or refused in words`() throws {
    guard let folder = SharedData.path("data/csv-torture/constructed", file: Self.root), let world = try seed() else {
      return
    }
    defer { try? FileManager.default.removeItem(at: world.folder) }
    for (file, matched, unusable, error) in Self.torture {
      do {
        let result = try importing(world.project, folder + "/" + file)
        #expect(error.isEmpty, "\(file)")
        #expect(result.matchedByTitle.count == matched && result.unusable.count == unusable, "\(file)")
        #expect(result.newAnswers.count == 0 && result.unchangedCount + result.blankCount == matched, "\(file)")
        #expect(result.conflicts.isEmpty && result.failure == nil, "\(file)")
      } catch {
        #expect(
          !file.isEmpty && "\(error)".hasSuffix(Self.torture.first { $0.file == file }?.error ?? "-"),
          "\(file): \(error)")
      }
    }
    // The answers are read, not only the rows: with the log turned round every row with an answer contradicts it.
    let answered = try Table(path: folder + "/cp1252_semicolon_excel_br.csv").texts(inColumn: 1)
    let yes = answered.count { $0 == "1" }
    try world.project.write { transaction in
      let log = try transaction.snapshot.labels()
      for item in log.answeredItems where log.label(ofItem: item) == .yes {
        for event in try transaction.snapshot.currentAnswers(ofItem: item) {
          _ = try transaction.undo(event, at: Date(), source: "a test")
        }
      }
    }
    let again = try importing(world.project, folder + "/cp1252_semicolon_excel_br.csv")
    #expect(yes > 0 && again.newAnswers.yes == yes && again.newAnswers.no == 0)
  }
}
