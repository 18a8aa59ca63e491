import Foundation

/// A process that works on a project and is killed.
final class StoreWorkerRun {
  private let process = Process()
  private let output: URL

  /// The program beside the test bundle.
  static let program: URL = {
    let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let beside = own.appending(path: "store-worker")
    if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
    return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: ".build/debug/store-worker")
  }()

  /// Starts `task` on the project at `path`; what it says goes to a file in `folder`.
  init(_ task: String, on path: String, as annotator: String = "ana", count: Int, in folder: StoreFolder) throws {
    output = folder.url.appending(path: "said-\(UUID().uuidString)")
    try Data().write(to: output)
    process.executableURL = Self.program
    process.arguments = [path, task, annotator, "\(count)"]
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// What was acknowledged so far: whole lines only.
  var said: [Int64] {
    let text = (try? Data(contentsOf: output)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { Int64($0) }
  }

  /// Kills the process and returns what it had acknowledged.
  func kill() -> [Int64] {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return said
  }

  /// Waits for the end; nil where it failed.
  func finish() -> [Int64]? {
    process.waitUntilExit()
    return process.terminationStatus == 0 ? said : nil
  }
}
