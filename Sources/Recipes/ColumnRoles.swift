import GarimpoTabular

/// Decides what each column of an unknown table is for.
struct ColumnRoles {
  /// A field that a column becomes.
  struct FieldGuess {
    let column: Int
    let kind: FieldSpec.Kind
    /// The way of reading of a number or a date.
    var reader: ColumnProfile.Reader?
    /// What stands between tags, where it is not a list.
    var separator: String?
    /// Why.
    let reason: String
  }

  /// The column of answers and what they are.
  struct LabelGuess {
    let column: Int
    let yes: [String]
    let no: [String]
    let reason: String
  }

  /// A column and why it was chosen.
  struct Choice {
    let column: Int
    let reason: String
  }

  let table: Table
  let profiles: [ColumnProfile]
  let wishes: RecipeWishes
  private(set) var key: Choice?
  private(set) var title: Choice?
  private(set) var picture: Choice?
  private(set) var link: Choice?
  private(set) var observed: (choice: Choice, reader: ColumnProfile.Reader)?
  private(set) var label: LabelGuess?
  private(set) var fields: [FieldGuess] = []
  private(set) var left: [Choice] = []
  /// Columns that hold two answers and are not the label.
  private(set) var undecided: [Int] = []
  /// The language that most columns are in.
  private(set) var locale = "en"

  init(table: Table, profiles: [ColumnProfile], wishes: RecipeWishes) {
    self.table = table
    self.profiles = profiles
    self.wishes = wishes
  }

  /// Assigns every role; the ones that are hard to mistake come first.
  mutating func assign() {
    locale = commonLocale()
    let ours = batchColumns()
    for column in ours {
      left.append(
        Choice(column: column, reason: "a batch of ours wrote it: the model's own score, not a fact of the row"))
    }
    var labels = labelsByWish(findLabels().filter { !ours.contains($0.column) })
    let isWithout = wishes.label == RecipeWishes.Column.none
    label = isWithout ? nil : labels.first
    for other in isWithout ? labels[...] : labels.dropFirst() {
      left.append(Choice(column: other.column, reason: "it looks like another label and may give the answer away"))
    }
    for other in twoAnswers() where !labels.contains(where: { $0.column == other.column }) {
      if ours.contains(other.column) { continue }
      undecided.append(other.column)
      labels.append(other)
      left.append(
        Choice(column: other.column, reason: "it \(other.reason); it may give the answer away, or be the label"))
    }
    var free = profiles.indices.filter { column in !ours.contains(column) && !labels.contains { $0.column == column } }
    key = keyByWish(free)
    assignAddresses(free)
    free.removeAll { column in
      column == picture?.column || column == link?.column || left.contains { $0.column == column }
        || (column == key?.column && profiles[column].spaceShare < 0.5 && column != wishedTitle)
    }
    for column in free {
      if column == wishedTitle {
        fields.append(FieldGuess(column: column, kind: .text, reason: texts(profiles[column])))
      } else if let field = measure(column) {
        let profile = profiles[column]
        if let reader = field.reader, field.kind == .date, observed == nil,
          profile.isNamed(["observed", "crawled", "fetched", "scraped", "retrieved", "collected", "epoch"])
        {
          observed = (Choice(column: column, reason: "the name says when a row was seen, and \(field.reason)"), reader)
        } else {
          fields.append(field)
        }
      } else if let reason = emptiness(column) {
        left.append(Choice(column: column, reason: reason))
      } else {
        fields.append(words(column))
      }
    }
    keepText()
    if let wishedTitle {
      title = Choice(column: wishedTitle, reason: "as was asked for")
    } else {
      findTitle()
    }
  }

