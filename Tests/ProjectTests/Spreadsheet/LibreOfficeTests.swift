import Foundation
import GarimpoStore
import Testing

@testable import GarimpoProject

/// A sheet through the real LibreOffice: opened as it says, saved as a workbook, written again as it says.
@Suite(.enabled(if: LibreOffice.program != nil), .serialized) struct LibreOfficeTests {
  static let trips:
    [(name: String, workbook: String, isForExcel: Bool, reading: LibreOffice.Text, writing: LibreOffice.Text)] =
      [
        ("as it is", "ods", false, .init(), .init()),
        (
          "semicolons in Windows-1252, decimal comma", "xlsx", false, .init(),
          .init(delimiter: 0x3B, encoding: 1, language: 1046)
        ),
        (
          "for Excel, tabs, German", "ods", true, .init(delimiter: 0x3B, language: 1031),
          .init(delimiter: 9, language: 1031)
        ),
        (
          "old workbook, Brazilian, nothing taken for a number", "xls", true,
          .init(delimiter: 0x3B, language: 1046, findsNumbers: false),
          .init(delimiter: 0x3B, encoding: 1, language: 1046)
        ),
      ]

  @Test(arguments: trips.indices) func `Answers come back through LibreOffice`(_ index: Int) throws {
    let trip = Self.trips[index]
    let office = try #require(try LibreOffice())
    let world = try SheetWorld()
    try world.addRound(Array(SheetWorld.ids.reversed()))
    try world.export { $0.isForExcel = trip.isForExcel }
    let words = ["1", "0", "sim", "não", "unsure", "", "TRUE", "skip", "1,0", "0", "1", ""]
    let expected: [CurrentLabel?] = [.yes, .no, .yes, .no, .unsure, nil, .yes, .skip, .yes, .no, .yes, nil]
    // Filled in as text, so that what LibreOffice makes of it is its own.
    var lines = try world.grid()
    for row in 1..<lines.count { lines[row][2] = words[row - 1] }
    let filled = lines.map { row in
      row.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        .joined(separator: trip.isForExcel ? ";" : ",")
    }
    try world.write(Array(filled.joined(separator: "\r\n").utf8))

    let sheet = URL(filePath: world.notes.path("sheet.csv"))
    let workbook = try office.convert(sheet, to: trip.workbook, reading: trip.reading)
    let back = try office.convert(workbook, to: "csv:" + trip.writing.filter)
    try Data(contentsOf: back).write(to: URL(filePath: world.notes.path("back.csv")))

    let result = try world.importing("back.csv")
    #expect(result.unusable.isEmpty && result.conflicts.isEmpty, "\(trip.name): \(result.unusable)")
    #expect(result.matchedByIDCount == 12 && result.matchedByTitle.isEmpty)
    var labels: [String: CurrentLabel] = [:]
    for (row, label) in expected.enumerated() { labels[SheetWorld.ids[11 - row]] = label }
    #expect(try world.labels() == labels, "\(trip.name)")
    #expect(try world.events().allSatisfy { $0.asking?.round == 1 })
  }
}
