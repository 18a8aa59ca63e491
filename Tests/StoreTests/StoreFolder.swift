import Foundation
import GRDB

@testable import GarimpoStore

/// A folder of its own for one test, removed with the value.
final class StoreFolder {
  let url: URL

  init(_ name: String = "") throws {
    url = FileManager.default.temporaryDirectory.appending(path: "garimpo-store-\(UUID().uuidString)\(name)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in it.
  func path(_ name: String) -> String { url.appending(path: name).path }

  /// The names of what is in it, sorted; hidden ones too.
  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted() }

  /// A closed project of a few items, and what else `body` puts into it.
  @discardableResult
  func makeProject(_ name: String = "p.garimpo", _ body: (ProjectFile) throws -> Void = { _ in }) throws -> String {
    let file = try ProjectFile(creating: path(name), SmallProject.new)
    try body(file)
    try file.close()
    return path(name)
  }

  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url.appending(path: name))) }

  /// Writes into the file of this name, without replacing it by another. No connection of this process may have it open.
  func write(_ bytes: [UInt8], to name: String) throws {
    let url = url.appending(path: name)
    if !FileManager.default.fileExists(atPath: url.path) { try Data().write(to: url) }
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }

  /// Runs SQL on the file of this name as the `sqlite3` shell would, with nothing of Garimpo in between.
  func shell(_ name: String, _ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path(name), configuration: configuration)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }
}
