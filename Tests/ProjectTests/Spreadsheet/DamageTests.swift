import Foundation
import GarimpoKernels
import GarimpoStore
import GarimpoTabular
import Testing

@testable import GarimpoProject

/// A real export, damaged as programs and people damage files.
struct DamageTests {
  /// A change that no answer may be lost by: of the cells, or of the bytes of the file.
  enum Damage: String, CaseIterable, Sendable {
    case nothing
    // What people do to the cells.
    case rowsReversed, rowsRemoved, rowsAdded, columnsReversed, columnsRemoved, columnsAdded, headerInOtherCase
    case emptyRowsAtTheEnd, emptyColumnsAtTheEnd, idsAsFractions, idsWithDecimalComma, numbersWithDecimalComma
    case answersAsNumbers, answersWithDecimalComma, answersInPortuguese, answersInEnglish, answersInCapitals
    case oneIDLost, titlesCut, pEnlarged, titlesGone, stampsAsFractions, spacesAround
    // What programs do to the bytes.
    case byteOrderMark, semicolons, tabs, pipes, allQuoted, returnsOnly, pairs, windows1252, latin1, doubleEncoded
    case utf16LittleEndian, utf16BigEndian, utf16WithoutMark, separatorLine, noLineEndAtTheEnd, jsonLines

    /// Whether it is a change of the bytes; one of these ends every combination.
    var isOfBytes: Bool {
      switch self {
      case .byteOrderMark, .semicolons, .tabs, .pipes, .allQuoted, .returnsOnly, .pairs, .windows1252, .latin1,
        .doubleEncoded, .utf16LittleEndian, .utf16BigEndian, .utf16WithoutMark, .separatorLine, .noLineEndAtTheEnd,
        .jsonLines:
        true
      default: false
      }
    }
  }

  /// What is answered in each file, by the row of the export.
  private static let answers: [(row: Int, label: CurrentLabel)] = [
    (1, .yes), (2, .no), (3, .yes), (4, .no), (5, .no), (6, .yes), (7, .unsure), (8, .no), (9, .yes), (10, .skip),
  ]

  /// The words of an answer in each way of writing them.
  private static func word(_ label: CurrentLabel, _ damages: [Damage]) -> String {
    let words: [CurrentLabel: String]
    if damages.contains(.answersAsNumbers) {
      words = [.yes: "1.0", .no: "0.0"]
    } else if damages.contains(.answersWithDecimalComma) {
      words = [.yes: "1,0", .no: "0,00"]
    } else if damages.contains(.answersInPortuguese) {
      words = [.yes: "Sim", .no: "Não", .unsure: "talvez", .skip: "pular"]
    } else if damages.contains(.answersInEnglish) {
      words = [.yes: "yes", .no: "No", .unsure: "maybe", .skip: "Skip"]
    } else if damages.contains(.answersInCapitals) {
      words = [.yes: "TRUE", .no: "FALSE", .unsure: "UNSURE", .skip: "SKIP"]
    } else {
      words = [.yes: "1", .no: "0"]
    }
    return words[label] ?? label.rawValue
  }

  static let single = Damage.allCases.map { [$0] }

  /// Three to seven changes of the cells, in their order above, and one of the bytes.
  static let several: [[Damage]] = {
    let cells = Damage.allCases.filter { !$0.isOfBytes && $0 != .nothing }
    let bytes = Damage.allCases.filter(\.isOfBytes)
    var random = SplitMix64(seed: 1, stream: 0)
    return (0..<90).map { number in
      var chosen: Set<Int> = []
      while chosen.count < 3 + number % 5 { chosen.insert(random.next(below: cells.count)) }
      return chosen.sorted().map { cells[$0] } + [bytes[number % bytes.count]]
    }
  }()

  @Test(arguments: single) func `An export comes back whole from each kind of damage`(_ damages: [Damage]) throws {
    try check(damages)
  }

  @Test(arguments: several) func `An export comes back whole from several kinds at once`(_ damages: [Damage]) throws {
    try check(damages)
  }

