import GarimpoRecipes
import GarimpoStore

/// The items of a project with a yes or a no, in the order of first import: what models are measured on.
///
/// Only these are loaded, however many the project has.
struct LabelledItems {
  /// The items with their labels.
  let items: Items
  /// The number of each.
  let numbers: [Int64]

  /// The answers: true yes.
  var targets: [Bool] { items.labels.map { $0 == true } }

  /// The items that had a label at `moment`, read by `recipe`, which also says in which version.
  init(_ snapshot: Snapshot, _ recipe: Recipe, at moment: LoadedItems.Moment, path: String) throws {
    guard try snapshot.itemCount() > 0 else { throw Failure.noItems(path: path) }
    let labels = try snapshot.labels(upTo: moment.labelPosition)
    var numbers: [Int64] = []
    var versions: [VersionNumber] = []
    for item in labels.answeredItems where labels.label(ofItem: item)?.target != nil {
      guard var version = try snapshot.newestVersion(ofItem: item, asOf: moment.versionPosition) else {
        throw Failure(.data, "\(path): item \(item) is labelled but has no version; run garimpo verify")
      }
      if recipe.versions == .labelled, let seen = labels.answers(ofItem: item).last(where: { $0.answer != .skip }),
        try !snapshot.isStandIn(version: seen.version)
      {
        version = seen.version
      }
      // As a round does, which has nothing to read of it.
      guard try !snapshot.isStandIn(version: version) else { continue }
      numbers.append(item)
      versions.append(VersionNumber(item: item, version: version))
    }
    self.numbers = numbers
    items = try recipe.items(of: versions, snapshot, path: path)
      .labelled(numbers.map { labels.label(ofItem: $0)?.target })
  }
}

/// What the model of a round has learnt from, and what else it has been measured on.
struct RoundLabels {
  /// Items that had a yes or no when the round was run.
  let labelled: Set<Int64>
  /// Those of them that it learnt from.
  let training: Set<Int64>

  /// Divides the labelled items again as the round did.
  init(_ snapshot: Snapshot, _ model: RoundModel, path: String) throws {
    let then = try LabelledItems(snapshot, model.recipe, at: .init(of: model.record), path: path)
    let division = try LabelledDivision(
      then.items, by: model.recipe.split, seed: RandomPurpose.split.seed(from: model.record.seed),
      duplicates: ItemDuplicates(then.items, .off), path: path)
    labelled = Set(then.numbers)
    training = Set(division.training.map { then.numbers[$0] })
  }
}

extension ItemGroups {
  /// The duplicates that the project knows of, and those among the labelled items by the recipe's own rule.
  init(_ snapshot: Snapshot, _ labelled: LabelledItems, _ spec: DuplicateSpec) throws {
    self.init(try snapshot.duplicates())
    join(labelled, spec)
  }

  /// Joins the duplicates among some items.
  mutating func join(_ labelled: LabelledItems, _ spec: DuplicateSpec) {
    let found = ItemDuplicates(labelled.items, spec)
    for (index, first) in found.group.enumerated() where first != index {
      join(labelled.numbers[first], labelled.numbers[index])
    }
  }
}
