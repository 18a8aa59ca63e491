import GarimpoFeatures
import GarimpoKernels
import GarimpoLearning
import GarimpoMatrix
import GarimpoRecipes
import GarimpoStore

extension LiveModel {
  /// Why the newest model gives an item its score. For any item, also one that is labelled or came since it was loaded: the
  /// item is read as it is now.
  ///
  /// - Throws: a failure when there is no model yet, or no item with this id.
  public func explanation(of id: String) throws(Failure) -> ItemExplanation {
    let published = published
    guard let fit = published.fit, let position = published.offer?.position, published.offer?.order != nil else {
      throw .noLiveModel(path: project.path, published.state.message)
    }
    return try project.read { snapshot in
      let item = try snapshot.demandItem(key: id, path: project.path)
      guard let version = try snapshot.newestVersion(ofItem: item.id) else {
        throw Failure(.data, "\(project.path): the item \"\(id)\" has no content; run garimpo verify")
      }
      let items = try fit.material.recipe.items(
        of: [VersionNumber(item: item.id, version: version.id)], snapshot, path: project.path)
      let explaining = try Failure.wrapping(project.path) { () throws(FeatureError) in try Explaining(fit, items) }
      var explanation = try Failure.wrapping(project.path) { () throws(FeatureError) in
        try explaining.explanation(at: position)
      }
      explanation.neighbours = try explaining.neighbours(of: item.id, snapshot)
      return explanation
    }
  }
}

/// Explains the score of one item.
private struct Explaining {
  let fit: LiveFit
  /// The item, alone.
  let items: Items
  /// Its row.
  let wide: CSRMatrix
  /// The same with the columns of the model only.
  let row: CSRMatrix

  /// How many parts are named.
  static let partCount = 12
  /// The most marks.
  static let markCount = 60
  /// How many neighbours are named.
  static let neighbourCount = 5

  init(_ fit: LiveFit, _ items: Items) throws(FeatureError) {
    self.fit = fit
    self.items = items
    wide = try fit.material.pipeline.transform(items, rows: [0])
    row = wide.selecting(rows: [0], columns: fit.columns)
  }

  func explanation(at position: Int64) throws(FeatureError) -> ItemExplanation {
    let score = Double(fit.model.shares(of: row, on: WorkerPool(threadCount: 1))[0])
    guard let found = fit.model.contributions(of: row, rows: CollectionOfOne(0))?[0] else {
      return ItemExplanation(
        score: score, scale: nil, sum: score, base: score, parts: [], restCount: 0, rest: 0, marks: [], neighbours: [],
        modelPosition: position)
    }
    let amounts = found.byFeature.map {
      (column: Int(fit.columns.columns[$0.feature]), feature: $0.feature, amount: $0.amount)
    }
    .filter { $0.amount != 0 }
    .sorted { ($1.amount.magnitude, $0.column) < ($0.amount.magnitude, $1.column) }
    var parts: [ItemExplanation.Part] = []
    for (column, feature, amount) in amounts.prefix(Self.partCount) {
      parts.append(
        try fit.material.pipeline.part(
          ofColumn: column, amount, isPresent: row[0, feature] != 0, items: items, row: 0))
    }
    let rest = amounts.dropFirst(Self.partCount)
    return ItemExplanation(
      score: score, scale: found.scale.rawValue,
      isByCurve: found.scale != .probability || found.isBeforeCalibration, sum: found.sum, base: found.base,
      parts: parts,
      restCount: rest.count, rest: rest.reduce(0) { $0 + $1.amount },
      marks: marks(Dictionary(uniqueKeysWithValues: amounts.map { ($0.column, $0.amount) })), neighbours: [],
      modelPosition: position)
  }

  /// The occurrences of the terms with an amount: the strongest, the longer of two that are equally strong, none that
  /// overlaps a stronger one.
  private func marks(_ amounts: [Int: Double]) -> [ItemExplanation.Mark] {
    var found: [(field: Int, mark: ItemExplanation.Mark)] = []
    for (index, name) in fit.material.pipeline.termFields.enumerated() {
      guard case .text(let texts)? = items.field(named: name)?.values else { continue }
      for occurrence in fit.material.pipeline.occurrences(inField: name, of: texts[0]) {
        guard let amount = amounts[occurrence.column] else { continue }
        found.append(
          (
            index,
            .init(field: name, offset: occurrence.place.lowerBound, length: occurrence.place.count, amount: amount)
          ))
      }
    }
    found.sort { one, other in
      (other.mark.amount.magnitude, other.mark.length, one.field, one.mark.offset)
        < (one.mark.amount.magnitude, one.mark.length, other.field, other.mark.offset)
    }
    var taken: [Int: [Range<Int>]] = [:]
    var kept: [(field: Int, mark: ItemExplanation.Mark)] = []
    for (field, mark) in found where kept.count < Self.markCount {
      let place = mark.offset..<(mark.offset + mark.length)
      guard !(taken[field] ?? []).contains(where: { $0.overlaps(place) }) else { continue }
      taken[field, default: []].append(place)
      kept.append((field, mark))
    }
    return kept.sorted { ($0.field, $0.mark.offset) < ($1.field, $1.mark.offset) }.map(\.mark)
  }

  /// The labelled items whose terms are most like those of an item, without itself; equal ones in the order of the items.
  func neighbours(of item: Int64, _ snapshot: Snapshot) throws -> [ItemExplanation.Neighbour] {
    guard let columns = fit.material.textColumns else { return [] }
    let row = wide.selecting(rows: [0], columns: columns)
    let lesson = fit.lesson
    let labelled = CosineRows(lesson.matrix.selecting(rows: 0..<lesson.items.count, columns: columns))
    let cosines = labelled.cosines(withRow: 0, of: CosineRows(row))
    let nearest = cosines.indices.filter { cosines[$0] > 0 && row.nonzeroCount > 0 && lesson.items[$0] != item }
      .sorted { (cosines[$1], $0) < (cosines[$0], $1) }.prefix(Self.neighbourCount)
    return try nearest.compactMap { place in
      guard let stored = try snapshot.item(lesson.items[place]),
        let version = try snapshot.newestVersion(ofItem: stored.id)
      else { return nil }
      return .init(
        id: stored.key, title: version.title, label: lesson.targets[place] ? "yes" : "no",
        similarity: Double(cosines[place]))
    }
  }
}

extension Failure {
  static func noLiveModel(path: String, _ state: String) -> Failure {
    Failure(.data, "\(path): there is no live model to explain a score yet. \(state)")
  }
}
