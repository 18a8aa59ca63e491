import Foundation
import GarimpoProject
import Testing

@testable import GarimpoWeb

/// What happens to files between their coming and their import.
struct UploadShelfTests {
  private func upload(_ id: String) throws -> Upload {
    Upload(
      id: id, name: "a.csv", file: try PrivateFile(in: [FileManager.default.temporaryDirectory.path]),
      changedAtSeconds: nil)
  }

  @Test func `the oldest makes room`() async throws {
    let shelf = UploadShelf()
    for id in ["1", "2", "3", "4", "5"] { _ = try await shelf.keep { try upload(id) } }
    #expect(await shelf.ids == ["2", "3", "4", "5"])
    await #expect(throws: Problem.self) { try await shelf.upload("1") }
    await shelf.remove("3")
    #expect(await shelf.ids == ["2", "4", "5"])
  }

  @Test func `a file that nobody imports goes by itself, sooner if nobody has asked for it`() async throws {
    let shelf = UploadShelf(lifetime: .seconds(3600), unclaimed: .milliseconds(500))
    for id in ["1", "2"] { _ = try await shelf.keep { try upload(id) } }
    _ = try await shelf.upload("2")
    while await shelf.ids != ["2"] { try await Task.sleep(for: .milliseconds(5)) }
    #expect((3590...3600).contains(await shelf.secondsLeft(of: "2")))
    #expect(await shelf.secondsLeft(of: "1") == 0)

    let brief = UploadShelf(lifetime: .milliseconds(20))
    _ = try await brief.keep { try upload("1") }
    _ = try await brief.upload("1")
    while await !brief.ids.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
  }

  @Test func `a file stays while one job looks at it, and then if something was found`() async throws {
    let shelf = UploadShelf(lifetime: .zero, unclaimed: .seconds(3600))
    _ = try await shelf.keep { try upload("1") }
    try await shelf.beginLook(at: "1")
    _ = try await shelf.upload("1")
    for id in ["2", "3", "4", "5", "6"] {
      _ = try await shelf.keep { try upload(id) }
      #expect(await shelf.ids.contains("1"), "the oldest that is not looked at makes room")
    }
    let problem = await #expect(throws: Problem.self) { try await shelf.beginLook(at: "1") }
    #expect(problem?.detail == "the file is looked at already; wait for the end or cancel it, then ask again")
    await shelf.endLook(at: "1", nil)
    #expect(await !shelf.ids.contains("1"), "nothing is known of it")
    let gone = await #expect(throws: Problem.self) { try await shelf.beginLook(at: "1") }
    #expect(gone?.status == 404)

    let patient = UploadShelf()
    _ = try await patient.keep { try upload("1") }
    let check = ImportCheck(kind: .table, recipe: .init(name: "a", yaml: "b", isReplaceable: true))
    for found in [check, nil] {
      try await patient.beginLook(at: "1")
      await patient.endLook(at: "1", found)
      #expect(try await patient.upload("1").check?.recipe.yaml == "b")
    }
  }

  @Test func `a file that did not arrive is not kept, and more than four on their way are refused`() async throws {
    let shelf = UploadShelf()
    await #expect(throws: Failure.self) { try await shelf.keep { throw Failure(.system, "lost") } }
    #expect(await shelf.ids.isEmpty)

    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let (begun, beginner) = AsyncStream.makeStream(of: Void.self)
    let waiting = Task {
      for await _ in gate {}
    }
    let tasks = (0..<4).map { number in
      Task {
        try await shelf.keep {
          beginner.yield()
          await waiting.value
          return try upload("\(number)")
        }
      }
    }
    var count = 0
    for await _ in begun {
      count += 1
      if count == 4 { break }
    }
    let problem = await #expect(throws: Problem.self) { try await shelf.keep { try upload("4") } }
    #expect(problem?.status == 429)
    #expect(
      problem?.detail == "4 files are on their way, expected at most 4; wait until one is there")
    opener.finish()
    for task in tasks { _ = try await task.value }
    #expect(await shelf.ids.count == 4)
    _ = try await shelf.keep { try upload("5") }
  }

  @Test func `a private file holds what it is given, without a name`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-private-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try PrivateFile(in: [folder.appending(path: "absent").path, folder.path])
    for piece in [[1, 2, 3], [], [4, 5]] as [[UInt8]] { try file.append(piece) }
    #expect(file.byteCount == 5)
    #expect(try file.bytes(from: 1, count: 3) == [2, 3, 4])
    #expect(try file.bytes(from: 5, count: 3) == [])
    #expect(try Array(Data(contentsOf: URL(filePath: file.path))) == [1, 2, 3, 4, 5], "it can be opened once more")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    let mode = try FileManager.default.attributesOfItem(atPath: URL(filePath: file.path).path)[.posixPermissions]
    #expect(mode != nil)
  }

  @Test func `a folder that takes no file is told`() {
    let failure = #expect(throws: Failure.self) { try PrivateFile(in: ["/absent/a", "/absent/b"]) }
    #expect(
      failure?.description == "/absent/a, /absent/b: no temporary file can be made: No such file or directory")
  }
}
