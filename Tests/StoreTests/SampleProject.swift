import Foundation
import GarimpoKernels

@testable import GarimpoStore

/// Fills a project with something in every table.
enum SampleProject {
  static let itemCount = 60

  /// Sixty items of which ten have two versions, forty entries in the log with two undone, two rounds.
  static func fill(_ file: ProjectFile) throws {
    let project = try SmallProject(count: itemCount, file: file)
    try file.write { transaction in
      let importID = try transaction.begin(ImportRecord(at: SmallProject.start, source: "second.csv", recipe: 1))
      let columns = try transaction.columnList("[\"title\",\"views\"]")
      for item in project.items.prefix(10) {
        try transaction.touch(item: item, importID: importID)
        var version = SmallProject.version(
          item: item, importID: importID, columns: columns, title: "New title \(item)")
        version.raw = "[\"New title \(item)\",null]"
        _ = try transaction.add(version)
      }
      try transaction.add(DuplicatePair(item: 3, other: 7, kind: .near, similarity: 0.8))
      try transaction.add(DuplicatePair(item: 3, other: 9, kind: .exact, similarity: 1))
    }
    for number in 0..<38 {
      try project.answer(
        Int64(number % 30 + 1), number % 3 == 0 ? .yes : .no, by: number % 4 == 0 ? "rui" : "ana")
    }
    for annotator in ["ana", "rui"] {
      _ = try file.write { try $0.undo(annotator: annotator, at: SmallProject.start, source: "a test") }
    }
    for number in 1...2 { try addRound(number, to: file) }
    try file.write { transaction in
      try transaction.add(
        Lease(
          item: 41, annotator: "ana", until: SmallProject.start.addingTimeInterval(900),
          asking: Asking(
            round: 2, model: 2, strategy: "hard", rank: 1, score: 0.5, inclusionProbability: 1, modelPosition: 39)))
      try transaction.markSeen([31, 33, 60], annotator: "ana", at: SmallProject.start)
      try transaction.markSeen([31], annotator: "rui", at: SmallProject.start)
      for (name, role) in [("ana", Account.Role.owner), ("rui", .annotator)] {
        try transaction.add(
          Account(
            name: name, role: role, tokenHash: Checksum.sha256(Array(name.utf8)), createdAt: SmallProject.start))
      }
      _ = try transaction.add(
        ModelChoice(round: 2, newestRound: 2, annotator: "ana", at: SmallProject.start, note: "still the best"))
      _ = try transaction.add(
        ExportRecord(at: SmallProject.start, labelPosition: 40, target: "labels.csv", rowCount: 60))
    }
  }

  static func addRound(_ number: Int, to file: ProjectFile) throws {
    _ = try file.write { transaction in
      var round = record(number)
      round.model = try transaction.add(
        StoredModel(
          at: SmallProject.start, format: 1, bytes: (0..<9000).map { UInt8(truncatingIfNeeded: $0 &* number) }))
      let scores = (31...60).map { item in
        StoredScore(item: Int64(item), version: Int64(item), score: Double(item) / 100, rank: 61 - item)
      }
      let batch = (1...5).map { place in
        BatchItem(
          place: place, item: Int64(place + 40), version: Int64(place + 40), strategy: place < 4 ? "hard" : "random",
          score: 0.5, rank: place, inclusionProbability: place < 4 ? 1 : 0.1)
      }
      return try transaction.add(round, batch: batch, scores: scores)
    }
  }

  static func record(_ number: Int) -> RoundRecord {
    RoundRecord(
      at: SmallProject.start, recipe: 1, configuration: "{\"hard\":3}", seed: UInt64.max - UInt64(number),
      labelPosition: 40, versionPosition: 70, libraries: "{\"garimpo\":\"0.1.0\"}",
      figures: .init(
        trainingCount: 20, trainingYesCount: 7, validationCount: 9, validationYesCount: 3, poolCount: 30,
        askableCount: 29, averagePrecision: .init(value: 0.5, low: 0.25, high: 0.75), rocAUC: nil),
      result: "{\"round\":\(number)}")
  }
}
