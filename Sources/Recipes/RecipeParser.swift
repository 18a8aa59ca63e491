/// Makes the parts of a recipe from its document; every error says where.
struct RecipeParser {
  private static let keys = [
    "name", "about", "item", "label", "observed", "locale", "fields", "features", "split", "model", "batch", "seed",
    "duplicates", "versions",
  ]

  let root: DocumentKeys
  /// The locale of fields that state none.
  let locale: String
  private(set) var fields: [FieldSpec] = []
  /// Where the answers are, which no feature may read.
  var labelSource: ColumnSource?
  /// What each field is first needed for.
  var needs: [String: RecipeNeed] = [:]

  /// Reads `locale:` and `fields:`, which the other parts refer to.
  init(_ document: DocumentNode) throws(RecipeError) {
    root = try document.keys(RecipeParser.keys, "a recipe: keys such as name, item, fields")
    locale = try root["locale"].map { node throws(RecipeError) in try RecipeParser.localeName(node) } ?? "en"
    if let node = root["fields"] {
      guard case .mapping(let entries) = node.content else {
        throw node.unexpected("fields by name, such as title: { column: title, kind: text }")
      }
      for entry in entries { fields.append(try field(entry.key, entry.place, entry.value)) }
    }
  }

  func name() throws(RecipeError) -> String {
    if let about = root["about"] { _ = try about.text("a sentence about the recipe") }
    return try root.required("name", example: "name: my-videos").text("the recipe's name")
  }

  func seed() throws(RecipeError) -> UInt64? {
    guard let node = root["seed"] else { return nil }
    return UInt64(try node.whole(0...Int.max, "a whole number, 0 or more"))
  }

  func duplicates() throws(RecipeError) -> DuplicateSpec {
    let expected = "off, exact, or the least similarity of near ones from 0.5 to 1, such as 0.9"
    guard let node = root["duplicates"] else { return .near(0.9) }
    switch try node.text(expected) {
    case "off": return .off
    case "exact": return .exact
    default:
      let similarity = try node.share(expected)
      guard similarity >= 0.5 else { throw node.unexpected(expected) }
      return .near(similarity)
    }
  }

  func versions() throws(RecipeError) -> VersionSpec {
    guard let node = root["versions"] else { return .latest }
    return try node.choice(VersionSpec.self)
  }

  func item() throws(RecipeError) -> ItemSpec {
    let example = "item: { title: title }"
    let keys = try root.required("item", example: example)
      .keys(["key", "identity", "title", "picture", "link"], "keys, such as \(example)")
    var identity: [ColumnSource] = []
    if let node = keys["identity"] {
      if case .list(let parts) = node.content {
        for part in parts { identity.append(try column(part)) }
      } else {
        identity = [try column(node)]
      }
    }
    return ItemSpec(
      key: try keys["key"].map { node throws(RecipeError) in try column(node) }, identity: identity,
      title: try column(try keys.required("title", example: "title: title")),
      picture: try keys["picture"].map { node throws(RecipeError) in try column(node) },
      link: try keys["link"].map { node throws(RecipeError) in try column(node) })
  }

  func label() throws(RecipeError) -> LabelSpec? {
    guard let node = root["label"] else { return nil }
    let keys = try node.keys(
      ["column", "line", "between", "template", "yes", "no"], "keys, such as label: { column: y, yes: 1, no: 0 }")
    let label = LabelSpec(
      source: try column(keys, place: node.place),
      yes: try keys.required("yes", example: "yes: [\"1\"]").texts("the texts that mean yes, such as [\"1\"]"),
      no: try keys.required("no", example: "no: [\"0\"]").texts("the texts that mean no, such as [\"0\"]"))
    if let both = label.yes.first(where: { label.no.contains($0) }), let no = keys["no"] {
      throw .badValue(
        no.place, found: "\(RecipeError.quoted(both)) under yes and no", expected: "each answer under one of them")
    }
    return label
  }

  func observed() throws(RecipeError) -> ObservedSpec {
    let expected = "a date such as 2019-12-03, { column: NAME } or import time"
    guard let node = root["observed"] else { return .importTime }
    if case .mapping = node.content {
      let keys = try node.keys(["column", "line", "between", "template", "locale", "order"], expected)
      return .column(
        try column(keys, place: node.place), locale: try localeName(keys), order: try order(keys))
    }
    let text = try node.text(expected)
    if text == "import time" { return .importTime }
    guard let moment = Timestamp(iso8601: text) else { throw node.unexpected(expected) }
    return .fixed(moment)
  }

