import GarimpoKernels
import GarimpoLearning
import GarimpoRecipes

/// What could be learnt from, and by what: the features that a recipe's fields offer, and learners.
struct TuningSpace {
  /// Features and a learner.
  struct Candidate: Hashable {
    var features: [FeatureSpec]
    var learner: LearnerChoice
  }

  /// Each candidate once; the recipe as it is comes first.
  let candidates: [Candidate]

  /// What is tried beside the recipe's own learner.
  static let usualLearners = [
    "forest trees=300", "extra-trees trees=300", "elas-u4", "logistic balance=balanced", "complement-naive-bayes",
    "mean(forest trees=300, logistic balance=balanced)",
  ]

  /// The candidates of `recipe`, whose own learner is `own`.
  init(_ recipe: Recipe, own: LearnerChoice, learners: [LearnerChoice]) {
    var candidates = [Candidate(features: recipe.features, learner: own)]
    var known = Set(candidates)
    for features in Self.features(recipe) {
      for learner in [own] + learners {
        // Beside numbers as they are words would not count for it.
        if learner.isSensitiveToScale, features.contains(where: Self.isUnscaled) { continue }
        let candidate = Candidate(features: features, learner: learner)
        if known.insert(candidate).inserted { candidates.append(candidate) }
      }
    }
    self.candidates = candidates
  }

  private static func isUnscaled(_ feature: FeatureSpec) -> Bool {
    switch feature {
    case .number(_, .none), .ratio(_, _, .none): true
    default: false
    }
  }

  /// `count` of the candidates, drawn without replacement, in their order; the recipe is always among them.
  func drawn(_ count: Int, seed: UInt64) -> [Candidate] {
    guard count < candidates.count else { return candidates }
    var generator = SplitMix64(seed: seed, stream: 0)
    var places = Array(1..<candidates.count)
    for place in 0..<count - 1 {
      places.swapAt(place, place + generator.next(below: places.count - place))
    }
    return [candidates[0]] + places[..<(count - 1)].sorted().map { candidates[$0] }
  }

  /// Texts × numbers × categories, each the recipe's own first; no list without an entry.
  private static func features(_ recipe: Recipe) -> [[FeatureSpec]] {
    let fields = TuningFields(recipe)
    var own: (texts: [FeatureSpec], numbers: [FeatureSpec], categories: [FeatureSpec]) = ([], [], [])
    for feature in recipe.features {
      switch feature {
      case .tfidf: own.texts.append(feature)
      case .number, .ratio: own.numbers.append(feature)
      case .category: own.categories.append(feature)
      }
    }
    var lists: [[FeatureSpec]] = []
    var known: Set<[FeatureSpec]> = []
    for texts in [own.texts] + fields.texts {
      for numbers in [own.numbers, [], fields.numbers] {
        for categories in [own.categories, [], fields.categories] {
          let list = numbers + categories + texts
          if !list.isEmpty, known.insert(list).inserted { lists.append(list) }
        }
      }
    }
    return lists
  }
}

/// The features that the fields of a recipe offer.
private struct TuningFields {
  /// Ways to make terms of the texts.
  let texts: [[FeatureSpec]]
  /// Counts and numbers by their size, and how many a day where there is a date.
  let numbers: [FeatureSpec]
  /// Categories and tags that several items have.
  let categories: [FeatureSpec]

  init(_ recipe: Recipe) {
    // What reads the answers would only repeat them.
    let fields = recipe.fields.filter { $0.source.column != recipe.label?.source.column }
    func names(_ kinds: FieldSpec.Kind...) -> [String] { fields.filter { kinds.contains($0.kind) }.map(\.name) }
    let title = fields.first { $0.kind == .text && $0.source.column == recipe.item.title.column }?.name
    texts = Self.texts(
      of: names(.text), title: title, language: fields.first { $0.kind == .text }.flatMap { Self.language($0.locale) })
    let amounts = names(.count, .number)
    numbers =
      amounts.map { .number(.field($0), .log) }
      + names(.date).prefix(1).flatMap { date in names(.count).map { .ratio(.field($0), .daysSince(date), .log) } }
    categories = names(.category, .tags).map { .category(field: $0, minCount: 2) }
  }

  private static func texts(of fields: [String], title: String?, language: StemLanguage?) -> [[FeatureSpec]] {
    guard !fields.isEmpty else { return [] }
    func terms(
      _ fields: [String], _ units: TfidfOptions.Units, _ ngrams: ClosedRange<Int>, weight: Double = 1
    ) -> FeatureSpec {
      .tfidf(
        fields: fields,
        TfidfOptions(units: units, ngrams: ngrams, minDocuments: .count(2), sublinear: true, weight: weight))
    }
    let units: TfidfOptions.Units = language.map { .stems($0) } ?? .words
    let short = [title ?? fields[0]]
    var lists: [[FeatureSpec]] = [
      [terms(short, .words, 1...1)], [terms(fields, .words, 1...1)], [terms(fields, .words, 1...2)],
      [terms(fields, units, 1...2)],
      [terms(fields, units, 1...2, weight: 0.8), terms(short, .characters, 3...5, weight: 0.2)],
    ]
    if fields.count > 1 {
      lists.append([terms(fields, units, 1...2, weight: 0.87), terms(short, units, 1...2, weight: 0.13)])
    }
    return lists
  }

  /// The language of texts in a locale, as far as its words can be brought to their stems.
  private static func language(_ locale: String) -> StemLanguage? {
    switch locale.prefix(2) {
    case "en": .english
    case "pt": .portuguese
    case "es": .spanish
    case "de": .german
    case "fr": .french
    case "it": .italian
    default: nil
    }
  }
}