  private func check(_ damages: [Damage]) throws {
    let world = try SheetWorld()
    try world.addRound(Array(SheetWorld.ids[..<11]))
    try world.export()
    var grid = try world.grid()
    for (row, label) in Self.answers { grid[row][2] = Self.word(label, damages) }
    for damage in damages { Self.apply(damage, to: &grid) }
    let name = damages.contains(.jsonLines) ? "back.jsonl" : "back.csv"
    try world.write(Self.bytes(grid, damages), name)

    let result = try world.importing(name)
    // A title that is cut is not exactly the item's: without its id the row is listed.
    let isLost = damages.contains(.oneIDLost) && damages.contains(.titlesCut)
    var removed: Set<Int> = damages.contains(.rowsRemoved) ? [2, 7] : []
    if isLost { removed.insert(10) }
    let expected = Self.answers.filter { !removed.contains($0.row) }
    let what: Comment = "\(damages): \(result.unusable)"
    #expect(result.unusable.count == (damages.contains(.rowsAdded) ? 2 : 0) + (isLost ? 1 : 0), what)
    #expect(result.conflicts.isEmpty && result.newAnswers.count == expected.count, what)
    var labels: [String: CurrentLabel] = [:]
    for (row, label) in expected { labels[SheetWorld.ids[row - 1]] = label }
    #expect(try world.labels() == labels, what)
    #expect(try world.events().allSatisfy { $0.asking?.round == 1 && $0.source == "spreadsheet" }, what)
    #expect(result.matchedByTitle.count == (damages.contains(.oneIDLost) && !isLost ? 1 : 0), what)
    // Once more changes nothing.
    #expect(try world.importing(name).storedCount == 0, what)
  }

  // MARK: The cells

  private static func apply(_ damage: Damage, to grid: inout [[String]]) {
    func column(_ name: String) -> Int? { grid[0].firstIndex { SpreadsheetText.name($0) == name } }
    func change(_ name: String, _ body: (String) -> String) {
      guard let column = column(name) else { return }
      for row in 1..<grid.count where !grid[row][column].isEmpty { grid[row][column] = body(grid[row][column]) }
    }
    switch damage {
    case .rowsReversed: grid = [grid[0]] + grid.dropFirst().reversed()
    case .rowsRemoved:
      guard let id = column("id"), let title = column("title") else { return }
      let gone = [SheetWorld.ids[1], SheetWorld.ids[6]]
      let titles = [SheetWorld.titles[1], SheetWorld.titles[6]]
      grid.removeAll { row in
        gone.contains { row[id].hasPrefix($0) } || titles.contains { row[title].hasPrefix($0.prefix(12)) }
      }
    case .rowsAdded:
      guard let id = column("id"), let title = column("title"), let label = column("y") else { return }
      var row = [String](repeating: "", count: grid[0].count)
      (row[id], row[title], row[label]) = ("9001", "a row of my own", "1")
      grid.insert(row, at: 1)
      (row[id], row[title], row[label]) = ("", "Total", "4")
      grid.append(row)
    case .columnsReversed: grid = grid.map { $0.reversed() }
    case .columnsRemoved:
      let kept = ["id", "title", "y", SheetNames.stamp].compactMap(column)
      grid = grid.map { row in row.indices.filter(kept.contains).map { row[$0] } }
    case .columnsAdded:
      for row in grid.indices {
        grid[row].insert(row == 0 ? "my remark" : "x\(row)", at: 2)
        grid[row].insert(row == 0 ? "" : "1", at: 0)
      }
    case .headerInOtherCase: grid[0] = grid[0].map { " \($0.uppercased()) " }
    case .emptyRowsAtTheEnd:
      for _ in 0..<3 { grid.append([String](repeating: "", count: grid[0].count)) }
    case .emptyColumnsAtTheEnd: grid = grid.map { $0 + ["", "", ""] }
    case .idsAsFractions: change("id") { Int($0) == nil ? $0 : $0 + ".0" }
    case .idsWithDecimalComma: change("id") { Int($0) == nil ? $0 : $0 + ",0" }
    case .numbersWithDecimalComma:
      for name in ["p", "rank", "views"] {
        change(name) { $0.replacingOccurrences(of: ".", with: ",") }
      }
    case .oneIDLost:
      guard let id = column("id"), let row = grid.firstIndex(where: { $0[id].hasPrefix(SheetWorld.ids[9]) }) else {
        return
      }
      grid[row][id] = "#REF!"
    case .titlesCut: change("title") { $0.count > 20 ? String($0.prefix(18)) + "…" : $0 }
    case .pEnlarged: change("p") { _ in "455" }
    case .titlesGone: change("title") { $0 == SheetWorld.titles[9] || $0 == "a row of my own" ? $0 : "" }
    case .stampsAsFractions: change(SheetNames.stamp) { _ in "1.0" }
    case .spacesAround: grid = grid.map { $0.map { $0.isEmpty ? $0 : " \($0)\u{A0}" } }
    default: break
    }
  }

