import Foundation

/// One run of the built program, as a shell would start it.
struct ProgramRun {
  let status: Int32
  let output: String
  let errors: String

  /// The program beside the test bundle.
  static let program: URL = {
    let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let beside = own.appending(path: "garimpo")
    if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
    return packageRoot.appending(path: ".build/debug/garimpo")
  }()

  static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Runs `garimpo` with `arguments` in `folder` and waits for its end. Neither output is a terminal.
  init(
    _ arguments: [String], in folder: URL = FileManager.default.temporaryDirectory, input: String = "",
    environment: [String: String] = [:]
  ) throws {
    try self.init(Self.program, arguments, in: folder, input: input, environment: environment)
  }

  /// Runs a line of bash, in which `garimpo` is the program.
  init(shell line: String, in folder: URL, environment: [String: String] = [:]) throws {
    let path = Self.program.deletingLastPathComponent().path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    try self.init(
      URL(filePath: "/bin/bash"), ["-c", line], in: folder, input: "",
      environment: environment.merging(["PATH": path]) { own, _ in own })
  }

  private init(
    _ program: URL, _ arguments: [String], in folder: URL, input: String, environment: [String: String]
  ) throws {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "garimpo-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    func file(_ name: String, _ text: String = "") throws -> FileHandle {
      let url = scratch.appending(path: name)
      try Data(text.utf8).write(to: url)
      return try FileHandle(forUpdating: url)
    }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "COLUMNS": "80"].merging(environment) { _, own in own }
    process.standardInput = try file("in", input)
    process.standardOutput = try file("out")
    process.standardError = try file("err")
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = String(decoding: try Data(contentsOf: scratch.appending(path: "out")), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: scratch.appending(path: "err")), as: UTF8.self)
  }
}
