extension FeatureSpec {
  /// The entry as a recipe has it, on one line: `tfidf: { field: title, min_documents: 2 }`. Keys that say what is usual are left
  /// out.
  package var yaml: String {
    switch self {
    case .number(let quantity, let transform):
      "{ number: \(quantity.yaml)\(Self.transformed(transform)) }"
    case .ratio(let quantity, let divisor, let transform):
      "{ ratio: [\(quantity.yaml), \(divisor.yaml)]\(Self.transformed(transform)) }"
    case .category(let field, let minCount):
      "{ category: \(YAMLScalar.quoted(field))\(minCount == 1 ? "" : ", min_count: \(minCount)") }"
    case .tfidf(let fields, let options):
      "tfidf: { \(([Self.named(fields)] + options.yaml).joined(separator: ", ")) }"
    }
  }

  private static func transformed(_ transform: NumberTransform) -> String {
    switch transform {
    case .none: ""
    case .log: ", transform: log"
    case .maxAbs: ", transform: max_abs"
    case .standard: ", transform: standard"
    }
  }

  private static func named(_ fields: [String]) -> String {
    let names = fields.map(YAMLScalar.quoted)
    return names.count == 1 ? "field: \(names[0])" : "fields: [\(names.joined(separator: ", "))]"
  }
}

extension Quantity {
  /// The quantity as a recipe has it.
  var yaml: String {
    switch self {
    case .field(let name): YAMLScalar.quoted(name)
    case .daysSince(let name): YAMLScalar.quoted("days since \(name)")
    }
  }
}

extension TfidfOptions {
  /// The keys that say what is not usual.
  fileprivate var yaml: [String] {
    var keys: [String] = []
    var usual = TfidfOptions(units: units)
    switch units {
    case .words: break
    case .stems(let language): keys += ["units: stems", "language: \(language.rawValue)"]
    case .characters:
      keys.append("units: characters")
      usual.ngrams = 3...5
    }
    if ngrams != usual.ngrams { keys.append("ngrams: [\(ngrams.lowerBound), \(ngrams.upperBound)]") }
    if minDocuments != usual.minDocuments { keys.append("min_documents: \(minDocuments.yaml)") }
    if maxDocuments != usual.maxDocuments { keys.append("max_documents: \(maxDocuments.yaml)") }
    if sublinear != usual.sublinear { keys.append("sublinear: \(sublinear)") }
    if smoothIdf != usual.smoothIdf { keys.append("smooth_idf: \(smoothIdf)") }
    if foldAccents != usual.foldAccents { keys.append("fold_accents: \(foldAccents)") }
    if !stopWords.isEmpty { keys.append("stop_words: [\(stopWords.map(YAMLScalar.quoted).joined(separator: ", "))]") }
    if weight != usual.weight { keys.append("weight: \(weight)") }
    return keys
  }
}

extension TfidfOptions.DocumentFrequency {
  /// A count, or a share with a decimal point.
  fileprivate var yaml: String {
    switch self {
    case .count(let count): "\(count)"
    case .share(let share): "\(share)"
    }
  }
}
