import Foundation
import GRDB
import GarimpoKernels
import Testing

@testable import GarimpoStore

/// The index of texts: filled in steps, always that of the newest versions, and made again where it is damaged.
struct SearchIndexTests {
  static let fields = SearchFields(date: "day", values: ["channel", "tags"])

  /// Adds a version of an item.
  static func add(_ item: Int64, _ title: String, _ json: String, to file: ProjectFile) throws {
    try file.write { transaction in
      let columns = try transaction.columnList("[\"title\"]")
      var version = SmallProject.version(item: item, importID: 1, columns: columns, title: title)
      version.fields = json
      _ = try transaction.add(version)
    }
  }

  /// Fills the index in steps of `limit`; how many there were.
  @discardableResult
  static func fill(_ file: ProjectFile, limit: Int = 1000, _ fields: SearchFields = fields) throws -> Int {
    for step in 1... {
      if try file.write({ try $0.indexTexts(fields, limit: limit) }).isComplete { return step }
    }
    return 0
  }

  private static func find(_ query: String, _ file: ProjectFile) throws -> [Int64] {
    try file.read { try $0.items(matching: query, limit: 100) }
  }

  @Test func `Titles and texts are found whatever case and accents, by word, beginning and phrase`() throws {
    let file = try SmallProject().file
    try Self.add(1, "Ação de Graças", #"{"title":"Ação de Graças","about":"On the river","views":12}"#, to: file)
    try Self.add(2, "Rivers", #"{"tags":["Açúcar","sea air"],"day":"2020-01-02"}"#, to: file)
    try Self.fill(file)
    #expect(try Self.find("acao", file) == [1])
    #expect(try Self.find("RIVER", file) == [1])
    #expect(try Self.find("riv*", file) == [1, 2])
    #expect(try Self.find("\"sea air\"", file) == [2] && Self.find("\"air sea\"", file) == [])
    #expect(try Self.find("acucar", file) == [2])
    #expect(try Self.find("12", file) == [], "numbers are no text")
    #expect(try Self.find("title : graças NOT text : graças", file) == [1], "the title is not a text once more")
  }

  @Test func `A new version replaces the old text, date and values`() throws {
    let file = try SmallProject().file
    try Self.add(1, "red", #"{"channel":"a","tags":["x","y","x"],"day":"2020-01-02"}"#, to: file)
    try Self.fill(file)
    try file.read { (snapshot) throws in
      #expect(try snapshot.dates(ofItems: [1, 2]) == [1: "2020-01-02"])
      let number = try #require(try snapshot.valueNumber("x", ofField: "tags"))
      #expect(try snapshot.items(withValue: number, limit: 9) == [1])
    }
    try Self.add(1, "blue", #"{"channel":"b","tags":["y"]}"#, to: file)
    try Self.add(1, "green", #"{"channel":"c","tags":["y","z"],"day":"2021-03-04"}"#, to: file)
    #expect(try Self.find("red", file) == [1], "until the index is brought up to date")
    try Self.fill(file)
    #expect(try ["red", "blue", "green"].map { try Self.find($0, file) } == [[], [], [1]])
    try file.read { (snapshot) throws in
      #expect(try snapshot.dates(ofItems: [1]) == [1: "2021-03-04"])
      for (field, value, items) in [
        ("channel", "a", []), ("channel", "c", [1]), ("tags", "x", []), ("tags", "y", [1]), ("tags", "z", [1]),
      ] as [(String, String, [Int64])] {
        let number = try #require(try snapshot.valueNumber(value, ofField: field) ?? (items.isEmpty ? -1 : nil))
        #expect(try snapshot.items(withValue: number, limit: 9) == items, "\(field) \(value)")
      }
    }
  }

  /// Whatever the steps, the index has what a single step makes.
  @Test(arguments: [1, 2, 3, 7, 1000]) func `It is filled in steps of any size`(_ limit: Int) throws {
    let file = try SmallProject(count: 5).file
    var random = SplitMix64(seed: 3, stream: 0)
    for number in 0..<20 {
      let item = Int64(random.next(below: 5) + 1)
      try Self.add(
        item, "word\(random.next(below: 4)) \(number)",
        #"{"channel":"c\#(random.next(below: 3))","tags":["t\#(random.next(below: 3))"]}"#, to: file)
      if random.next(below: 4) == 0 { try Self.fill(file, limit: limit) }
    }
    let steps = try Self.fill(file, limit: limit)
    #expect(steps > 0)
    #expect(try file.read { try $0.searchState() } == SearchState(position: 25, end: 25))
    #expect(try file.read { try $0.searchDamage(sampleCount: 100, isFull: true) } == nil)
    try file.read { (snapshot) throws in
      for item in Int64(1)...5 {
        let newest = try #require(try snapshot.newestVersion(ofItem: item))
        let words = newest.title.split(separator: " ").map(String.init)
        for word in 0..<4 {
          let isThere = words[0] == "word\(word)"
          #expect(try snapshot.items(matching: "word\(word)", limit: 100).contains(item) == isThere)
        }
        for value in 0..<3 {
          let number = try snapshot.valueNumber("c\(value)", ofField: "channel") ?? -1
          #expect(
            try snapshot.items(withValue: number, limit: 100).contains(item)
              == newest.fields.contains("\"c\(value)\""))
        }
      }
    }
    try file.withConnection { try $0.execute(sql: "INSERT INTO search (search) VALUES ('integrity-check')") }
  }

  @Test func `An index of other fields is begun anew`() throws {
    let file = try SmallProject().file
    try Self.add(2, "red", #"{"day":"2020-01-02","seen":"2021-01-02","tags":["x"]}"#, to: file)
    try Self.fill(file)
    let state = try file.write { try $0.indexTexts(SearchFields(date: "seen"), limit: 10) }
    #expect(state == SearchState(position: 0, end: 4))
    try Self.fill(file, SearchFields(date: "seen"))
    #expect(try file.read { try $0.dates(ofItems: [2]) } == [2: "2021-01-02"])
    #expect(try file.read { try $0.valueNumber("x", ofField: "tags") } == nil)
    #expect(try Self.find("red", file) == [2])
  }

  @Test(arguments: ["it's", "a\"b", "\\", "käse", ""]) func `A field may have any name`(_ name: String) throws {
    let file = try SmallProject().file
    let json = String(decoding: try JSONEncoder().encode([name: "v"]), as: UTF8.self)
    try Self.add(1, "red", json, to: file)
    try Self.fill(file, SearchFields(date: name, values: [name]))
    #expect(try file.read { try $0.valueNumber("v", ofField: name) } == 1)
    #expect(try file.read { try $0.dates(ofItems: [1]) } == [1: "v"])
    #expect(try file.write { try $0.indexTexts(SearchFields(date: name, values: [name]), limit: 1) }.isComplete)
  }

  @Test func `Fields that are no JSON are passed over`() throws {
    let file = try SmallProject().file
    try Self.add(1, "red", "{", to: file)
    try Self.fill(file)
    #expect(try Self.find("red", file) == [1])
  }

  // MARK: Looking

  @Test func `Matches, scores and words around them`() throws {
    let file = try SmallProject().file
    try Self.add(1, "gold", #"{"text":"gold and gold and silver"}"#, to: file)
    try Self.add(2, "silver", #"{"text":"one two three four five six gold eight nine ten"}"#, to: file)
    try Self.fill(file)
    try file.read { (snapshot) throws in
      #expect(try snapshot.relevance(ofItemsMatching: "gold").map(\.item) == [1, 2])
      #expect(try snapshot.items(matching: "gold", among: [2, 3]) == [2])
      #expect(try snapshot.items(matching: "go*", among: []) == [])
      #expect(try snapshot.items(matching: "gold", limit: 1) == [1])
      let snippets = try snapshot.snippets(
        ofItems: [2, 3], matching: "gold", open: "<", close: ">", wordCount: 3)
      #expect(snippets == [2: "…six <gold> eight…"])
      let matcher = try TextMatcher()
      let texts = try snapshot.searchedTexts(ofItems: [3, 2, 9])
      #expect(texts.map(\.item) == [2, 3] && texts.map(\.title) == ["silver", "Title 3"])
      for _ in 1...2 {
        #expect(
          try matcher.snippets(ofTexts: texts, matching: "gold", open: "<", close: ">", wordCount: 3) == snippets)
      }
    }
  }

  @Test(arguments: [
    "gold*", "GÓLD*", "\"and silv\" *", "acao*", "go* silver", "title : gold*", "x*", "\"!\"", "NOTHING*",
  ])
  func `A few texts match as in the index`(_ query: String) throws {
    let file = try SmallProject(count: 6).file
    for (item, title, text) in [
      (1, "gold", "gold and silver"), (2, "silver", "golden"), (4, "Ação", "and  silver, góld"),
      (5, "—", "AND SILVERY"),
    ] as [(Int64, String, String)] {
      try Self.add(item, title, "{\"a\":\"\(text)\",\"b\":[\"x\(item)\"]}", to: file)
    }
    try Self.fill(file)
    let matcher = try TextMatcher()
    try file.read { snapshot in
      let all = Array(Int64(1)...6)
      let found = try matcher.snippets(
        ofTexts: snapshot.searchedTexts(ofItems: all), matching: query, open: "<", close: ">", wordCount: 8)
      #expect(
        try found
          == snapshot.snippets(ofItems: all, matching: query, open: "<", close: ">", wordCount: 8))
      #expect(try Set(found.keys) == snapshot.items(matching: query, among: all))
    }
  }

  @Test func `By date, the newest first, items without one last`() throws {
    let file = try SmallProject(count: 6).file
    for (item, day) in [(1, "2020-01-02"), (2, "2021-01-01"), (4, "2020-01-02"), (5, "2019-12-31")] as [(Int64, String)]
    {
      try Self.add(item, "red", #"{"day":"\#(day)"}"#, to: file)
    }
    try Self.fill(file)
    func walk(_ place: (String, Int64)? = nil, from first: String = "", to last: String = "9") throws -> [Int64] {
      var items: [Int64] = []
      try file.read {
        try $0.forEachDate(behind: place, from: first, to: last) { item, _ in
          items.append(item)
          return true
        }
      }
      return items
    }
    #expect(try walk() == [2, 4, 1, 5, 6, 3])
    #expect(try walk(("2020-01-02", 4)) == [1, 5, 6, 3])
    #expect(try walk(("2020-06-01", 1)) == [4, 1, 5, 6, 3], "also from where nothing is")
    #expect(try walk(from: "2020-01-01", to: "2020-12-31") == [4, 1])
    #expect(try file.read { try $0.items(datedFrom: "2020", to: "2020~", limit: 9) }.sorted() == [1, 4])
  }

  // MARK: Damage

  private static func damaged(_ sql: String) throws -> (folder: StoreFolder, path: String) {
    let folder = try StoreFolder()
    let path = try folder.makeProject { file in
      try SampleProject.fill(file)
      try fill(file)
    }
    try folder.shell("p.garimpo", sql)
    return (folder, path)
  }

  @Test(arguments: [
    ("DELETE FROM search_docsize WHERE id = 5", "it has 59 texts of 60 items"),
    (
      "INSERT INTO search (search, rowid, title, text) VALUES ('delete', 7, 'New title 7', ''); "
        + "INSERT INTO search_docsize VALUES (7, x'0300')", "it does not find item 7 by its title"
    ),
    ("UPDATE search_data SET block = x'' WHERE id > 100", "it cannot be read (database disk image is malformed)"),
    ("UPDATE search_data SET block = x'00' WHERE id = 10", "it does not find item 1 by its title"),
  ])
  func `A damaged index is found, is no loss, and is made again`(_ sql: String, _ found: String) throws {
    let (folder, path) = try Self.damaged(sql)
    let report = try ProjectFile.verify(path)
    #expect(report.labels == .whole(count: 40))
    #expect(
      report.findings.map(\.description)
        == ["search: \(found); nothing is lost: it is made again when garimpo label starts"])
    let backup = try ProjectFile.backup(from: path, to: folder.path("b.garimpo"))
    #expect(backup.isWhole)
    let file = try ProjectFile(opening: path)
    try file.write { try $0.clearSearch() }
    try Self.fill(file)
    try file.close()
    #expect(try ProjectFile.verify(path).isWhole)
  }

  @Test func `Compacting merges the index, and empties a damaged one`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { file in
      try SampleProject.fill(file)
      try Self.fill(file, limit: 20)
    }
    let file = try ProjectFile(opening: path)
    func parts() throws -> Int? {
      try file.withConnection { try Int.fetchOne($0, sql: "SELECT count(DISTINCT segid) FROM search_idx") }
    }
    #expect(try parts() ?? 0 > 1)
    _ = try file.compact()
    #expect(try parts() == 1)
    #expect(try Self.find("60", file) == [60])
    try file.write { try $0.clearSearch() }
    try Self.fill(file, limit: 20)
    try file.close()
    #expect(try ProjectFile.verify(path).isWhole)
    try folder.shell("p.garimpo", "UPDATE search_data SET block = x'' WHERE id > 100")
    let damaged = try ProjectFile(opening: path)
    _ = try damaged.compact()
    #expect(try damaged.read { try $0.searchState() }.position == 0)
    try Self.fill(damaged)
    #expect(try Self.find("60", damaged) == [60])
  }

  @Test func `A salvaged project has an empty index, marks, accounts and choices`() throws {
    let folder = try StoreFolder()
    let path = try folder.makeProject { file in
      try SampleProject.fill(file)
      try Self.fill(file)
    }
    var bytes = try folder.bytes("p.garimpo")
    bytes[3] ^= 1
    try folder.write(bytes, to: "p.garimpo")
    let report = try ProjectFile.backup(from: path, to: folder.path("b.garimpo"))
    #expect(report.isWhole && report.way != .exact)
    let file = try ProjectFile(opening: folder.path("b.garimpo"))
    try file.read { (snapshot) throws in
      #expect(try snapshot.searchState() == SearchState(position: 0, end: 70))
      #expect(try snapshot.seenItems(of: "ana") == [31, 33, 60] && snapshot.seenItems(of: "rui") == [31])
      #expect(try snapshot.accounts().map(\.name) == ["ana", "rui"])
      #expect(try snapshot.modelChoices(newest: 9).map(\.note) == ["still the best"])
    }
    try Self.fill(file)
    #expect(try Self.find("title", file).count == 60)
  }

  @Test func `A file of version 1 is backed up and salvaged as it is`() throws {
    let folder = try StoreFolder()
    try folder.shell("old.garimpo", try SchemaTests.dump(ofVersion: 1))
    let path = folder.path("old.garimpo")
    #expect(try ProjectFile.backup(from: path, to: folder.path("b.garimpo")).isWhole)
    #expect(try ProjectFile.verify(folder.path("b.garimpo")).version == 1)
    var bytes = try folder.bytes("old.garimpo")
    bytes[3] ^= 1
    try folder.write(bytes, to: "old.garimpo")
    let report = try ProjectFile.backup(from: path, to: folder.path("c.garimpo"))
    #expect(report.isWhole && report.way != .exact)
    #expect(try ProjectFile.verify(folder.path("c.garimpo")).version == Schema.version)
  }
}
