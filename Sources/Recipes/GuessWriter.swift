import GarimpoTabular

/// Writes the recipe that the roles of the columns make.
struct GuessWriter {
  let table: Table
  let roles: ColumnRoles
  let name: String
  /// Rows that were looked at.
  let sampleCount: Int
  /// Whether the table has more rows than these.
  let isBeginning: Bool
  private var lines: [String] = []
  private var reasons: [String] = []
  /// The name of each field, by its place in `roles.fields`.
  private var names: [String] = []

  init(table: Table, roles: ColumnRoles, name: String, sampleCount: Int, isBeginning: Bool) {
    self.table = table
    self.roles = roles
    self.name = name
    self.sampleCount = sampleCount
    self.isBeginning = isBeginning
  }

  /// The document and the reasons.
  mutating func write() -> RecipeGuess {
    names = fieldNames()
    lines = [
      "# Proposed by looking at \(rowsLookedAt) and \(GuessWriter.count(table.columnCount, "column")). Read it, correct it, keep it."
    ]
    if sampleCount < table.rowCount {
      lines.append("# The rows looked at are spread evenly; cells are counted in these, not in the whole table.")
    }
    lines += [
      "name: \(YAMLScalar.quoted(name))", "",
    ]
    writeItem()
    writeLabel()
    writeObserved()
    writeFields()
    writeFeatures()
    writeSplit()
    lines += [
      "model: { random_forest: { trees: 1000, class_weight: balanced } }", "batch: { hard: 70, random: 30 }", "",
    ]
    return RecipeGuess(yaml: lines.joined(separator: "\n"), reasons: reasons, roles)
  }

  /// `30 rows`, `1010 of 2019 rows`, `2000 of the first 200000 rows`.
  private var rowsLookedAt: String {
    let rows = GuessWriter.count(table.rowCount, "row")
    if sampleCount == table.rowCount { return isBeginning ? "the first \(rows)" : rows }
    return "\(sampleCount) of \(isBeginning ? "the first " : "")\(rows)"
  }

  /// `1 row` or `2 rows`.
  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  private func column(_ index: Int) -> String { YAMLScalar.quoted(roles.profiles[index].name) }

  /// Adds a line with its reason as a comment, and the reason to the list.
  private mutating func add(_ line: String, _ subject: String, _ reason: String) {
    lines.append("\(line)  # \(YAMLScalar.comment(reason))")
    reasons.append("\(subject): \(reason)")
  }

  private func shown(_ column: Int) -> String {
    let name = roles.profiles[column].name
    return name.isEmpty ? "the column without a name" : name
  }

  private mutating func writeItem() {
    lines.append("item:")
    if let key = roles.key {
      add("  key: \(column(key.column))", "key \(shown(key.column))", key.reason)
    } else {
      let reason =
        roles.wishes.key == RecipeWishes.Column.none
        ? "no key, as was asked for: ids are hashes of the texts"
        : "no key: no column is named as one and filled with different values; ids are hashes of the texts"
      lines.append("  # \(reason)")
      reasons.append(reason)
    }
    if let title = roles.title {
      add("  title: \(column(title.column))", "title \(shown(title.column))", title.reason)
    } else {
      lines.append("  title: \"\"")
    }
    if let picture = roles.picture {
      add("  picture: \(column(picture.column))", "picture \(shown(picture.column))", picture.reason)
    }
    if let link = roles.link { add("  link: \(column(link.column))", "link \(shown(link.column))", link.reason) }
    lines.append("")
  }

  private mutating func writeLabel() {
    if let label = roles.label {
      let yes = label.yes.map(GuessWriter.inQuotes).joined(separator: ", ")
      let no = label.no.map(GuessWriter.inQuotes).joined(separator: ", ")
      add(
        "label: { column: \(column(label.column)), yes: [\(yes)], no: [\(no)] }", "label \(shown(label.column))",
        label.reason)
    } else {
      let names = roles.undecided.map { ColumnTally.cut(shown($0), to: 60) }.joined(separator: ", ")
      let reason =
        roles.wishes.label == RecipeWishes.Column.none
        ? "no label, as was asked for: the answers are given in the project"
        : names.isEmpty
          ? "no label: no column holds two answers such as 1 and 0; add a column with yours"
          : "no label: nothing says that a column of two answers is the label: \(names); name yours here"
      lines += ["# \(YAMLScalar.comment(reason))", "# label: { column: label, yes: [\"1\"], no: [\"0\"] }"]
      reasons.append(reason)
    }
    lines.append("")
  }

  /// Answers are always quoted: `1` and `yes` are texts here.
  private static func inQuotes(_ text: String) -> String {
    let quoted = YAMLScalar.quoted(text)
    return quoted.hasPrefix("\"") ? quoted : "\"\(quoted)\""
  }

  private mutating func writeObserved() {
    if let observed = roles.observed {
      let name = column(observed.choice.column)
      add(
        "observed: { column: \(name)\(reading(observed.reader)) }", "observed \(shown(observed.choice.column))",
        observed.choice.reason)
      lines.append("")
      return
    }
    guard let date = dateField(), let reader = roles.fields[date].reader, let latest = latest(date, reader) else {
      return
    }
    let day = latest.adding(86_400 - Int64(latest.secondsSinceMidnight))
    add(
      "observed: \(day.isoDate)", "observed",
      "the day after the latest \(names[date]), \(latest.isoDate); put the day here on which the rows were collected")
    lines.append("")
  }

