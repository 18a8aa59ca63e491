import GarimpoProject

/// What the page of the ranking shows, as its template wants it.
struct RankView {
  let parameters: ItemParameters
  let page: ItemPage
  let fields: BrowsedFields
  let basis: RankingBasis?
  let strings: Strings
  /// Whether the visitor may take the list along.
  var mayExport = true
  /// How many yes are to be expected among the first items.
  var expected: [ExpectedYes] = []
  /// What would fit with any label, where nothing fits with the one that is asked for; nil: nothing would either.
  var wider: ItemPage?
  /// Whether any label is shown because of the order, and not because that was asked for.
  var isWidened = false

  private var query: ItemQuery { parameters.query }

  /// So many categories and tags stand under a title.
  private static let shortCount = 3

  /// What the template shows.
  var content: [String: Any] {
    var content: [String: Any] = [
      "q": query.text, "from": query.firstDay ?? "", "to": query.lastDay ?? "",
      "value": query.value?.value ?? "",
      "labels": choices(ItemQuery.Labels.allCases, query.labels, "rank_labels"),
      "sorts": choices(
        query.text.isEmpty ? [.worth, .date, .label] : [.worth, .relevance, .date, .label], query.sort, "rank_sort"),
      "fields": fields.values.map { name -> [String: Any] in ["value": name, "isChosen": name == query.value?.field] },
      "hasFields": !fields.values.isEmpty, "hasDates": fields.date != nil, "showsSeen": !query.hidesSeen,
      "filter": setCount == 0 ? strings["rank_filter"] : strings.plural("rank_filter_set", setCount),
      "isFiltered": parameters.address("") != "", "index": index, "items": page.items.map(row), "shown": shown,
      "basis": basisSentence, "mayExport": mayExport, "csv": parameters.address("/api/v1/items.csv", isWhole: true),
      "jsonl": parameters.address("/api/v1/items.jsonl", isWhole: true),
    ]
    content["expected"] = expectedSentence
    content["wider"] = wideningContent
    if isWidened { content["widened"] = strings["rank_widened"] }
    content["number"] = fields.number
    content["date"] = fields.date
    if let next = page.next { content["next"] = parameters.address("/rank", cursor: next) }
    if page.items.isEmpty {
      content["isEmpty"] = true
      content["empty"] =
        strings[
          page.versionCount == 0
            ? "rank_empty_project"
            : page.next != nil ? "rank_empty_yet" : query.text.isEmpty ? "rank_empty" : "rank_empty_search"]
    }
    return content
  }

  /// How many items the filter by label hides, and the way to them.
  private var wideningContent: [String: Any]? {
    guard let wider, wider.total > 0 else { return nil }
    let key = query.labels == .unlabelled ? "rank_wider_labelled" : "rank_wider_any"
    let says = wider.isTotalExact ? strings.plural(key, wider.total) : strings["\(key)_least"]
    return ["says": says, "path": parameters.withAnyLabel.address("/rank")]
  }

  /// How many of the filters, the order among them, are set otherwise than they usually are.
  private var setCount: Int {
    let usual = ItemQuery()
    return [
      query.labels != usual.labels, query.firstDay != nil, query.lastDay != nil, query.value != nil,
      query.sort != usual.sort, query.hidesSeen != usual.hidesSeen,
    ].count { $0 }
  }

  private func choices<Value: RawRepresentable & Equatable>(
    _ values: [Value], _ chosen: Value, _ key: String
  ) -> [[String: Any]] where Value.RawValue == String {
    values.map { ["value": $0.rawValue, "name": strings["\(key)_\($0.rawValue)"], "isChosen": $0 == chosen] }
  }

  /// How far the index of texts is; empty when it has all.
  private var index: String {
    let progress = SearchProgress(indexedCount: page.indexedCount, versionCount: page.versionCount)
    guard !progress.isComplete else { return "" }
    return strings["rank_index", ["share": "\(progress.percent)\u{A0}%"]]
  }

  private var shown: String {
    guard !page.items.isEmpty else { return "" }
    let shown = strings.number(page.items.count)
    guard page.isTotalExact else {
      return strings["rank_shown_least", ["shown": shown, "count": strings.number(page.total)]]
    }
    return strings.plural("rank_shown", page.total, ["shown": shown])
  }

  // MARK: Rows

