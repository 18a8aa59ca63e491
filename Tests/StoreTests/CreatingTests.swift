import Foundation
import Testing

@testable import GarimpoStore

/// A new file appears whole or not at all, and never in the place of anything.
struct CreatingTests {
  private static func problem(_ path: String) -> StoreError.Problem? {
    let error = #expect(throws: StoreError.self) { _ = try ProjectFile(creating: path, SmallProject.new) }
    #expect(error?.path == path)
    return error?.problem
  }

  @Test func `What has the name already stays`() throws {
    let folder = try StoreFolder()
    try folder.write(Array("notes".utf8), to: "p.garimpo")
    try folder.write([], to: "empty.garimpo")
    try FileManager.default.createSymbolicLink(atPath: folder.path("link.garimpo"), withDestinationPath: "nowhere")
    #expect(Self.problem(folder.path("p.garimpo")) == .exists)
    #expect(Self.problem(folder.path("empty.garimpo")) == .exists)
    #expect(Self.problem(folder.path("link.garimpo")) == .exists)
    #expect(Self.problem(folder.url.path) == .isDirectory)
    #expect(Self.problem(folder.path("absent/p.garimpo")) == .noFolder)
    #expect(Self.problem(folder.path("p.garimpo/q.garimpo")) == .noFolder)
    #expect(folder.names == ["empty.garimpo", "link.garimpo", "p.garimpo"])
    #expect(try folder.bytes("p.garimpo") == Array("notes".utf8))
  }

  /// SQLite would carry the changes in it over into the new file, which has nothing to do with them.
  @Test func `The log of a file that is gone is not taken for the new one's`() throws {
    let folder = try StoreFolder()
    let path = folder.path("p.garimpo")
    try folder.write(Array(repeating: 1, count: 100), to: "p.garimpo-wal")
    #expect(Self.problem(path) == .leftover(file: path + "-wal"))
    #expect(folder.names == ["p.garimpo-wal"])
    // An empty one says nothing.
    try folder.write([], to: "p.garimpo-wal")
    let file = try ProjectFile(creating: path, SmallProject.new)
    try file.close()
    #expect(folder.names == ["p.garimpo"])
  }

  @Test func `Of many that make it at once one succeeds`() async throws {
    let folder = try StoreFolder()
    let path = folder.path("p.garimpo")
    let made = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          do {
            try ProjectFile(creating: path, SmallProject.new).close()
            return true
          } catch {
            #expect((error as? StoreError)?.problem == .exists)
            return false
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(made == 1)
    #expect(folder.names == ["p.garimpo"])
    #expect(try ProjectFile(opening: path).read { try $0.project().name } == "small")
  }
}
