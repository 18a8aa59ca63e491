import Foundation
import GarimpoKernels
import GarimpoRecipes
import GarimpoStore
import Testing

@testable import GarimpoProject

/// Pages of items: every filter and order against a naive twin, page after page.
struct ItemQueryTests {
  static let recipe = """
    name: finds
    item: { key: key, title: title, link: page }
    label: { column: y, yes: ["1"], no: ["0"] }
    fields:
      title: { column: title, kind: text }
      about: { column: about, kind: text }
      day: { column: day, kind: date }
      river: { column: river, kind: category }
      tags: { column: tags, kind: tags }
      size: { column: size, kind: count }
    features:
      - number: size
    split: { by: random }

    """

  /// A project of `count` finds, some labelled and some seen, and a random order of most of them.
  static func world(_ count: Int = 90, seed: UInt64 = 1) throws -> (things: ThingsProject, order: PoolOrder) {
    let things = try ThingsProject(recipe: recipe)
    var random = SplitMix64(seed: seed, stream: 0)
    var table = "key,title,about,day,river,tags,size,page,y\n"
    let words = ["gold", "golden", "silver", "stone", "água"]
    for number in 0..<count {
      let title = "\(words[random.next(below: 5)]) find \(number)"
      let about = (0..<6).map { _ in words[random.next(below: 5)] }.joined(separator: " ")
      let day = random.next(below: 5) == 0 ? "" : "2020-0\(1 + random.next(below: 3))-1\(random.next(below: 3))"
      let tags = (0..<random.next(below: 3)).map { _ in "t\(random.next(below: 4))" }.joined(separator: "; ")
      table +=
        "f\(number),\(title),\(about),\(day),r\(random.next(below: 3)),\(tags),\(number),https://e.org/\(number),\n"
    }
    try things.add(table)
    let answers: [LabelEvent.Answer] = [.yes, .no, .unsure, .skip]
    for _ in 0..<count / 2 {
      try things.answer(
        "f\(random.next(below: count))", answers[random.next(below: 4)], by: random.next(below: 4) == 0 ? "rui" : "ana")
    }
    try things.project.markSeen(
      (0..<count / 6).map { _ in "f\(random.next(below: count))" }, annotator: "ana", seen: true)
    try things.project.updateSearch()
    var scored: [(item: Int64, score: Float)] = []
    for item in Int64(1)...Int64(max(1, count)) where random.next(below: 8) != 0 {
      scored.append((item, Float(random.next(below: 12)) / 16))
    }
    scored.sort { ($1.score, $0.item) < ($0.score, $1.item) }
    return (things, PoolOrder(items: scored.map(\.item), scores: scored.map(\.score), origin: .round(1)))
  }

  /// All items of a query, page by page; each page is checked.
  static func all(
    _ project: OpenProject, _ query: ItemQuery, _ order: PoolOrder?, fewLimit: Int = ItemWalk.fewLimit,
    effort: Int? = nil
  ) throws -> (items: [ItemPage.Item], total: Int) {
    var query = query
    var items: [ItemPage.Item] = []
    while true {
      let page = try project.items(query, order: order, fewLimit: fewLimit, effort: effort)
      #expect(page.items.count <= query.limit)
      items += page.items
      guard let next = page.next else {
        #expect(page.isTotalExact && page.total == items.count)
        return (items, page.total)
      }
      #expect(page.total >= items.count)
      query.cursor = next
    }
  }

