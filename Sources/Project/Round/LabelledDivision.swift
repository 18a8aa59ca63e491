import GarimpoEvaluation
import GarimpoRecipes

/// The labelled items of a round, divided; indices are those of the items.
struct LabelledDivision {
  /// All labelled items.
  let labelled: [Int]
  /// Those that train.
  let training: [Int]
  /// Those that validate.
  let validation: [Int]
  private let labelledPositiveCount: Int
  private let validationPositiveCount: Int
  private let trainingPositiveCount: Int
  private let rule: String

  /// Divides the labelled items as the recipe says.
  ///
  /// A validation item of which a duplicate trains is left out: its answer is known already.
  init(
    _ items: Items, by spec: SplitSpec, seed: UInt64, duplicates: ItemDuplicates, path: String
  ) throws(Failure) {
    let labelled = items.labels.indices.filter { items.labels[$0] != nil }
    guard !labelled.isEmpty else { throw .noLabels(path: path) }
    let targets = labelled.map { items.labels[$0] == true }
    func times(_ field: String) -> [Int64?] {
      guard case .date(let dates)? = items.field(named: field)?.values else { return labelled.map { _ in nil } }
      return labelled.map { dates[$0]?.secondsSince1970 }
    }
    let split = try Failure.wrapping(path) { () throws(SplitError) in
      switch spec {
      case .date(let field, let threshold):
        try Split.before(threshold.secondsSince1970, times: times(field), targets: targets)
      case .latest(let field, let share):
        try Split.latest(validationShare: share, times: times(field), targets: targets)
      case .group(let field, let share):
        try Split.groups(
          Self.groups(items, field, labelled), validationShare: share, targets: targets, seed: seed)
      case .random(let share):
        try Split.random(validationShare: share, targets: targets, seed: seed)
      }
    }
    self.labelled = labelled
    labelledPositiveCount = split.trainingPositiveCount + split.validationPositiveCount
    trainingPositiveCount = split.trainingPositiveCount
    training = split.training.map { labelled[$0] }
    let known = Set(training.map { duplicates.group[$0] })
    let later = split.validation.map { labelled[$0] }
    validation = later.filter { !known.contains(duplicates.group[$0]) }
    validationPositiveCount = validation.count { items.labels[$0] == true }
    guard !validation.isEmpty else { throw .onlyKnownValidation(path: path, count: later.count) }
    var rule = Self.rule(spec)
    if !split.leftOut.isEmpty {
      rule += "; \(split.leftOut.count) labelled items without a date are on neither side"
    }
    if validation.count < later.count {
      let count = later.count - validation.count
      rule +=
        "; \(Text.count(count, "labelled item")) whose duplicate trains \(count == 1 ? "is" : "are") left out"
    }
    self.rule = rule
  }

  /// The counts, for the result.
  func summary(poolCount: Int) -> RoundResult.Split {
    RoundResult.Split(
      rule: rule, labelledCount: labelled.count,
      labelledPositiveCount: labelledPositiveCount, trainCount: training.count,
      trainPositiveCount: trainingPositiveCount, validationCount: validation.count,
      validationPositiveCount: validationPositiveCount, poolCount: poolCount)
  }

  /// A number for each group; items whose field is empty are groups of their own.
  private static func groups(_ items: Items, _ field: String, _ rows: [Int]) -> [Int] {
    let names: [String] =
      switch items.field(named: field)?.values {
      case .text(let values)?, .category(let values)?: rows.map { values[$0] }
      case .tags(let values)?: rows.map { values[$0].joined(separator: "\u{1F}") }
      default: rows.map { _ in "" }
      }
    var numbers: [String: Int] = [:]
    var next = 0
    return names.map { name in
      if !name.isEmpty, let known = numbers[name] { return known }
      next += 1
      if !name.isEmpty { numbers[name] = next }
      return next
    }
  }

  /// The division in words.
  static func rule(_ spec: SplitSpec) -> String {
    switch spec {
    case .date(let field, let threshold):
      "\(field) before \(threshold) trains, the rest validates"
    case .latest(let field, let share):
      "the latest \(percent(share)) by \(field) validate, the earlier ones train"
    case .group(let field, let share):
      "whole groups of \(field) validate, about \(percent(share)) of the labelled items"
    case .random(let share):
      "a random \(percent(share)) validate, drawn with the share of yes kept"
    }
  }

  private static func percent(_ share: Double) -> String { "\(Text.decimal(share * 100, places: 0)) %" }
}

extension Failure {
  static func onlyKnownValidation(path: String, count: Int) -> Failure {
    Failure(
      .data,
      "\(path): all \(Text.count(count, "item")) to validate on are duplicates of training items, so nothing could be "
        + "measured; label other items, split otherwise, or say duplicates: off in the recipe")
  }
}
