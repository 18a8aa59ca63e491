import Foundation
import GarimpoStore

/// Works on a project until it is killed, or so often as is said, and says what was acknowledged, a line each.
///
///     store-worker PATH label|import|round|compact ANNOTATOR COUNT
@main
struct StoreWorker {
  let file: ProjectFile
  let annotator: String

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let count = Int(arguments[4]) else {
      FileHandle.standardError.write(Data("store-worker PATH label|import|round|compact ANNOTATOR COUNT\n".utf8))
      exit(64)
    }
    let worker = StoreWorker(file: try ProjectFile(opening: arguments[1], wait: 60), annotator: arguments[3])
    let tasks = [
      "label": worker.label, "import": worker.importItems, "round": worker.runRound, "compact": worker.compact,
    ]
    guard let task = tasks[arguments[2]] else { exit(64) }
    for number in 0..<count {
      FileHandle.standardOutput.write(Data("\(try task(number))\n".utf8))
    }
    try worker.file.close()
  }

  /// Answers one item; the position of the entry.
  func label(_ number: Int) throws -> Int64 {
    try file.write { transaction in
      let item = Int64(number % max(1, try transaction.snapshot.itemCount()) + 1)
      let version = try transaction.snapshot.newestVersion(ofItem: item)
      var event = LabelEvent(
        item: item, version: version?.id ?? 0, answer: number % 3 == 0 ? .yes : .no, annotator: annotator, at: Date(),
        source: "worker")
      event.note = "\(number)"
      return try transaction.append(event)
    }
  }

  /// Imports twenty new items in one transaction; the number of the import.
  func importItems(_ number: Int) throws -> Int64 {
    try file.write { transaction in
      let importID = try transaction.begin(ImportRecord(at: Date(), source: "worker.csv", recipe: 1))
      let columns = try transaction.columnList("[\"title\"]")
      for row in 0..<20 {
        let item = try transaction.addItem(key: "import \(importID) row \(row)", importID: importID)
        _ = try transaction.add(
          ItemVersion(
            item: item, importID: importID, observedAt: 0, title: "Row \(row)", link: "", picture: "", fields: "{}",
            columns: columns, raw: "[\"Row \(row)\"]", content: UInt64(row), sketch: []))
      }
      return importID
    }
  }

  /// Keeps a round with a model, a batch of three and the scores of all items; its number.
  func runRound(_ number: Int) throws -> Int64 {
    try file.write { transaction in
      let count = try transaction.snapshot.itemCount()
      let bytes = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) }
      var round = RoundRecord(
        at: Date(), recipe: 1, configuration: "{}", seed: 0, labelPosition: try transaction.snapshot.labelPosition(),
        versionPosition: try transaction.snapshot.versionPosition(), libraries: "{}",
        figures: .init(
          trainingCount: 0, trainingYesCount: 0, validationCount: 0, validationYesCount: 0, poolCount: count,
          askableCount: count, averagePrecision: nil, rocAUC: nil), result: "{\"number\":\(number)}")
      round.model = try transaction.add(StoredModel(at: Date(), format: 1, bytes: bytes))
      let scores = (1...count).map { StoredScore(item: Int64($0), version: Int64($0), score: 0.5, rank: $0) }
      let batch = (1...3).map {
        BatchItem(
          place: $0, item: Int64($0), version: Int64($0), strategy: "hard", score: 0.5, rank: $0,
          inclusionProbability: 1)
      }
      return try transaction.add(round, batch: batch, scores: scores)
    }
  }

  /// Compacts the file; how often it has.
  func compact(_ number: Int) throws -> Int64 {
    _ = try file.compact(keepingScoresOfLastRounds: 1)
    return Int64(number)
  }
}
