import GarimpoQuerying
import GarimpoRecipes
import GarimpoTabular

// Translations between the recipe's words and the sentences of the result.

extension BatchRequest {
  /// The request that a recipe describes.
  init(_ spec: BatchSpec) {
    let hard: Hard =
      switch (spec.band, spec.hard) {
      case (nil, let count): .closest(to: spec.threshold, count: count ?? 0)
      case (let band?, nil): .band(band)
      case (let band?, let count?): .closestInBand(band, to: spec.threshold, count: count)
      }
    self.init(hard: hard, randomCount: spec.random)
  }
}

extension RoundResult {
  /// The result of a computed round; `records` names for each item the record that it came from.
  init(
    _ computed: ComputedRound, _ material: RoundMaterial, source: Source, observed: String?, cleaning: CleaningReport,
    records: [Int]
  ) {
    self.init(
      source: source, recipe: material.recipe.name, seed: material.seed, observed: observed, cleaning: cleaning,
      split: computed.division.summary(poolCount: computed.pool.count), features: computed.features,
      model: computed.learner, influences: computed.influences, influencesNote: computed.influencesNote,
      quality: computed.quality, batch: .init(computed, material, records: records))
  }
}

extension RoundResult.Batch {
  init(_ computed: ComputedRound, _ material: RoundMaterial, records: [Int]) {
    let (batch, spec, items) = (computed.batch, material.recipe.batch, material.items)
    let hard =
      switch spec.band {
      case nil: "the \(Text.grouped(batch.hardCount)) closest to \(Text.shortest(spec.threshold))"
      case let band?:
        "\(Text.grouped(batch.hardCount)) with a score from \(Text.shortest(band.lowerBound)) to \(Text.shortest(band.upperBound))"
      }
    var notes = batch.notes
    let repeated = computed.pool.count - computed.askable.count
    if repeated > 0 {
      notes.append("\(Text.count(repeated, "duplicate")) of other items \(repeated == 1 ? "is" : "are") not asked")
    }
    self.init(
      rule: "\(hard), and \(Text.grouped(batch.randomCount)) at random from the rest",
      note: notes.isEmpty ? nil : notes.joined(separator: "; "),
      items: batch.items.map { item in
        let index = computed.item(of: item.row)
        return RoundResult.BatchItem(
          id: items.ids[index], record: records[index], title: items.titles[index],
          link: items.links[index].isEmpty ? nil : items.links[index],
          score: Double("\(item.score)") ?? Double(item.score), rank: item.rank, reason: item.reason.rawValue,
          inclusionProbability: item.inclusionProbability)
      })
  }
}

extension RoundResult.Source {
  init(_ table: Table, path: String, notes: [String] = []) {
    self.init(
      path: path, format: table.report.formatSentence, rowCount: table.rowCount, columnCount: table.columnCount,
      warnings: table.report.warnings + notes)
  }
}