  /// Reads a column of several words as a text although its values repeat: one that is named as the title; and where
  /// there is no text, the one with the most different values, if they are too many for categories.
  private mutating func keepText() {
    let several = fields.indices.filter {
      fields[$0].kind == .category && profiles[fields[$0].column].spaceShare >= 0.5
    }
    func distinct(_ index: Int) -> Int { profiles[fields[index].column].distinctCount }
    var chosen = several.first { index in
      distinct(index) > 20 && profiles[fields[index].column].words.last.map(ColumnRoles.titleNames.contains) ?? false
    }
    if chosen == nil, !fields.contains(where: { $0.kind == .text && profiles[$0.column].spaceShare >= 0.5 }) {
      chosen = several.filter { distinct($0) > 50 }.max { distinct($0) < distinct($1) }
    }
    guard let chosen else { return }
    let column = fields[chosen].column
    fields[chosen] = FieldGuess(column: column, kind: .text, reason: texts(profiles[column]))
  }

  private static let titleNames: Set<String> = ["title", "titulo", "título", "titel", "titre", "titolo"]

  /// `30 different texts in 40 cells, 29 bytes on average`.
  private func texts(_ profile: ColumnProfile) -> String {
    let texts = profile.distinctCount == 1 ? "1 text" : "\(profile.distinctCount) different texts"
    let cells = profile.filledCount == 1 ? "1 cell" : "\(profile.filledCount) cells"
    return "\(texts) in \(cells), \(Int(profile.meanLength.rounded())) bytes on average"
  }

  /// The columns of addresses: the picture's and the item's are those with the most different values.
  private mutating func assignAddresses(_ free: [Int]) {
    let addresses = free.filter { profiles[$0].linkShare >= 0.9 }
    let pictures = addresses.filter { column in
      profiles[column].pictureShare >= 0.5
        || profiles[column].isNamed([
          "image", "img", "picture", "photo", "thumbnail", "thumb", "imagem", "foto", "cover",
        ])
    }
    func best(_ columns: [Int]) -> Int? {
      columns.max { a, b in
        profiles[a].distinctCount != profiles[b].distinctCount
          ? profiles[a].distinctCount < profiles[b].distinctCount : a > b
      }
    }
    for column in addresses {
      let what = "\(ColumnRoles.percent(profiles[column].linkShare)) of the cells are addresses"
      if column == best(pictures) {
        picture = Choice(column: column, reason: "\(what) of pictures")
      } else if column == best(addresses.filter { !pictures.contains($0) }) {
        link = Choice(column: column, reason: what)
      } else {
        left.append(Choice(column: column, reason: "\(what), and another column has more different ones"))
      }
    }
  }

  // MARK: Languages

  /// The language in which most columns can be read that English cannot read.
  private func commonLocale() -> String {
    var votes: [String: Int] = [:]
    for profile in profiles where profile.filledCount > 0 {
      func share(_ locale: String) -> Double {
        ColumnProfile.readers.filter { $0.locale == locale && $0.kind != .number && $0.order == nil }
          .map(profile.share).max() ?? 0
      }
      guard share("en") < 0.95, !ColumnProfile.readers.contains(where: { $0.order != nil && profile.share($0) >= 0.95 })
      else { continue }
      // Only the best readers vote: `2 abr 2018` is Spanish and Portuguese, `visualizações` is not.
      let best = ColumnProfile.locales.map(share).max() ?? 0
      guard best >= 0.95 else { continue }
      for locale in ColumnProfile.locales where share(locale) == best { votes[locale, default: 0] += 1 }
    }
    let most = votes.values.max() ?? 0
    return ColumnProfile.locales.first { votes[$0] == most && most > 0 } ?? "en"
  }

  // MARK: Key

  /// Names of columns whose values stand for something else.
  private static let idNames: Set<String> = [
    "id", "ids", "key", "uid", "uuid", "guid", "doi", "pmid", "isbn", "issn", "hash",
    "codigo", "código", "identificador",
  ]

  private func isId(_ profile: ColumnProfile) -> Bool {
    profile.words.last.map(ColumnRoles.idNames.contains) ?? false
  }

