import Foundation
import GarimpoTabular
import Testing

@Suite struct OutputFileTests {
  private func withDirectory(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "garimpo-\(UUID().uuidString)").path()
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try body(directory)
  }

  private func names(_ directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
  }

  private func message(_ body: () throws -> Void) -> String {
    let error = #expect(throws: OutputError.self) { try body() }
    return error?.description ?? "none"
  }

  @Test func `a file appears when it is committed, whole`() throws {
    try withDirectory { directory in
      let file = try OutputFile(path: directory + "/a.csv")
      try file.write(Array("one".utf8))
      #expect(try !names(directory).contains("a.csv"))
      try file.write(Array(" two".utf8))
      try file.commit()
      #expect(try names(directory) == ["a.csv"])
      #expect(try String(contentsOfFile: directory + "/a.csv", encoding: .utf8) == "one two")
    }
  }

  @Test func `a file that is not committed leaves nothing`() throws {
    try withDirectory { directory in
      do {
        let file = try OutputFile(path: directory + "/a.csv")
        try file.write([1, 2, 3])
      }
      #expect(try names(directory).isEmpty)
    }
  }

  @Test func `a file that exists is refused before any work, and replaced when told so`() throws {
    try withDirectory { directory in
      let path = directory + "/a.csv"
      try OutputFile.write(Array("old".utf8), to: path)
      #expect(
        message { _ = try OutputFile(path: path) }
          == "\(path): exists already; choose another name, or replace it with --force")
      try OutputFile.write(Array("new".utf8), to: path, replacing: true)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
      #expect(try names(directory) == ["a.csv"])
    }
  }

  @Test func `a file that appears meanwhile is not replaced either`() throws {
    try withDirectory { directory in
      let path = directory + "/a.csv"
      let file = try OutputFile(path: path)
      try OutputFile.write(Array("other".utf8), to: path)
      try file.write(Array("mine".utf8))
      #expect(
        message { try file.commit() } == "\(path): exists already; choose another name, or replace it with --force")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "other")
      #expect(try names(directory) == ["a.csv"])
    }
  }

  @Test func `a link stays a link when the file behind it is replaced`() throws {
    try withDirectory { directory in
      try OutputFile.write([1], to: directory + "/real.csv")
      try FileManager.default.createSymbolicLink(atPath: directory + "/link.csv", withDestinationPath: "real.csv")
      try OutputFile.write([2, 3], to: directory + "/link.csv", replacing: true)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: directory + "/link.csv") == "real.csv")
      #expect(FileManager.default.contents(atPath: directory + "/real.csv") == Data([2, 3]))
    }
  }

  @Test func `a full disk is said to be full`() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let full = message { try OutputFile.write(Array("x".utf8), to: "/dev/full") }
    #expect(full == "/dev/full: the disk is full; make room, nothing was kept")
    try OutputFile.write(Array("x".utf8), to: "/dev/null")
  }

  @Test func `directories are told apart from files`() throws {
    try withDirectory { directory in
      #expect(message { _ = try OutputFile(path: directory) } == "\(directory): is a directory; name a file in it")
      let path = directory + "/none/a.csv"
      #expect(
        message { _ = try OutputFile(path: path) }
          == "\(path): there is no directory \(directory)/none; create it first")
    }
  }
}
