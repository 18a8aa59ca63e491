import GarimpoLearning
import GarimpoRecipes

/// How a recipe is understood, in words.
struct RecipeWords {
  private let recipe: Recipe

  init(_ recipe: Recipe) { self.recipe = recipe }

  /// A line for each part of the recipe.
  var table: TextTable {
    var table = TextTable([.left, .left], wrapsLast: true)
    func add(_ part: String, _ texts: [String]) {
      for (place, text) in texts.flatMap({ DisplayText.wrapped(DisplayText.printable($0), to: 66) }).enumerated() {
        table.add([.init(place == 0 ? part : "", .faint), .init(text)])
      }
    }
    add("item", [item])
    add("label", [label])
    add("observed", [observed])
    add("fields", recipe.fields.map(field))
    add("features", recipe.features.map(feature))
    add("split", [LabelledDivision.rule(recipe.split)])
    add("model", [model])
    add("batch", [batch])
    return table
  }

  private var item: String {
    let id = recipe.item.key.map { "id from \(Self.column($0))" } ?? "id by hash"
    return "\(id), title from \(Self.column(recipe.item.title))"
  }

  private var label: String {
    guard let label = recipe.label else { return "none: the table can be scored, not learnt from" }
    return "\(Self.column(label.source)): yes is \(Self.quoted(label.yes)), no is \(Self.quoted(label.no))"
  }

  private var observed: String {
    switch recipe.observed {
    case .fixed(let moment): moment.description
    case .column(let source, _, _): "when \(Self.column(source)) says"
    case .importTime: "when the table is read"
    }
  }

  private func field(_ field: FieldSpec) -> String {
    let isWritten = [.number, .count, .date].contains(field.kind)
    return "\(field.name): \(field.kind.rawValue) from \(Self.column(field.source))"
      + (isWritten ? ", written as in \(field.locale)" : "")
  }

  private func feature(_ feature: FeatureSpec) -> String {
    switch feature {
    case .number(let quantity, let transform): quantity.phrase + Self.suffix(transform)
    case .ratio(let top, let bottom, let transform): "\(top.phrase) / \(bottom.phrase)" + Self.suffix(transform)
    case .category(let field, let minCount): "a column for each \(field) of at least \(Text.count(minCount, "item"))"
    case .tfidf(let fields, let options):
      "the \(Self.units(options)) of \(fields.joined(separator: " and ")) by TF-IDF, in at least "
        + Self.frequency(options.minDocuments)
        + (options.weight == 1 ? "" : ", with weight \(Text.shortest(options.weight))")
    }
  }

  private var model: String {
    guard let learner = try? recipe.learner() else { return recipe.model.text }
    return learner.summary + (learner.givesProbabilities ? "" : ", in rounds with a curve to probabilities (platt)")
  }

  private var batch: String {
    let batch = recipe.batch
    let hard =
      switch (batch.band, batch.hard) {
      case (nil, let count): "the \(Text.grouped(count ?? 0)) closest to \(Text.shortest(batch.threshold))"
      case (let band?, nil):
        "all from \(Text.shortest(band.lowerBound)) to \(Text.shortest(band.upperBound))"
      case (let band?, let count?):
        "the \(Text.grouped(count)) closest to \(Text.shortest(batch.threshold)) among those from "
          + "\(Text.shortest(band.lowerBound)) to \(Text.shortest(band.upperBound))"
      }
    return "\(hard), and \(Text.grouped(batch.random)) at random from the rest"
  }

  private static func column(_ source: ColumnSource) -> String {
    source.column.isEmpty ? "the column without a name" : "column \(source.column)"
  }

  private static func quoted(_ texts: [String]) -> String { Text.alternatives(texts.map { "\"\($0)\"" }) }

  private static func suffix(_ transform: NumberTransform) -> String {
    switch transform {
    case .none: ""
    case .log: ", logarithm"
    case .maxAbs: ", divided by the largest"
    case .standard: ", standardised"
    }
  }

  private static func units(_ options: TfidfOptions) -> String {
    switch options.units {
    case .words: "terms"
    case .stems(let language): "stems (\(language.rawValue))"
    case .characters: "groups of \(options.ngrams.lowerBound) to \(options.ngrams.upperBound) characters"
    }
  }

  private static func frequency(_ frequency: TfidfOptions.DocumentFrequency) -> String {
    switch frequency {
    case .count(let count): Text.count(count, "document")
    case .share(let share): "\(Text.shortest(share * 100)) % of the documents"
    }
  }
}

extension Quantity {
  /// `views`, `days since published`.
  fileprivate var phrase: String {
    switch self {
    case .field(let name): name
    case .daysSince(let name): "days since \(name)"
    }
  }
}