  // MARK: The bytes

  private static func bytes(_ grid: [[String]], _ damages: [Damage]) -> [UInt8] {
    let damage = damages.first(where: \.isOfBytes) ?? .nothing
    let delimiter =
      damage == .semicolons || damage == .separatorLine ? ";" : damage == .tabs ? "\t" : damage == .pipes ? "|" : ","
    let end = damage == .returnsOnly ? "\r" : damage == .pairs ? "\r\n" : "\n"
    if damage == .jsonLines { return lines(grid) }
    func cell(_ text: String) -> String {
      let needsQuotes = damage == .allQuoted || text.contains { "\",;|\t\n\r".contains($0) }
      return needsQuotes ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
    }
    var text = grid.map { $0.map(cell).joined(separator: delimiter) + end }.joined()
    if damage == .returnsOnly { text = text.replacingOccurrences(of: "\n", with: "\r") }
    if damage == .separatorLine { text = "sep=;\n" + text }
    if damage == .noLineEndAtTheEnd { text.removeLast() }
    func utf16(_ order: (UInt16) -> [UInt8]) -> [UInt8] { text.utf16.flatMap(order) }
    let low: (UInt16) -> [UInt8] = { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let high: (UInt16) -> [UInt8] = { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    switch damage {
    case .byteOrderMark, .semicolons: return [0xEF, 0xBB, 0xBF] + text.utf8
    case .windows1252, .latin1: return western(text, isWindows: damage == .windows1252)
    case .doubleEncoded: return Array(String(decoding: western(Array(text.utf8)), as: UTF8.self).utf8)
    case .utf16LittleEndian: return [0xFF, 0xFE] + utf16(low)
    case .utf16BigEndian: return [0xFE, 0xFF] + utf16(high)
    case .utf16WithoutMark: return utf16(low)
    default: return Array(text.utf8)
    }
  }

  /// The text in a Western encoding, with a question mark for each unit that it lacks.
  private static func western(_ text: String, isWindows: Bool) -> [UInt8] {
    let windows: [Unicode.Scalar: UInt8] = ["“": 0x93, "”": 0x94, "…": 0x85]
    return text.unicodeScalars.flatMap { scalar -> [UInt8] in
      if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) { return [UInt8(scalar.value)] }
      if isWindows, let byte = windows[scalar] { return [byte] }
      return [UInt8](repeating: 0x3F, count: scalar.value > 0xFFFF ? 2 : 1)
    }
  }

  /// Each byte as the character that it is in Latin-1: UTF-8 that was read as such.
  private static func western(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
  }

  private static func lines(_ grid: [[String]]) -> [UInt8] {
    var taken: Set<String> = []
    let kept = grid[0].indices.filter { taken.insert(grid[0][$0]).inserted }
    var writer = JSONLWriter(columnNames: kept.map { grid[0][$0] })
    for row in grid.dropFirst() { writer.append(kept.map { row[$0] }) }
    return writer.takeBytes()
  }
}