  func findKey(_ free: [Int]) -> Choice? {
    for column in free {
      let profile = profiles[column]
      let isFirstNameless = column == 0 && profile.name.isEmpty
      guard profile.filledCount == profile.sampleCount, profile.filledCount > 0, profile.meanLength <= 100,
        isFirstNameless || isId(profile) || profile.isNamed(["index", "nr"])
      else { continue }
      var seen: Set<String> = []
      var repeated = 0
      for row in 0..<table.rowCount where !seen.insert(table[row, column].withoutSpaceAround).inserted {
        repeated += 1
      }
      let what = isFirstNameless ? "the first column has no name, as an index has" : "the name says so"
      if seen.contains("") { continue }
      if repeated == 0 {
        return Choice(column: column, reason: "\(what), and all \(table.rowCount) values are different")
      }
      // A crawl meets some items twice: the repeated ones get numbers.
      if !isFirstNameless, repeated * 10 <= table.rowCount {
        return Choice(column: column, reason: "\(what), though \(repeated) of \(table.rowCount) values are repeated")
      }
    }
    return nil
  }

  // MARK: Fields

  /// Why a column tells nothing, or nil.
  private func emptiness(_ column: Int) -> String? {
    let profile = profiles[column]
    if profile.filledCount == 0 { return "it is empty" }
    if profile.distinctCount == 1, profile.filledCount > 1 { return "every cell has the same value" }
    if isId(profile), !(table.columnCount == 1) { return "it is an id, which stands for something else" }
    return nil
  }

  /// The number, count or date that a column holds, or nil.
  private func measure(_ column: Int) -> FieldGuess? {
    let profile = profiles[column]
    guard emptiness(column) == nil else { return nil }
    var order = [locale, "en"]
    order += ColumnProfile.locales.filter { !order.contains($0) }
    let says = profile.isNamed([
      "date", "time", "created", "published", "timestamp", "updated", "at", "day", "data", "when", "posted", "epoch",
    ])
    func field(_ reader: ColumnProfile.Reader, _ note: String = "") -> FieldGuess {
      let share = ColumnRoles.percent(profile.share(reader))
      return FieldGuess(
        column: column, kind: reader.kind, reader: reader,
        reason:
          "\(share) of \(profile.filledCount) cell\(profile.filledCount == 1 ? " reads" : "s read") as \(reader.kind.rawValue)\(note)"
      )
    }
    let monthFirst = ColumnProfile.Reader(kind: .date, locale: "en", order: .monthFirst)
    let dayFirst = ColumnProfile.Reader(kind: .date, locale: "en", order: .dayFirst)
    let english = ColumnProfile.Reader(kind: .date, locale: "en", order: nil)
    if profile.share(english) < 0.95, max(profile.share(monthFirst), profile.share(dayFirst)) >= 0.95 {
      // Where the language has only one order, that is it.
      let local = ColumnProfile.Reader(kind: .date, locale: locale, order: nil)
      if profile.share(local) >= 0.95 { return field(local, " in \(locale)") }
      if profile.share(monthFirst) == profile.share(dayFirst) {
        return field(monthFirst, "; month/day and day/month fit equally, so check the order")
      }
      let better = profile.share(monthFirst) > profile.share(dayFirst) ? monthFirst : dayFirst
      return field(better, better == monthFirst ? ", the month first" : ", the day first")
    }
    let named = order.map { ColumnProfile.Reader(kind: .date, locale: $0, order: nil) }
    // Bare digits are dates only if the name says so, or if all of many are days such as 20181102.
    if let reader = named.first(where: { profile.share($0) >= 0.95 }),
      profile.readable[reader]?.marked == true || says
        || (profile.filledCount >= 20 && profile.share(reader) == 1 && profile.example.utf8.count == 8)
    {
      return field(reader, reader.locale == "en" ? "" : " in \(reader.locale)")
    }
    let year = ColumnProfile.Reader(kind: .date, locale: "en", order: .yearOnly)
    if profile.isNamed(["year", "date", "ano", "jahr", "published"]), profile.share(year) >= 0.95 {
      return field(year, ", a year alone")
    }
    return number(profile, order).map { field($0, $0.locale == "en" ? "" : " in \($0.locale)") }
  }

