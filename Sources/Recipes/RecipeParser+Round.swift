extension RecipeParser {
  /// What makes a quantity of a date: `days since published`.
  static let daysSince = "days since "

  /// The entries of `features:`; an entry has one of the four keys and what belongs to it.
  mutating func features() throws(RecipeError) -> [FeatureSpec] {
    guard let node = root["features"] else { return [] }
    var features: [FeatureSpec] = []
    for (index, part) in try node.list("a list, such as - number: views").enumerated() {
      features.append(try feature(part, number: index + 1))
    }
    return features
  }

  private mutating func feature(_ node: DocumentNode, number: Int) throws(RecipeError) -> FeatureSpec {
    let kinds = ["number", "ratio", "category", "tfidf"]
    let expected = "one of number, ratio, category, tfidf, such as number: views"
    let keys = try node.keys(kinds + ["transform", "min_count"], expected)
    let given = kinds.filter { keys[$0] != nil }
    guard given.count == 1, let kind = given.first, let value = keys[kind] else {
      throw .badValue(
        node.place, found: given.isEmpty ? "no kind of feature" : given.joined(separator: " and "), expected: expected)
    }
    let need = "feature \(number) (\(kind))"
    if let transform = keys["transform"], kind != "number", kind != "ratio" {
      throw .badValue(transform.place, found: "transform beside \(kind)", expected: "it only beside number and ratio")
    }
    if let minCount = keys["min_count"], kind != "category" {
      throw .badValue(minCount.place, found: "min_count beside \(kind)", expected: "it only beside category")
    }
    switch kind {
    case "number":
      return .number(try quantity(value, need), try transform(keys))
    case "ratio":
      let parts = try value.list("two quantities, such as [views, days since published]")
      guard parts.count == 2 else { throw value.unexpected("two quantities, such as [views, days since published]") }
      return .ratio(try quantity(parts[0], need), try quantity(parts[1], need), try transform(keys))
    case "category":
      let field = try self.field(value, [.category, .tags], "category or tags", need)
      let minCount = try keys["min_count"]?.whole(1...Int.max, "a whole number of items, 1 or more")
      return .category(field: field, minCount: minCount ?? 1)
    default:
      return try tfidf(value, need)
    }
  }

  private func transform(_ keys: DocumentKeys) throws(RecipeError) -> NumberTransform {
    let names: [(String, NumberTransform)] = [
      ("none", .none), ("log", .log), ("max_abs", .maxAbs), ("standard", .standard),
    ]
    guard let node = keys["transform"] else { return .none }
    let expected = "one of \(names.map(\.0).joined(separator: ", "))"
    let text = try node.text(expected)
    guard let name = names.first(where: { $0.0 == text }) else { throw node.unexpected(expected) }
    return name.1
  }

  private mutating func quantity(_ node: DocumentNode, _ need: String) throws(RecipeError) -> Quantity {
    let text = try node.text("a field's name, or days since a date field")
    if text.hasPrefix(RecipeParser.daysSince) {
      let name = String(text.dropFirst(RecipeParser.daysSince.count))
      return .daysSince(try field(name, node.place, [.date], "date", need))
    }
    return .field(try field(text, node.place, [.number, .count], "number or count", need))
  }

  private mutating func tfidf(_ node: DocumentNode, _ need: String) throws(RecipeError) -> FeatureSpec {
    let known = [
      "field", "fields", "units", "language", "ngrams", "min_documents", "max_documents", "sublinear", "smooth_idf",
      "fold_accents", "stop_words", "weight",
    ]
    guard case .mapping = node.content else {
      // `tfidf: title` and `tfidf: [title, description]` are short for a mapping with nothing but the fields.
      return .tfidf(fields: try textFields(node, need), TfidfOptions())
    }
    let keys = try node.keys(known, "a text field, or keys such as { field: title, min_documents: 2 }")
    guard let fieldNode = keys["field"] ?? keys["fields"] else {
      throw .missingKey(node.place, key: "field", example: "field: title")
    }
    if keys["field"] != nil, let fields = keys["fields"] {
      throw .badValue(fields.place, found: "field and fields", expected: "one of them")
    }
    var options = TfidfOptions()
    options.units = try units(keys)
    if options.units == .characters { options.ngrams = 3...5 }
    if let ngrams = keys["ngrams"] {
      let shortest = options.units == .characters ? 2 : 1
      let expected =
        options.units == .characters
        ? "the shortest and the longest n-gram of characters, 2 to 20, such as [3, 5]"
        : "the shortest and the longest word n-gram, such as [1, 2]"
      let parts = try ngrams.list(expected)
      guard parts.count == 2 else { throw ngrams.unexpected(expected) }
      let (low, high) = (try parts[0].whole(shortest...20, expected), try parts[1].whole(shortest...20, expected))
      guard low <= high else {
        throw .badValue(ngrams.place, found: "[\(low), \(high)]", expected: expected)
      }
      options.ngrams = low...high
    }
    if let node = keys["min_documents"] { options.minDocuments = try documents(node) }
    if let node = keys["max_documents"] { options.maxDocuments = try documents(node) }
    options.sublinear = try keys["sublinear"]?.truth() ?? false
    options.smoothIdf = try keys["smooth_idf"]?.truth() ?? true
    options.foldAccents = try keys["fold_accents"]?.truth() ?? false
    if let node = keys["stop_words"] {
      if case .scalar = node.content { throw node.unexpected("a list of words, such as [the, of]") }
      if options.units == .characters {
        throw .badValue(node.place, found: "stop_words beside units: characters", expected: "one of them")
      }
      options.stopWords = try node.texts("a list of words, such as [the, of]")
    }
    if let node = keys["weight"] {
      let expected = "a number above 0, such as 0.3"
      guard let weight = Double(try node.text(expected)), weight > 0, weight.isFinite else {
        throw node.unexpected(expected)
      }
      options.weight = weight
    }
    return .tfidf(fields: try textFields(fieldNode, need), options)
  }

  /// What texts are made of: `units`, and beside stems their `language`.
  private func units(_ keys: DocumentKeys) throws(RecipeError) -> TfidfOptions.Units {
    let expected = "one of words, stems, characters"
    let name = try keys["units"]?.text(expected) ?? "words"
    if let language = keys["language"], name != "stems" {
      throw .badValue(language.place, found: "language beside units: \(name)", expected: "it only beside units: stems")
    }
    guard name == "stems" else {
      if let node = keys["units"], name != "words", name != "characters" { throw node.unexpected(expected) }
      return name == "words" ? .words : .characters
    }
    return .stems(try keys.required("language", example: "language: english").choice(StemLanguage.self))
  }

  private mutating func textFields(_ node: DocumentNode, _ need: String) throws(RecipeError) -> [String] {
    let expected = "a text field's name, or a list of them"
    if case .list(let parts) = node.content {
      guard !parts.isEmpty else { throw node.unexpected(expected) }
      var names: [String] = []
      for part in parts { names.append(try field(part, [.text], "text", need)) }
      return names
    }
    return [try field(try node.text(expected), node.place, [.text], "text", need)]
  }

  /// A number of documents (`2`) or a share of them (`5%`, `0.5`): a whole number without `%` is a count.
  private func documents(_ node: DocumentNode) throws(RecipeError) -> TfidfOptions.DocumentFrequency {
    let expected = "a whole number of documents such as 2, or a share such as 5% or 0.05"
    let text = try node.text(expected)
    if let count = Int(text) {
      guard count >= 1 else { throw node.unexpected(expected) }
      return .count(count)
    }
    return .share(try node.share(expected))
  }

  // MARK: Split, model, batch

  mutating func split() throws(RecipeError) -> SplitSpec {
    let expected = "keys such as { by: published, train_before: 2019-04-01 }, or random"
    guard let node = root["split"] else { return .random(validationShare: 0.3) }
    if case .scalar("random", _) = node.content { return .random(validationShare: 0.3) }
    let keys = try node.keys(["by", "group", "train_before", "validation_share"], expected)
    let before = keys["train_before"]
    let shareText = "a share between 0 and 1, such as 0.3 or 30%"
    let share = try keys["validation_share"]?.share(shareText)
    if let share, let shareNode = keys["validation_share"], share <= 0 || share >= 1 {
      throw shareNode.unexpected(shareText)
    }
    if let before, let shareNode = keys["validation_share"] {
      throw .badValue(
        shareNode.place, found: "validation_share beside train_before (line \(before.place.line))",
        expected: "one of them")
    }
    if let group = keys["group"] {
      if let by = keys["by"] { throw .badValue(by.place, found: "by beside group", expected: "one of them") }
      if let before { throw .badValue(before.place, found: "train_before beside group", expected: "validation_share") }
      let name = try field(group, [.category, .text], "category or text", "the split")
      return .group(field: name, validationShare: share ?? 0.3)
    }
    let by = try keys.required("by", example: "by: published, group: channel or by: random")
    if case .scalar("random", _) = by.content {
      if let before { throw .badValue(before.place, found: "train_before beside random", expected: "validation_share") }
      return .random(validationShare: share ?? 0.3)
    }
    let byText = try by.text("a date field's name, or random")
    let groups = fields.contains { $0.name == byText && ($0.kind == .text || $0.kind == .category) }
    let advice = "date; write group: \(ColumnTally.cut(byText, to: 60)) to keep its equal values on one side"
    let name = try field(by, [.date], groups ? advice : "date", "the split")
    guard let before else { return .latest(field: name, validationShare: share ?? 0.3) }
    guard let moment = Timestamp(iso8601: try before.text("a date such as 2019-04-01")) else {
      throw before.unexpected("a date such as 2019-04-01")
    }
    return .date(field: name, trainBefore: moment)
  }

  /// The learner in its own words, or a forest by keys.
  func model() throws(RecipeError) -> ModelSpec {
    guard let node = root["model"] else { return ModelSpec() }
    let expected = "a learner such as forest trees=500, or keys such as { random_forest: { trees: 1000 } }"
    if case .scalar(let text, _) = node.content {
      // The names of the keys alone: a forest as usual.
      if let learner = ForestSpec.Learner(rawValue: text) {
        return ModelSpec(ForestSpec(learner: learner).text, at: node.place)
      }
      return ModelSpec(try node.text(expected), at: node.place)
    }
    let given = try node.keys(ForestSpec.Learner.allCases.map(\.rawValue), expected).entries
    guard given.count == 1, let entry = given.first, let learner = ForestSpec.Learner(rawValue: entry.key) else {
      throw .badValue(node.place, found: "\(given.count) learners", expected: expected)
    }
    return ModelSpec(try forest(learner, entry.value).text, at: node.place)
  }

  private func forest(_ learner: ForestSpec.Learner, _ parameters: DocumentNode) throws(RecipeError) -> ForestSpec {
    var model = ForestSpec(learner: learner)
    if case .scalar("", false) = parameters.content { return model }
    let keys = try parameters.keys(
      ["trees", "class_weight", "max_features", "min_samples_leaf", "min_samples_split", "max_depth"],
      "keys such as { trees: 1000, class_weight: balanced }")
    model.trees = try keys["trees"]?.whole(1...1_000_000, "a whole number of trees, 1 or more") ?? model.trees
    model.classWeight = try keys["class_weight"]?.choice(ForestSpec.ClassWeight.self) ?? model.classWeight
    if let node = keys["max_features"] { model.maxFeatures = try maxFeatures(node) }
    model.minSamplesLeaf = try keys["min_samples_leaf"]?.whole(1...Int.max, "a whole number of items, 1 or more") ?? 1
    model.minSamplesSplit = try keys["min_samples_split"]?.whole(2...Int.max, "a whole number of items, 2 or more") ?? 2
    if let node = keys["max_depth"] {
      if case .scalar("none", _) = node.content {
        model.maxDepth = nil
      } else {
        model.maxDepth = try node.whole(1...1_000_000, "a whole number of levels, 1 or more, or none")
      }
    }
    return model
  }

  /// `sqrt`, `log2`, a number of features, or a share of them (`10%`, `0.1`).
  private func maxFeatures(_ node: DocumentNode) throws(RecipeError) -> ForestSpec.MaxFeatures {
    let expected = "sqrt, log2, a whole number of features, or a share such as 10%"
    switch try node.text(expected) {
    case "sqrt": return .sqrt
    case "log2": return .log2
    case let text:
      if let count = Int(text) {
        guard count >= 1 else { throw node.unexpected(expected) }
        return .count(count)
      }
      let share = try node.share(expected)
      guard share > 0 else { throw node.unexpected(expected) }
      return .share(share)
    }
  }

  func batch() throws(RecipeError) -> BatchSpec {
    var batch = BatchSpec()
    guard let node = root["batch"] else { return batch }
    let keys = try node.keys(["hard", "random", "band", "threshold"], "keys such as { hard: 70, random: 30 }")
    if let node = keys["band"] {
      let expected = "the lowest and the highest score, such as [0.26, 1]"
      let parts = try node.list(expected)
      guard parts.count == 2 else { throw node.unexpected(expected) }
      let (low, high) = (try parts[0].share(expected), try parts[1].share(expected))
      guard low <= high else { throw .badValue(node.place, found: "[\(low), \(high)]", expected: expected) }
      batch.band = low...high
      batch.hard = nil
    }
    if let node = keys["hard"] {
      if case .scalar("all", _) = node.content {
        guard batch.band != nil else { throw .badValue(node.place, found: "all without a band", expected: "a number") }
        batch.hard = nil
      } else {
        batch.hard = try node.whole(0...Int.max, "a whole number of items, 0 or more")
      }
    }
    batch.random = try keys["random"]?.whole(0...Int.max, "a whole number of items, 0 or more") ?? batch.random
    batch.threshold = try keys["threshold"]?.share("a score between 0 and 1, such as 0.5") ?? batch.threshold
    return batch
  }

  // MARK: References to fields

  private mutating func field(
    _ node: DocumentNode, _ kinds: [FieldSpec.Kind], _ expected: String, _ need: String
  ) throws(RecipeError) -> String {
    try field(try node.text("a field's name"), node.place, kinds, expected, need)
  }

  /// The name of a field that exists and is of one of `kinds`; remembers that it is needed.
  private mutating func field(
    _ name: String, _ place: RecipePlace, _ kinds: [FieldSpec.Kind], _ expected: String, _ need: String
  ) throws(RecipeError) -> String {
    guard let field = fields.first(where: { $0.name == name }) else {
      let known = fields.map(\.name)
      throw .unknownField(place, field: name, nearest: NearestName.nearest(to: name, among: known), known: known)
    }
    if let label = labelSource, RecipeParser.overlap(label, field.source) {
      throw .readsLabel(place, field: name, column: label.column)
    }
    guard kinds.contains(field.kind) else {
      throw .wrongKind(place, field: name, kind: field.kind.rawValue, expected: expected)
    }
    if needs[name] == nil { needs[name] = RecipeNeed(description: need) }
    return name
  }

  /// Whether two sources read the same text: different parts of one column do not.
  private static func overlap(_ a: ColumnSource, _ b: ColumnSource) -> Bool {
    guard a.column == b.column else { return false }
    func isWhole(_ source: ColumnSource) -> Bool { source.line == nil && source.between == nil }
    return isWhole(a) || isWhole(b) || (a.line == b.line && a.between == b.between)
  }
}
