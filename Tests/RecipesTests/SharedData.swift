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

  /// The table in a file of the folder.
  static func table(_ path: String, options: TableOptions = TableOptions()) throws -> Table {
    try Table(path: folder.appending(path: path).path, options: options)
  }
}
