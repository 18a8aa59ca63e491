import Foundation
import GRDB

extension LabelEvent {
  /// The entry in a row of `label_event` or of a view over it.
  init(_ row: Row) throws {
    guard let answer = Answer(rawValue: row["answer"]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "label_event \(row["id"] as Int64): unknown answer")
    }
    self.init(
      item: row["item"], version: row["version"], answer: answer, annotator: row["annotator"], at: row["at"],
      source: row["source"])
    position = row["id"]
    undoes = row["undoes"]
    settles = row["settles"]
    seconds = row["seconds"]
    note = row["note"]
    importID = row["import"]
    token = row["token"]
    if let strategy = row["strategy"] as String? {
      asking = Asking(
        round: row["round"], model: row["model"], strategy: strategy, rank: row["rank"], score: row["score"],
        inclusionProbability: row["inclusion_probability"])
    }
  }
}
