import Foundation
import GarimpoRecipes
import GarimpoStore
import GarimpoTabular
import Testing

@testable import GarimpoProject

/// A project with titles that files like to damage, and what is needed to send its sheet out and to bring it back.
final class SheetWorld {
  let notes: NotesProject
  var project: OpenProject { notes.project }

  /// Titles with accents, delimiters, quotes, line ends, formulas, numbers and letters that Windows-1252 lacks.
  static let titles = [
    "Ciência de dados: introdução", "Aprendizado de máquina não é mágica", "Redes; neurais, \"profundas\"",
    "=1+1 is not a formula", "1984", "机器学习入门", "Café “São João” 🎉 e mais", "Uma linha\ne outra linha",
    "-5 degrees and falling", "Quem vê cara não vê coração", "plain title without anything special",
    "Outra coisa: matemática para todos, de graça",
  ]

  static let ids = (0..<12).map { String(500 + $0) }

  /// Twelve items, none answered; every third one gold.
  init() throws {
    notes = try NotesProject()
    var writer = CSVWriter()
    writer.append(["id", "title", "views", "day", "y"])
    for (number, title) in Self.titles.enumerated() {
      writer.append([Self.ids[number], title, "\(100 + number)", "2023-01-0\(number % 9 + 1)", ""])
    }
    try notes.importing(String(decoding: writer.bytes, as: UTF8.self))
  }

  /// Exports to a file of this name and returns its number.
  @discardableResult
  func export(
    _ name: String = "sheet.csv", _ change: (inout LabelExportOptions) -> Void = { _ in }
  ) throws -> LabelExport {
    var options = LabelExportOptions(target: notes.path(name))
    options.replacesExisting = true
    change(&options)
    return try project.exportLabels(options)
  }

  func bytes(_ name: String = "sheet.csv") throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: notes.path(name))))
  }
  func text(_ name: String = "sheet.csv") throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// A sheet as a spreadsheet has it: the header is the first row.
  func grid(_ name: String = "sheet.csv") throws -> [[String]] {
    let table = try Table(path: notes.path(name))
    return [table.columnNames] + (0..<table.rowCount).map { row in (0..<table.columnCount).map { table[row, $0] } }
  }

  func write(_ bytes: [UInt8], _ name: String = "sheet.csv") throws {
    try Data(bytes).write(to: URL(filePath: notes.path(name)))
  }

  /// Writes a grid as commas and quotes.
  func write(_ grid: [[String]], _ name: String = "sheet.csv") throws {
    var writer = CSVWriter()
    for row in grid { writer.append(row) }
    try write(writer.takeBytes(), name)
  }

  /// Exports, changes the grid, and imports it.
  func roundTrip(_ change: (inout [[String]]) -> Void) throws -> LabelImport {
    try export()
    var grid = try grid()
    change(&grid)
    try write(grid)
    return try importing()
  }

  /// Imports a file of this name.
  @discardableResult
  func importing(
    _ name: String = "sheet.csv", by annotator: String = "ana", _ change: (inout LabelImportOptions) -> Void = { _ in }
  ) throws -> LabelImport {
    var options = LabelImportOptions(sheet: notes.path(name), annotator: annotator)
    change(&options)
    return try project.importLabels(options)
  }

  /// The label of each item that has one, by id.
  func labels() throws -> [String: CurrentLabel] {
    try project.read { snapshot in
      let log = try snapshot.labels()
      var labels: [String: CurrentLabel] = [:]
      for item in log.answeredItems { labels[try snapshot.item(item)?.key ?? ""] = log.label(ofItem: item) }
      return labels
    }
  }

  /// The entries of the log.
  func events() throws -> [LabelEvent] { try project.read { try $0.labelEvents() } }

  /// Adds a round whose batch has these items, in this order.
  @discardableResult
  func addRound(_ ids: [String], at seconds: Double = 0) throws -> Int64 {
    try project.write { transaction in
      let time = project.clock().addingTimeInterval(seconds)
      var record = RoundRecord(
        at: time, recipe: 1, configuration: "{}", seed: 0,
        labelPosition: try transaction.snapshot.labelPosition(), versionPosition: 1, libraries: "{}",
        figures: .init(
          trainingCount: 0, trainingYesCount: 0, validationCount: 0, validationYesCount: 0, poolCount: ids.count,
          askableCount: ids.count, averagePrecision: nil, rocAUC: nil), result: "{}")
      record.model = try transaction.add(StoredModel(at: time, format: 1, bytes: [1]))
      let batch = try ids.enumerated().map { place, id in
        let item = try transaction.snapshot.demandItem(key: id, path: "")
        return BatchItem(
          place: place + 1, item: item.id, version: try transaction.snapshot.newestVersion(ofItem: item.id)?.id ?? 0,
          strategy: place % 2 == 0 ? "hard" : "random", score: 0.455, rank: place + 1, inclusionProbability: 0.25)
      }
      return try transaction.add(record, batch: batch, scores: [])
    }
  }
}
