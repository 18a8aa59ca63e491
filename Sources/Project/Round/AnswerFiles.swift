import GarimpoRecipes
import GarimpoTabular

/// Answers that were given since the table was made: batches of earlier rounds, their label column filled in.
///
/// Rows are matched by id, never by position; nothing is guessed. A row whose id the table does not have, and a cell that
/// is neither a yes nor a no, is counted and told; an answer that contradicts another stops the round.
struct AnswerFiles {
  /// What was taken from each file, in sentences.
  private(set) var notes: [String] = []
  private let recipe: Recipe
  private let tablePath: String
  private var files: [(path: String, table: Table, items: Items, unread: Int)] = []

  /// Reads the files of the request, in order.
  init(_ request: RoundRequest) throws(Failure) {
    recipe = request.recipe
    tablePath = request.tablePath
    for path in request.answerPaths {
      var options = TableOptions()
      // The batch was written with apostrophes before cells that a spreadsheet could run.
      options.unprotectsFormulas = true
      let table = try Failure.wrapping(path) { () throws(TableError) in try Table(path: path, options: options) }
      let (items, report) = try Failure.wrapping(path) { () throws(RecipeError) in
        try request.recipe.items(of: table, importTime: request.importTime, labelsRequired: false)
      }
      if let label = request.recipe.label, table.column(named: label.source.column) == nil {
        throw Failure(
          .data,
          "\(path): there is no column \"\(label.source.column)\", which holds the answers; "
            + "give the batch file that was filled in")
      }
      files.append((path, table, items, report.columns.first { $0.field == "label" }?.unreadCount ?? 0))
    }
  }

  /// The items with the answers of all files.
  mutating func applied(to items: Items) throws(Failure) -> Items {
    guard !files.isEmpty else { return items }
    var places: [String: Int] = [:]
    for (index, id) in items.ids.enumerated() { places[id] = index }
    var labels = items.labels
    var sources = labels.map { $0 == nil ? "" : tablePath }
    var conflicts: [String] = []
    for file in files {
      var counts = (yes: 0, no: 0, new: 0, unknown: 0)
      var unknownIDs: [String] = []
      for (index, answer) in file.items.labels.enumerated() {
        guard let answer else { continue }
        let id = file.items.ids[index]
        guard let place = places[id] else {
          counts.unknown += 1
          if unknownIDs.count < 5 { unknownIDs.append(id) }
          continue
        }
        if answer { counts.yes += 1 } else { counts.no += 1 }
        if let known = labels[place], known != answer {
          let record = file.table.record(ofRow: file.items.sourceRows[index])
          conflicts.append(
            "record \(record) (id \(id)) says \(answer ? "yes" : "no"), \(sources[place]) says \(known ? "yes" : "no")")
        } else if labels[place] == nil {
          labels[place] = answer
          sources[place] = file.path
          counts.new += 1
        }
      }
      if !conflicts.isEmpty { throw .contradictingAnswers(path: file.path, conflicts) }
      guard counts.yes + counts.no + counts.unknown > 0 else { throw .noAnswers(path: file.path, recipe: recipe) }
      notes.append(Self.note(file.path, counts, unknownIDs, unread: file.unread))
    }
    return items.labelled(labels)
  }

  private static func note(
    _ path: String, _ counts: (yes: Int, no: Int, new: Int, unknown: Int), _ unknownIDs: [String], unread: Int
  ) -> String {
    var note =
      "answers from \(path): \(Text.grouped(counts.yes)) yes and \(Text.grouped(counts.no)) no, "
      + "\(Text.grouped(counts.new)) of them new"
    if counts.unknown > 0 {
      note +=
        "; \(Text.count(counts.unknown, "answer")) left out, as the table has no row with that id "
        + "(\(unknownIDs.joined(separator: ", "))\(counts.unknown > unknownIDs.count ? ", …" : ""))"
    }
    if unread > 0 { note += "; \(Text.count(unread, "cell")) left out, neither a yes nor a no" }
    return note
  }
}

extension Failure {
  static func noAnswers(path: String, recipe: Recipe) -> Failure {
    let column = recipe.label?.source.column ?? ""
    return Failure(
      .data, "\(path): no row is answered; fill the column \"\(column)\" with yes and no as the recipe writes them")
  }

  static func contradictingAnswers(path: String, _ conflicts: [String]) -> Failure {
    let shown = conflicts.prefix(5).joined(separator: "; ")
    let rest = conflicts.count > 5 ? "; and \(conflicts.count - 5) more" : ""
    return Failure(.data, "\(path): \(shown)\(rest); correct one of the two")
  }
}