  /// The latest date of a field that does not count back from the observation, or nil.
  private func latest(_ index: Int, _ guess: ColumnProfile.Reader) -> Timestamp? {
    guard let locale = ReadingLocale(named: guess.locale) else { return nil }
    let reader = DateReader(locale: locale, order: guess.order)
    var latest: Timestamp?
    for row in 0..<table.rowCount {
      let cell = CellText(table[row, roles.fields[index].column])
      guard let reading = reader.date(cell.bytes, observed: Timestamp(secondsSince1970: 0)),
        reading.rule.form != .timeAgo, reading.rule.form != .wordDay
      else { continue }
      latest = max(latest ?? reading.value, reading.value)
    }
    return latest
  }

  private func reading(_ reader: ColumnProfile.Reader) -> String {
    (reader.locale == "en" ? "" : ", locale: \(reader.locale)") + (reader.order.map { ", order: \($0.rawValue)" } ?? "")
  }

  private mutating func writeFields() {
    lines.append(roles.fields.isEmpty ? "fields: {}" : "fields:")
    for (index, field) in roles.fields.enumerated() {
      var line = "  \(YAMLScalar.quoted(names[index])): { column: \(column(field.column)), kind: \(field.kind.rawValue)"
      line += field.reader.map(reading) ?? ""
      if let separator = field.separator, separator != "," { line += ", separator: \"\(separator)\"" }
      add("\(line) }", "field \(names[index])", field.reason)
    }
    for choice in roles.left {
      let reason = "\(shown(choice.column)) is left out: \(choice.reason)"
      lines.append("  # \(YAMLScalar.comment(reason))")
      reasons.append(reason)
    }
    lines.append("")
  }

  /// A name for each field: the column's in lower case with `_`, unique; the title's is `title` if that is free.
  private func fieldNames() -> [String] {
    var names: [String] = []
    var taken: Set<String> = []
    var numbers: [String: Int] = [:]
    let hasTitle = roles.profiles.contains { $0.words == ["title"] }
    for field in roles.fields {
      let words = roles.profiles[field.column].words
      var name = words.joined(separator: "_")
      if name.isEmpty { name = "column_\(field.column + 1)" }
      if field.column == roles.title?.column, !hasTitle { name = "title" }
      var unique = name
      // Names are only ever added, so that the search for a free number goes on where it ended.
      var number = numbers[name] ?? 2
      while !taken.insert(unique).inserted {
        unique = "\(name)_\(number)"
        number += 1
      }
      numbers[name] = number
      names.append(unique)
    }
    return names
  }

  /// The first date, one that is named as the time of publication before others.
  private func dateField() -> Int? {
    let dates = roles.fields.indices.filter { roles.fields[$0].kind == .date }
    return dates.first { index in
      roles.profiles[roles.fields[index].column].isNamed(["published", "created", "upload", "posted", "publication"])
    } ?? dates.first
  }

  private mutating func writeFeatures() {
    var features: [String] = []
    let date = dateField()
    var ratios = 0
    for (index, field) in roles.fields.enumerated() {
      let name = YAMLScalar.quoted(names[index])
      let distinct = roles.profiles[field.column].distinctCount
      switch field.kind {
      case .number, .count:
        features += ["  - number: \(name)", "    transform: log"]
        guard let date, field.kind == .count, distinct > 20, ratios < 3 else { continue }
        ratios += 1
        let since = YAMLScalar.quoted(RecipeParser.daysSince + names[date])
        features += ["  - ratio: [\(name), \(since)]", "    transform: log"]
      case .category where distinct <= 50, .tags:
        features += ["  - category: \(name)", "    min_count: 2"]
      default: continue
      }
    }
    let texts = textsForTerms()
    if !texts.isEmpty {
      let list = texts.map { YAMLScalar.quoted(names[$0]) }.joined(separator: ", ")
      features.append("  - tfidf: { fields: [\(list)], min_documents: 2, sublinear: true }")
      let said = texts.map { names[$0] }.joined(separator: " and ")
      reasons.append(
        "features: the words of \(said), numbers on a log scale, counts also per day where there is a date")
    }
    if features.isEmpty {
      lines += ["# no column gives a feature", ""]
      reasons.append("features: no column gives one")
    } else {
      lines += ["features:"] + features + [""]
    }
  }

  /// The title and up to two more texts: those that are named as the content, else the longest.
  private func textsForTerms() -> [Int] {
    let texts = roles.fields.indices.filter { roles.fields[$0].kind == .text }
    let title = texts.filter { roles.fields[$0].column == roles.title?.column }
    let others = texts.filter { !title.contains($0) && roles.profiles[roles.fields[$0].column].spaceShare >= 0.5 }
    let named = others.filter { index in
      roles.profiles[roles.fields[index].column].isNamed([
        "abstract", "description", "text", "body", "summary", "content", "message", "descricao", "resumo", "texto",
      ])
    }
    let longest = others.sorted {
      roles.profiles[roles.fields[$0].column].meanLength > roles.profiles[roles.fields[$1].column].meanLength
    }
    return title + (named.isEmpty ? longest.prefix(1) : named.prefix(2))
  }

  private mutating func writeSplit() {
    if let date = dateField() {
      add(
        "split: { by: \(YAMLScalar.quoted(names[date])), validation_share: 30% }", "split",
        "there is a date, so the latest 30 % validate: a model is to judge the future")
    } else {
      add("split: { by: random, validation_share: 30% }", "split", "there is no date")
    }
  }
}