  /// The way to read a column of numbers: as counts in the table's language, then in English, then in another, then as
  /// measures in the same order.
  private func number(_ profile: ColumnProfile, _ order: [String]) -> ColumnProfile.Reader? {
    for kind in [FieldSpec.Kind.count, .number] {
      for locale in order {
        let reader = ColumnProfile.Reader(kind: kind, locale: locale, order: nil)
        guard profile.share(reader) >= 0.95 else { continue }
        // Bare digits are the same in every language: say none.
        let plain = ColumnProfile.Reader(kind: kind, locale: "en", order: nil)
        if kind == .count, profile.share(plain) >= profile.share(reader) { return plain }
        // `1.234` is a count in Portuguese and a measure in English: without other signs of Portuguese it is a measure.
        let english = ColumnProfile.Reader(kind: .number, locale: "en", order: nil)
        if locale != "en", locale != self.locale, profile.share(english) >= profile.share(reader) { return english }
        return reader
      }
    }
    return nil
  }

  /// The text, category or tags that a column holds.
  private func words(_ column: Int) -> FieldGuess {
    let profile = profiles[column]
    if profile.listShare >= 0.8 {
      return FieldGuess(
        column: column, kind: .tags, reason: "\(ColumnRoles.percent(profile.listShare)) of the cells are lists")
    }
    if profile.isNamed(["tags", "tag", "keywords", "categories", "genres", "topics", "labels", "hashtags"]),
      profile.separator.share >= 0.3
    {
      return FieldGuess(
        column: column, kind: .tags, separator: profile.separator.text,
        reason: "the name says so, and \(ColumnRoles.percent(profile.separator.share)) of the cells have a "
          + "\"\(profile.separator.text)\"")
    }
    let repeats = Double(profile.filledCount) / Double(max(1, profile.distinctCount))
    if repeats >= 2, profile.meanLength <= 60, profile.multiLineShare < 0.1 {
      return FieldGuess(
        column: column, kind: .category,
        reason: "\(profile.distinctCount) different values in \(profile.filledCount) cells")
    }
    if profile.spaceShare < 0.2, profile.meanLength <= 40, profile.filledCount > 1 {
      return FieldGuess(
        column: column, kind: .category,
        reason: "single words: \(profile.distinctCount) different ones in \(profile.filledCount) cells")
    }
    return FieldGuess(column: column, kind: .text, reason: texts(profile))
  }

  /// The text that a person would call an item by: a title by its name, else the shortest of the texts of more than a
  /// word, else the first column.
  private mutating func findTitle() {
    let texts = fields.filter { $0.kind == .text }
    func named(_ names: Set<String>) -> FieldGuess? {
      texts.first { profiles[$0.column].words.last.map(names.contains) ?? false }
    }
    if let field = named(ColumnRoles.titleNames)
      ?? named(["name", "nome", "headline", "subject", "assunto", "question"])
    {
      title = Choice(column: field.column, reason: "the name says so, and \(field.reason)")
      return
    }
    let candidates = texts.filter { profiles[$0.column].spaceShare >= 0.5 && profiles[$0.column].multiLineShare < 0.5 }
    if let field = candidates.min(by: { profiles[$0.column].meanLength < profiles[$1.column].meanLength })
      ?? texts.first
    {
      title = Choice(column: field.column, reason: "the shortest of the texts: \(field.reason)")
    } else if let column = fields.first?.column ?? key?.column ?? (profiles.isEmpty ? nil : 0) {
      title = Choice(column: column, reason: "no column looks like a title; this is the first that may serve")
    }
  }

  /// A share in per cent, never rounded up to 100 %.
  static func percent(_ share: Double) -> String {
    share >= 1 ? "100 %" : "\(Int(share * 100)) %"
  }
}