  /// What the pages should have: all items looked at, one after the other.
  private static func naive(
    _ things: ThingsProject, _ query: ItemQuery, _ order: PoolOrder?
  ) throws -> [String] {
    try things.file.read { snapshot in
      let state = try snapshot.labels()
      let seen = try query.annotator.map { try snapshot.seenItems(of: $0) } ?? []
      var found: [(version: ItemVersion, key: String, day: String)] = []
      try snapshot.forEachItem { key, version in
        let values = try JSONText.value([String: JSONValue].self, in: version.fields, what: "")
        let label = state.label(ofItem: version.item)
        let shown = Self.shownLabel(ofItem: version.item, query, state)
        switch query.labels {
        case .any: break
        case .unlabelled: guard label == nil || label == .skip else { return }
        default: guard shown?.rawValue == query.labels.rawValue else { return }
        }
        if query.sort == .label, shown == nil { return }
        if query.hidesSeen, seen.contains(version.item) { return }
        let day = values["day"]?.shown ?? ""
        if let first = query.firstDay, day < first { return }
        if query.firstDay != nil || query.lastDay != nil, day.isEmpty { return }
        if let last = query.lastDay, day > last { return }
        if let value = query.value {
          let held = values[value.field]?.shown.components(separatedBy: ", ") ?? []
          guard held.contains(value.value) else { return }
        }
        let texts = [
          version.title, values["about"]?.shown ?? "", values["river"]?.shown ?? "", values["tags"]?.shown ?? "",
        ]
        let words = texts.joined(separator: " ").split { " ,;".contains($0) }.map(String.init)
        switch query.text {
        case "": break
        case "gold": guard words.contains(where: { $0.hasPrefix("gold") }) else { return }
        case "gold ": guard words.contains("gold") else { return }
        case "AGUA stone ": guard words.contains("água"), words.contains("stone") else { return }
        case "\"silver stone\"": guard texts.contains(where: { $0.contains("silver stone") }) else { return }
        default: return
        }
        found.append((version, key, day))
      }
      let places = Dictionary(uniqueKeysWithValues: (order?.items ?? []).enumerated().map { ($0.element, $0.offset) })
      switch query.sort {
      case .worth, .relevance:
        found.sort {
          (places[$0.version.item] ?? .max, $0.version.item) < (places[$1.version.item] ?? .max, $1.version.item)
        }
      case .date: found.sort { ($0.day, $0.version.item) > ($1.day, $1.version.item) }
      case .label:
        let position = { (item: Int64) in state.answers(ofItem: item).map(\.position).max() ?? 0 }
        found.removeAll { position($0.version.item) == 0 }
        found.sort { position($0.version.item) > position($1.version.item) }
      }
      return found.map(\.key)
    }
  }

  /// The label that the query lets its annotator see.
  private static func shownLabel(ofItem item: Int64, _ query: ItemQuery, _ state: LabelState) -> CurrentLabel? {
    let all = state.answers(ofItem: item)
    let decided = all.filter { $0.answer != .skip }
    // Where all have skipped it, a skip of one's own is what one sees.
    let counted = decided.isEmpty ? all : decided
    let isHidden = query.hidesLabels && !counted.contains { $0.annotator == query.annotator }
    return isHidden ? nil : state.label(ofItem: item)
  }

