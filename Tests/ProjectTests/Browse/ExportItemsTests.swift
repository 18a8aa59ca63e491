import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// All pages of a query as a file.
struct ExportItemsTests {
  private static func export(
    _ things: ThingsProject, _ query: ItemQuery, _ order: PoolOrder?, _ format: ItemFormat
  ) throws -> (text: String, count: Int) {
    var bytes: [UInt8] = []
    let count = try things.project.exportItems(query, order: order, format: format) { bytes += $0 }
    return (String(decoding: bytes, as: UTF8.self), count)
  }

  @Test func `A file has all items of a query, whatever its page`() throws {
    let (things, order) = try ItemQueryTests.world()
    var query = ItemQuery()
    (query.text, query.labels, query.limit) = ("gold", .any, 3)
    let expected = try ItemQueryTests.all(things.project, query, order).items.map(\.id)
    query.cursor = "of another page"
    let csv = try Self.export(things, query, order, .csv)
    let lines = csv.text.split(whereSeparator: \.isNewline).map(String.init)
    #expect(lines[0] == "id,title,score,rank,label,link,field_title,about,day,river,tags,size", "\(lines[0])")
    #expect(lines.dropFirst().map { String($0.prefix { $0 != "," }) } == expected && csv.count == expected.count)
    let json = try Self.export(things, query, order, .jsonl)
    let rows = try json.text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(rows.compactMap { $0["id"] as? String } == expected)
    #expect(rows.allSatisfy { $0.keys.count == 7 && $0["fields"] is [String: Any] })
  }

  @Test func `Cells are safe in a spreadsheet`() throws {
    let things = try ThingsProject(recipe: ItemQueryTests.recipe)
    try things.add("key,title,about,day,river,tags,size,page,y\na,=1+1,,,,,3,,1\n")
    var query = ItemQuery()
    query.labels = .any
    let order = PoolOrder(items: [1], scores: [0.1], origin: .round(1))
    let csv = try Self.export(things, query, order, .csv).text
    #expect(csv.contains("a,'=1+1,0.1,1,yes,,'=1+1,,,,,3"), "\(csv)")
    #expect(
      try Self.export(things, query, nil, .jsonl).text
        == "{\"id\":\"a\",\"title\":\"=1+1\",\"score\":null,\"rank\":null,\"label\":\"yes\",\"link\":null,"
        + "\"fields\":{\"title\":\"=1+1\",\"size\":3}}\n")
  }

  @Test func `What the writer throws ends it`() throws {
    let (things, order) = try ItemQueryTests.world(10)
    let error = #expect(throws: Failure.self) {
      try things.project.exportItems(ItemQuery(), order: order, format: .csv) { _ in
        throw Failure(.output, "the reader has gone")
      }
    }
    #expect(error?.description == "the reader has gone")
  }
}
