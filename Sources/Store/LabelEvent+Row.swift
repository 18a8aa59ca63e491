import Foundation
import GRDB

extension LabelEvent {
  /// The entry in a row of `label_event` or of a view over it.
  init(_ row: Row) throws {
    guard let answer = Answer(rawValue: try row.value("answer")) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "label_event: unknown answer")
    }
    try self.init(
      item: row.value("item"), version: row.value("version"), answer: answer, annotator: row.value("annotator"),
      at: row.value("at"), source: row.value("source"))
    position = try row.value("id")
    undoes = try row.value("undoes")
    settles = try row.value("settles")
    seconds = try row.value("seconds")
    note = try row.value("note")
    importID = try row.value("import")
    token = try row.value("token")
    if let strategy = try row.value("strategy") as String? { asking = try Asking(strategy, row) }
  }
}

extension Asking {
  /// The reason in a row of `label_event` or `lease`; in a file of version 1 no live model asks.
  init(_ strategy: String, _ row: Row) throws {
    try self.init(
      round: row.value("round"), model: row.value("model"), strategy: strategy, rank: row.value("rank"),
      score: row.value("score"), inclusionProbability: row.value("inclusion_probability"),
      modelPosition: row.hasColumn("model_position") ? row.value("model_position") : nil)
  }
}
