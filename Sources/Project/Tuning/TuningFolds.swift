import GarimpoEvaluation
import GarimpoRecipes

/// Divisions of the training items of a recipe, on which candidates are compared: what validates in the end is in none.
///
/// Where the recipe divides by time, the folds do too: each validates what came right after what it trains on. Of the training
/// items, ordered by time, fold f of the three or fewer trains on the first 3 + f sixths and validates on the next. Otherwise
/// the recipe's own rule divides the training items four times, by four seeds, and a quarter validates.
struct TuningFolds {
  /// The divisions, the latest first.
  let divisions: [LabelledDivision]
  /// What they are, in words.
  let rule: String

  init(
    _ items: Items, _ outer: LabelledDivision, _ recipe: Recipe, duplicates: ItemDuplicates, seed: UInt64, path: String
  ) throws(Failure) {
    var divisions: [LabelledDivision] = []
    func add(_ rows: some Sequence<Int>, _ spec: SplitSpec, seed: UInt64) {
      var labels = [Bool?](repeating: nil, count: items.count)
      for row in rows { labels[row] = items.labels[row] }
      let part = items.labelled(labels)
      // A part with one answer only says nothing, and is left out.
      guard
        let division = try? LabelledDivision(part, by: spec, seed: seed, duplicates: duplicates, path: path),
        [division.training, division.validation].allSatisfy({ Set($0.map { items.labels[$0] }).count == 2 })
      else { return }
      divisions.append(division)
    }
    switch recipe.split {
    case .date(let field, _), .latest(let field, _):
      let rows = Self.inTime(outer.training, items, field)
      for fold in (0..<3).reversed() {
        let end = rows.count * (4 + fold) / 6
        add(rows[..<end], .latest(field: field, validationShare: 1 / Double(4 + fold)), seed: seed)
      }
      rule = "each validates what came after what it trains on, by \(field)"
    case .group(let field, _):
      for fold in 0..<4 as Range<UInt64> {
        add(outer.training, .group(field: field, validationShare: 0.25), seed: seed &+ fold)
      }
      rule = "each validates other groups of \(field)"
    case .random:
      for fold in 0..<4 as Range<UInt64> { add(outer.training, .random(validationShare: 0.25), seed: seed &+ fold) }
      rule = "each validates a random quarter"
    }
    guard !divisions.isEmpty else {
      throw Failure(
        .data,
        "\(path): the \(Text.count(outer.training.count, "training item")) cannot be divided further so that either part has yes "
          + "and no; label more items, or split otherwise")
    }
    self.divisions = divisions
  }

  /// The rows from the earliest to the latest; of one moment in the order of the table.
  private static func inTime(_ rows: [Int], _ items: Items, _ field: String) -> [Int] {
    guard case .date(let dates)? = items.field(named: field)?.values else { return rows }
    func time(_ row: Int) -> Int64 { dates[row]?.secondsSince1970 ?? .max }
    return rows.sorted { (time($0), $0) < (time($1), $1) }
  }
}