  private func row(_ item: ItemPage.Item) -> [String: Any] {
    var row: [String: Any] = [
      "id": item.id, "path": SafeText.itemPath(item.id), "title": item.title.isEmpty ? item.id : item.title,
      "isSeen": item.isSeen, "short": short(item), "hasNumber": fields.number != nil,
      "number": "", "day": item.date.map(strings.day) ?? "",
    ]
    if let score = item.score {
      row["score"] = strings.decimal(score, places: 2)
      row["level"] = "\((score * 640).rounded() / 10)"
    }
    if let number = item.fields.first(where: { $0.name == fields.number }) {
      row["number"] = strings.text(number.value, kind: number.kind)
    }
    if let label = item.label { row["look"] = AnswerLook(answer: label).content(strings) }
    if let why = item.why, !why.isEmpty {
      row["hasWhy"] = true
      row["why"] = why.map { part -> [String: Any] in
        ["name": strings.name(part), "amount": strings.signed(part.amount)]
      }
    }
    if let link = item.link.flatMap(SafeText.link) {
      row["link"] = link
      row["openName"] = strings["rank_open", ["title": item.title]]
    }
    if let snippet = item.snippet, snippet.contains(where: \.isMatch) {
      // A snippet of the title would say the same twice.
      let text = snippet.map(\.text).joined()
      if !item.title.hasPrefix(text) {
        row["hasSnippet"] = true
        row["snippet"] = snippet.map { part -> [String: Any] in ["text": part.text, "isMatch": part.isMatch] }
      }
    }
    return row
  }

  /// The item's first categories and tags, each leading to the items that share it.
  private func short(_ item: ItemPage.Item) -> [[String: Any]] {
    let values = item.fields.filter { fields.values.contains($0.name) }.flatMap { field -> [(String, String)] in
      switch field.value {
      case .text(let text): [(field.name, text)]
      case .list(let list): list.compactMap { if case .text(let text) = $0 { (field.name, text) } else { nil } }
      case .number, .null: []
      }
    }
    return values.prefix(Self.shortCount).map { field, value in
      var only = parameters
      only.query.value = .init(field: field, value: value)
      return [
        "text": value, "path": only.address("/rank"),
        "hint": strings["rank_only", ["field": field, "value": value]],
      ]
    }
  }

  // MARK: What to expect

  /// How many yes among the first, and by what; nil where that cannot be said.
  private var expectedSentence: String? {
    guard let first = expected.first else { return nil }
    func values(_ expected: ExpectedYes) -> [String: String] {
      func whole(_ value: Double) -> String { strings.decimal(value, places: 0) }
      return [
        "k": strings.number(expected.first), "yes": whole(expected.yes), "low": whole(expected.low),
        "high": whole(expected.high), "round": strings.number(expected.round),
      ]
    }
    let more = expected.dropFirst().map { strings["rank_expected_more", values($0)] }
    return strings["rank_expected", values(first)] + more.joined() + "."
  }

  // MARK: What scored them

  private var basisSentence: String {
    var parts: [String] = []
    if let position = page.modelPosition {
      let key = basis == nil ? "rank_basis_live_alone" : "rank_basis_live"
      parts.append(
        strings[key, ["count": strings.number(position), "round": basis.map { strings.number($0.round) } ?? ""]])
    } else if let round = page.round {
      let isChosen = basis?.round == round && basis?.isChosen == true
      parts.append(strings[isChosen ? "rank_basis_chosen" : "rank_basis_round", ["round": strings.number(round)]])
    } else {
      return strings["rank_basis_none"]
    }
    guard let basis, page.modelPosition != nil || page.round == basis.round else { return parts[0] }
    let split = strings[
      "rank_split_\(basis.split.kind)",
      ["field": basis.split.field ?? "", "value": basis.split.value.map(strings.day) ?? ""]]
    let figure = basis.averagePrecision.map { strings.decimal($0, places: 2) }
    parts.append(
      strings[
        basis.isTooFew ? "rank_basis_few" : "rank_basis_quality",
        [
          "value": figure[0], "low": figure[1], "high": figure[2], "count": strings.number(basis.count),
          "yes": strings.number(basis.yesCount), "split": split,
        ]])
    if let first = basis.first {
      parts.append(
        strings[
          "rank_basis_first",
          [
            "k": strings.number(first.count), "yes": strings.number(first.yesCount),
            "low": strings.decimal(first.low, places: 0), "high": strings.decimal(first.high, places: 0),
          ]])
    }
    return parts.joined(separator: " ")
  }
}

extension ItemParameters {
  /// The same query for items with any label or none.
  var withAnyLabel: ItemParameters {
    var wider = self
    wider.query.labels = .any
    wider.query.cursor = nil
    return wider
  }
}