  @Test(arguments: ItemQuery.Labels.allCases, ItemQuery.Sort.allCases)
  func `Labels that others gave are as if there were none, where they could sway somebody`(
    _ labels: ItemQuery.Labels, _ sort: ItemQuery.Sort
  ) throws {
    let (things, order) = try Self.world()
    let state = try things.file.read { try $0.labels() }
    var counts: [String: Int] = [:]
    for annotator in ["ana", "rui", "eva"] {
      var query = ItemQuery()
      (query.labels, query.sort, query.annotator, query.limit) = (labels, sort, annotator, 20)
      (query.hidesLabels, query.hidesSeen) = (true, false)
      for fewLimit in [ItemWalk.fewLimit, 5] {
        let items = try Self.all(things.project, query, order, fewLimit: fewLimit).items
        #expect(try items.map(\.id) == Self.naive(things, query, order))
        #expect(
          items.map(\.label) == items.map { Self.shownLabel(ofItem: Int64($0.number), query, state)?.rawValue })
        counts[annotator] = items.count
      }
    }
    switch labels {
    case .yes, .no, .unsure, .skip: #expect(counts["eva"] == 0 && (counts["ana"] ?? 0) > 0)
    case .any, .unlabelled, .disputed: break
    }
  }

  @Test(arguments: ItemQuery.Labels.allCases, [ItemQuery.Sort.worth, .label, .date])
  func `Pages of any query are those of a look at every item`(
    _ labels: ItemQuery.Labels, _ sort: ItemQuery.Sort
  ) throws {
    let (things, order) = try Self.world()
    var query = ItemQuery()
    (query.labels, query.sort, query.annotator) = (labels, sort, "ana")
    var nonEmpty = 0
    for text in ["", "gold", "gold ", "AGUA stone ", "\"silver stone\""] {
      for days in [(nil, nil), ("2020-02-01", nil), ("2020-01-11", "2020-02-11")] as [(String?, String?)] {
        for value in [nil, .init(field: "tags", value: "t1"), .init(field: "river", value: "r2")] as [ItemQuery.Value?]
        {
          for hidesSeen in [true, false] {
            (query.text, query.value, query.hidesSeen) = (text, value, hidesSeen)
            (query.firstDay, query.lastDay) = days
            for (limit, order) in [(7, order), (50, nil)] as [(Int, PoolOrder?)] {
              query.limit = limit
              let pages = try Self.all(things.project, query, order)
              let expected = try Self.naive(things, query, order)
              #expect(pages.items.map(\.id) == expected, "\(query)")
              nonEmpty += expected.isEmpty ? 0 : 1
            }
          }
        }
      }
    }
    #expect(nonEmpty > 0)
  }

  /// As among a million: what a condition leaves is too much to be held, and a page ends before it is full.
  @Test(arguments: [(0, 1), (0, 4), (5, 7), (30, 20), (0, 1000)])
  func `Where many items fit the pages are the same, however early they end`(_ fewLimit: Int, _ effort: Int) throws {
    let (things, order) = try Self.world(60)
    var query = ItemQuery()
    (query.annotator, query.limit) = ("ana", 6)
    for labels in [ItemQuery.Labels.unlabelled, .no, .any] {
      for sort in [ItemQuery.Sort.worth, .label, .date] {
        for (text, day, value) in [
          ("", nil, nil), ("gold", nil, nil), ("gold ", "2020-02-01", nil), ("", "2020-02-01", nil),
          ("", nil, .init(field: "river", value: "r2")), ("gold", "2020-01-01", .init(field: "tags", value: "t1")),
        ] as [(String, String?, ItemQuery.Value?)] {
          (query.labels, query.sort, query.text, query.firstDay, query.value) = (labels, sort, text, day, value)
          let pages = try Self.all(things.project, query, order, fewLimit: fewLimit, effort: effort)
          #expect(try pages.items.map(\.id) == Self.naive(things, query, order), "\(query)")
        }
      }
    }
    (query.sort, query.text, query.firstDay, query.value) = (.relevance, "gold", nil, nil)
    #expect(try things.project.items(query, order: order, fewLimit: 0, effort: nil).sort == .worth)
  }

  @Test(arguments: [1, 2, 3, 5, 10]) func `Small projects too`(_ count: Int) throws {
    let (things, order) = try Self.world(count, seed: UInt64(count))
    var query = ItemQuery()
    for labels in ItemQuery.Labels.allCases {
      for sort in [ItemQuery.Sort.worth, .label, .date] {
        (query.labels, query.sort, query.limit) = (labels, sort, 1)
        #expect(
          try Self.all(things.project, query, order).items.map(\.id) == Self.naive(things, query, order))
      }
    }
  }

  @Test func `A project without items has an empty page`() throws {
    let things = try ThingsProject(recipe: Self.recipe)
    try things.project.updateSearch()
    for sort in ItemQuery.Sort.allCases {
      var query = ItemQuery()
      (query.sort, query.text) = (sort, "gold")
      let page = try things.project.items(query, order: nil)
      #expect(page.items.isEmpty && page.next == nil && page.total == 0 && page.isTotalExact)
    }
    #expect(try things.project.poolOrder() == nil)
  }

  // MARK: What a page says

  @Test func `A page says what is known of its items`() throws {
    let things = try ThingsProject(recipe: Self.recipe)
    try things.add(
      "key,title,about,day,river,tags,size,page,y\n"
        + "a,Gold <b>,near the old bridge we found much gold,2020-01-02,Douro,x; y,7,https://e.org/a,\n"
        + "b,Stone,,,,,,,\n")
    try things.project.updateSearch()
    try things.answer("a", .skip)
    try things.project.markSeen(["a"], annotator: "ana", seen: true)
    var query = ItemQuery()
    (query.text, query.annotator, query.hidesSeen) = ("bridge", "ana", false)
    let order = PoolOrder(items: [2, 1], scores: [0.5, 0.2813], origin: .live(labelPosition: 3))
    let page = try things.project.items(query, order: order)
    let item = try #require(page.items.first)
    #expect(page.items.count == 1 && page.total == 1 && page.isTotalExact && page.next == nil)
    #expect(page.modelPosition == 3 && page.round == nil && page.indexedCount == 2 && page.versionCount == 2)
    #expect(item.id == "a" && item.number == 1 && item.title == "Gold <b>" && item.link == "https://e.org/a")
    #expect(item.score == 0.2813 && item.rank == 2 && item.date == "2020-01-02")
    #expect(item.label == "skip" && item.isSeen)
    #expect(item.fields.map(\.name) == ["river", "tags", "size"])
    #expect(
      item.snippet == [
        .init(text: "near the old ", isMatch: false), .init(text: "bridge", isMatch: true),
        .init(text: " we found much gold", isMatch: false),
      ] || item.snippet?.contains(.init(text: "bridge", isMatch: true)) == true)
    #expect(try page.json().contains("\"isTotalExact\" : true"))
    #expect(page.text(TextStyle()).hasSuffix("1 item\n"))
    query.text = ""
    let plain = try things.project.items(query, order: order)
    #expect(plain.items.map(\.id) == ["b", "a"] && plain.items.allSatisfy { $0.snippet == nil })
    #expect(plain.items[0].link == nil && plain.items[0].date == nil && plain.items[0].fields.isEmpty)
  }

  @Test func `The better a text fits the earlier it comes; without a text the order is that of worth`() throws {
    let (things, order) = try Self.world()
    var query = ItemQuery()
    (query.labels, query.sort, query.text, query.limit) = (.any, .relevance, "gold ", 7)
    let pages = try Self.all(things.project, query, order)
    let expected = try things.file.read { snapshot in
      try snapshot.relevance(ofItemsMatching: "\"gold\"").map { try snapshot.item($0.item)?.key }
    }
    #expect(pages.items.map(\.id) == expected && pages.items.count > 20)
    query.text = ""
    let page = try things.project.items(query, order: order)
    query.sort = .worth
    #expect(page.sort == .worth)
    #expect(try page.items.map(\.id) == things.project.items(query, order: order).items.map(\.id))
  }

  @Test func `The order by worth is that of the newest round's scores`() throws {
    let things = try ThingsProject(count: 60)
    #expect(try things.project.poolOrder() == nil)
    try things.round()
    let order = try #require(try things.project.poolOrder())
    let kept = try things.file.read { try $0.scores(ofRound: 1) }
    #expect(order.items == kept.map(\.item) && order.scores == kept.map { Float($0.score) })
    #expect(order.origin == .round(1))
    let page = try things.project.items(ItemQuery(), order: order)
    var options = RankOptions()
    options.threadCount = 1
    #expect(try page.items.map(\.id) == things.project.rank(options).items.map(\.id))
    #expect(page.round == 1 && page.total == 20)
    try things.round()
    _ = try things.file.compact(keepingScoresOfLastRounds: 0)
    #expect(try things.project.poolOrder() == nil)
  }

  // MARK: Changes between pages

  @Test func `A cursor goes on sensibly in another order, and past what was labelled meanwhile`() throws {
    let (things, order) = try Self.world()
    var query = ItemQuery()
    query.limit = 10
    let first = try things.project.items(query, order: order)
    for item in first.items { try things.answer(item.id, .no) }
    query.cursor = first.next
    let second = try things.project.items(query, order: order)
    #expect(Set(second.items.map(\.id)).isDisjoint(with: first.items.map(\.id)))
    // In a new order it goes on below the score where it was.
    let last = try #require(first.items.last?.score)
    let reversed = PoolOrder(
      items: order.items.reversed(), scores: order.scores.map { 1 - $0 }.reversed(), origin: .live(labelPosition: 9))
    let third = try things.project.items(query, order: reversed)
    #expect(third.items.allSatisfy { ($0.score ?? 0) <= last } && !third.items.isEmpty)
  }

  @Test func `Answers and marks are seen at once, undone ones too`() throws {
    let (things, order) = try Self.world()
    var query = ItemQuery()
    query.annotator = "eva"
    let before = try things.project.items(query, order: order)
    let (first, second) = (before.items[0].id, before.items[1].id)
    try things.answer(first, .yes, by: "eva")
    try things.project.markSeen([second], annotator: "eva", seen: true)
    let after = try things.project.items(query, order: order)
    #expect(after.items.first?.id == before.items[2].id && after.total == before.total - 2)
    _ = try things.file.write { try $0.undo(annotator: "eva", at: ThingsProject.now, source: "a test") }
    try things.project.markSeen([second], annotator: "eva", seen: false)
    #expect(try things.project.items(query, order: order).items.map(\.id) == before.items.map(\.id))
  }

  @Test func `What is not in the index yet is listed, and not found`() throws {
    let (things, order) = try Self.world(10)
    try things.add("key,title,about,day,river,tags,size,page,y\nnew,gold new,,2021-01-01,r0,,1,,\n")
    var query = ItemQuery()
    (query.labels, query.hidesSeen) = (.any, false)
    var page = try things.project.items(query, order: order)
    #expect(page.items.map(\.id).contains("new") && page.indexedCount == 10 && page.versionCount == 11)
    #expect(page.isTotalExact)
    query.text = "new"
    page = try things.project.items(query, order: order)
    #expect(page.items.isEmpty && !page.isTotalExact, "what is not read yet may match")
    try things.project.updateSearch()
    page = try things.project.items(query, order: order)
    #expect(page.items.map(\.id) == ["new"] && page.indexedCount == 11 && page.isTotalExact)
  }

  // MARK: What is refused

  @Test(arguments: [
    ("limit 0", "limit: found 0, expected a whole number from 1 to 200"),
    ("limit 201", "limit: found 201, expected a whole number from 1 to 200"),
    ("day", "first day: found \"yesterday\", expected a day such as 2019-04-01"),
    ("field", "field: found \"size\", expected river or tags"),
    ("cursor", "cursor: found another text, expected what the page before gave as next"),
    ("other", "cursor: found that of another query, expected what the page before gave as next"),
    ("words", "search: found 33 words, expected at most 32"),
    ("bytes", "search: found 2000 bytes, expected at most 1000"),
  ])
  func `A query that makes no sense is refused`(_ what: String, _ message: String) throws {
    let (things, order) = try Self.world(30)
    var query = ItemQuery()
    query.limit = 3
    let next = try things.project.items(query, order: order).next
    switch what {
    case "limit 0": query.limit = 0
    case "limit 201": query.limit = 201
    case "day": query.firstDay = "yesterday"
    case "field": query.value = .init(field: "size", value: "3")
    case "cursor": query.cursor = next.map { String($0.dropFirst().reversed()) }
    case "other": (query.cursor, query.labels) = (next, .any)
    case "words": query.text = Array(repeating: "a", count: 33).joined(separator: " ")
    default: query.text = String(repeating: "a", count: 2000)
    }
    let error = #expect(throws: Failure.self) { _ = try things.project.items(query, order: order) }
    #expect(error?.kind == .usage)
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `A recipe without dates and categories has none to ask for`() throws {
    let things = try ThingsProject(
      recipe: """
        name: plain
        item: { key: key, title: title }
        fields:
          title: { column: title, kind: text }
        features:
          - tfidf: title

        """)
    var query = ItemQuery()
    query.lastDay = "2020-01-01"
    var error = #expect(throws: Failure.self) { _ = try things.project.items(query, order: nil) }
    #expect(error?.description.contains("none, for recipe plain has no date field") == true)
    (query.lastDay, query.value) = (nil, .init(field: "x", value: "y"))
    error = #expect(throws: Failure.self) { _ = try things.project.items(query, order: nil) }
    #expect(error?.description.contains("none, for recipe plain has no categories and tags") == true)
  }

  @Test func `A cursor with any byte changed is refused`() throws {
    let query = ItemQuery()
    var cursor = ItemCursor(item: 7)
    (cursor.score, cursor.position, cursor.date, cursor.count) = (0.25, 3, "2020-01-02", 12)
    let text = cursor.text(query)
    #expect(try ItemCursor(text, query) == cursor)
    #expect(text.utf8.allSatisfy { $0 == 0x2D || $0 == 0x5F || ($0 | 0x20) > 0x60 || (0x30...0x39).contains($0) })
    let bytes = try #require(Base64URL.bytes(text))
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      #expect(throws: Failure.self) { _ = try ItemCursor(Base64URL.text(changed), query) }
    }
    for wrong in ["", "a", "====", "é", String(repeating: "A", count: 2000)] {
      #expect(throws: Failure.self) { _ = try ItemCursor(wrong, query) }
    }
  }
}
