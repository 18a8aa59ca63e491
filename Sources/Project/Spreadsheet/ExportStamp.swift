import GarimpoRecipes
import GarimpoStore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What each row of a sheet says of the export that it is from: `12-kdfhg`, the number and the mark of the project.
///
/// Another project may have the same ids and an export of the same number. Five consonants are no number, date or formula
/// to any spreadsheet, and any two projects have the same ones once in a million.
struct ExportStamp: Equatable {
  /// The number of the export.
  let number: Int64
  /// The mark; nil where only a number stands.
  let mark: String?

  /// The stamp of an export of a project.
  init(_ number: Int64, of project: StoredProject) {
    self.number = number
    mark = Self.mark(of: project)
  }

  /// The stamp in a cell; nil when it is none.
  init?(_ cell: String) {
    let parts = cell.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let number = Int64(SpreadsheetText.wholeNumber(parts[0]) ?? parts[0]) else { return nil }
    self.number = number
    mark = parts.count > 1 ? parts[1].lowercased() : nil
  }

  /// As a cell has it.
  var text: String { mark.map { "\(number)-\($0)" } ?? "\(number)" }

  /// Five letters by name, seed and time of making; a copy of a project has the same.
  static func mark(of project: StoredProject) -> String {
    let made = Int64((project.createdAt.timeIntervalSince1970 * 1000).rounded())
    var rest = ContentHash.of([project.name, String(project.seed), String(made)])
    let letters = Array("bcdfghjklmnpqrst")
    return String(
      (0..<5).map { _ in
        defer { rest >>= 4 }
        return letters[Int(rest & 15)]
      })
  }
}
