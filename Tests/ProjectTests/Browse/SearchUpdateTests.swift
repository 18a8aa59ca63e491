import GarimpoStore
import Testing

@testable import GarimpoProject

/// The index of texts as a server keeps it.
struct SearchUpdateTests {
  private static func found(_ text: String, _ things: ThingsProject) throws -> [String] {
    var query = ItemQuery()
    (query.text, query.labels) = (text, .any)
    return try things.project.items(query, order: nil).items.map(\.id)
  }

  @Test func `It goes on until it is told to stop, and takes up where it was`() throws {
    let (things, _) = try ItemQueryTests.world(300)
    try things.project.updateSearch(isRebuilding: true) { _ in false }
    let state = try things.file.read { try $0.searchState() }
    #expect(state.position > 0 && state.position < 300 && state.end == 300)
    var positions: [Int64] = []
    let end = try things.project.updateSearch {
      positions.append($0.position)
      return true
    }
    #expect(end == SearchState(position: 300, end: 300) && end.isComplete)
    #expect(positions == positions.sorted() && positions.first ?? 0 > state.position)
    #expect(try things.file.read { try $0.searchDamage(sampleCount: 300, isFull: true) } == nil)
    #expect(try Self.found("find 299", things) == ["f299"])
  }

  @Test func `One that is behind is filled up, and then left alone`() throws {
    let (things, _) = try ItemQueryTests.world(40)
    try things.file.write { try $0.clearSearch(SearchedFields(things.project.recipe($0.snapshot)).fields) }
    try things.file.write {
      _ = try $0.indexTexts(SearchedFields(try things.project.recipe($0.snapshot)).fields, limit: 9)
    }
    #expect(try Self.found("find 30", things) == [])
    try things.project.updateSearch()
    #expect(try Self.found("find 30", things) == ["f30"])
    #expect(
      try things.project.updateSearch { _ in
        Issue.record("nothing is left to do"); return true
      }.isComplete)
  }

  @Test func `A changed row is found by its new text alone`() throws {
    let (things, _) = try ItemQueryTests.world(10)
    try things.add("key,title,about,day,river,tags,size,page,y\nf3,Something else,,,,,3,,\n")
    try things.project.updateSearch()
    #expect(try Self.found("something else ", things) == ["f3"])
    #expect(try Self.found("find 3 ", things) == [])
  }

  @Test func `Marks need a name and items that are there`() throws {
    let (things, _) = try ItemQueryTests.world(5)
    #expect(throws: Failure.self) { try things.project.markSeen(["f1"], annotator: "", seen: true) }
    let error = #expect(throws: Failure.self) {
      try things.project.markSeen(["f1", "absent"], annotator: "eva", seen: true)
    }
    #expect(error?.description.contains("there is no item with the id \"absent\"") == true)
    #expect(try things.file.read { try $0.seenItems(of: "eva") } == [], "all or none")
  }
}
