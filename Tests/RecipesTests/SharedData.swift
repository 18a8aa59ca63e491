import Foundation
import GarimpoTabular

/// The data folder beside the package, which is not part of it; tests that need it are skipped without it.
enum SharedData {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data")

  static let isThere: Bool = {
    let isThere = FileManager.default.fileExists(atPath: folder.path)
    if !isThere { print("SKIPPED: tests on real data: \(folder.path) is missing") }
    return isThere
  }()

  /// The table in an uncompressed CSV file of the folder.
  static func table(csv path: String) throws -> Table {
    let rows = rows(csv: Array(try Data(contentsOf: folder.appending(path: path))))
    return Table(columnNames: rows[0], rows: Array(rows.dropFirst()))
  }

  /// The records of RFC 4180 text, quoted line breaks included: deliberately simple, and for well-formed files only.
  static func rows(csv bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var quoted = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if quoted {
        if byte == UInt8(ascii: "\"") {
          if index + 1 < bytes.count, bytes[index + 1] == byte { cell.append(byte); index += 1 } else { quoted = false }
        } else {
          cell.append(byte)
        }
      } else if byte == UInt8(ascii: "\"") {
        quoted = true
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
        if byte == UInt8(ascii: "\n") { rows.append(row); row = [] }
      } else {
        cell.append(byte)
      }
      index += 1
    }
    if !cell.isEmpty || !row.isEmpty { rows.append(row + [String(decoding: cell, as: UTF8.self)]) }
    return rows
  }
}