  // MARK: Fields

  private func field(_ name: String, _ place: RecipePlace, _ node: DocumentNode) throws(RecipeError) -> FieldSpec {
    if name.isEmpty || name.hasPrefix(RecipeParser.daysSince) {
      throw .badValue(
        place, found: "a field called \(RecipeError.quoted(name))",
        expected: "a name that is not empty and does not begin with \"\(RecipeParser.daysSince)\"")
    }
    let keys = try node.keys(
      ["column", "line", "between", "template", "kind", "locale", "order", "separator", "units", "missing"],
      "keys, such as { column: title, kind: text }")
    let kind = try keys.required("kind", example: "kind: text").choice(FieldSpec.Kind.self)
    let onlyFor: [(key: String, kinds: [FieldSpec.Kind])] = [
      ("order", [.date]), ("separator", [.tags]), ("units", [.count]), ("locale", [.number, .count, .date]),
    ]
    for rule in onlyFor where !rule.kinds.contains(kind) {
      guard let node = keys[rule.key] else { continue }
      let kinds = rule.kinds.map(\.rawValue).joined(separator: ", ")
      throw .badValue(
        node.place, found: "\(rule.key) on a field of kind \(kind.rawValue)",
        expected: "it only with kind \(kinds); remove it")
    }
    var separator = ","
    if let node = keys["separator"] {
      separator = try node.text("what stands between tags, such as \";\"")
      if separator.isEmpty { throw node.unexpected("what stands between tags, such as \";\"") }
    }
    return FieldSpec(
      name: name, source: try column(keys, place: place), kind: kind, locale: try localeName(keys),
      order: try order(keys), separator: separator,
      units: try keys["units"]?.texts("the things counted, such as [points, point]") ?? [],
      missing: try keys["missing"]?.texts("the texts that mean no value, such as [NA]") ?? [])
  }

  private func localeName(_ keys: DocumentKeys) throws(RecipeError) -> String {
    guard let node = keys["locale"] else { return locale }
    return try RecipeParser.localeName(node)
  }

  private static func localeName(_ node: DocumentNode) throws(RecipeError) -> String {
    let expected = "one of \(ReadingLocale.names.joined(separator: ", "))"
    let name = try node.text(expected)
    guard ReadingLocale(named: name) != nil else { throw node.unexpected(expected) }
    return name
  }

  private func order(_ keys: DocumentKeys) throws(RecipeError) -> String? {
    guard let node = keys["order"] else { return nil }
    return try node.choice(ReadingLocale.DateOrder.self).rawValue
  }

  /// A column by its name alone, or by `{ column: …, line: … }`.
  private func column(_ node: DocumentNode) throws(RecipeError) -> ColumnSource {
    let expected = "a column's name, or { column: NAME, line: 1 }"
    if case .mapping = node.content {
      return try column(try node.keys(["column", "line", "between", "template"], expected), place: node.place)
    }
    return ColumnSource(column: try node.text(expected), place: node.place)
  }

  private func column(_ keys: DocumentKeys, place: RecipePlace) throws(RecipeError) -> ColumnSource {
    let node = try keys.required("column", example: "column: title")
    var source = ColumnSource(column: try node.text("a column's name"), place: node.place)
    if let line = keys["line"] {
      let expected = "the number of a line: 1 is the first, -1 the last"
      source.line = try line.whole(-1_000_000...1_000_000, expected)
      if source.line == 0 { throw line.unexpected(expected) }
    }
    if let between = keys["between"] {
      let expected = "two texts, such as [\"/vi/\", \"/\"]; the second may be empty"
      let texts = try between.texts(expected)
      guard texts.count == 2, !texts[0].isEmpty else { throw between.unexpected(expected) }
      source.between = ColumnSource.Between(before: texts[0], after: texts[1])
    }
    if let template = keys["template"] {
      let expected = "a text with {} in it, such as https://youtu.be/{}"
      let text = try template.text(expected)
      guard text.contains("{}") else { throw template.unexpected(expected) }
      source.template = text
    }
    return source
  }
}
