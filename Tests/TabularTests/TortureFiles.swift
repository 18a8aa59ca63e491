import Foundation

/// The shared collection of odd tables, when it is there.
enum TortureFiles {
  struct File {
    var name: String
    var path: String
    var bytes: [UInt8]
  }

  static let directory = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data/csv-torture").path()

  static let isThere: Bool = {
    let isThere = FileManager.default.fileExists(atPath: directory + "/manifest.json")
    if !isThere { print("SKIPPED: \(directory) is not there, so the collection of odd tables is not read") }
    return isThere
  }()

  /// All files, in the order of the manifest.
  static func all() throws -> [File] {
    guard isThere else { return [] }
    struct Entry: Decodable { var file: String }
    let manifest = try Data(contentsOf: URL(filePath: directory + "/manifest.json"))
    return try JSONDecoder().decode([Entry].self, from: manifest).map { try file($0.file) }
  }

  static func file(_ name: String) throws -> File {
    let path = directory + "/" + name
    return File(name: name, path: path, bytes: Array(try Data(contentsOf: URL(filePath: path))))
  }
}
