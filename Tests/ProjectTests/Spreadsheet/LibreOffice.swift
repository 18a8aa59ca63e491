import Foundation

/// LibreOffice without a window, with a profile of its own, for as long as the value lives.
final class LibreOffice {
  private let program: URL
  let folder: URL

  /// Where `soffice` is, or nil, said loudly.
  static let program: URL? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let places = (folders + ["/usr/bin", "/opt/libreoffice/program"]).map { URL(filePath: $0 + "/soffice") }
    let found = places.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    if found == nil { print("SKIPPED: the round trip through LibreOffice: there is no soffice on the path") }
    return found
  }()

  init?() throws {
    guard let program = Self.program else { return nil }
    self.program = program
    folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-office-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What a conversion of a delimited file says of it: delimiter, code of the encoding, language (a number of Windows),
  /// and whether cells that look like numbers and dates become such.
  struct Text {
    var delimiter = 0x2C
    /// 76 is UTF-8, 1 is Windows-1252.
    var encoding = 76
    /// 1033 writes 0.5, 1046 (Brazil) and 1031 (Germany) write 0,5.
    var language = 1033
    var findsNumbers = true

    var filter: String {
      "Text - txt - csv (StarCalc):\(delimiter),34,\(encoding),1,,\(language),false,\(findsNumbers)"
    }
  }

  /// How long one conversion may take, in seconds: then it and all that it started are killed.
  private static let limit = 120

  /// Converts a file, and returns the new one; `reading` is how a delimited file is to be read.
  func convert(_ file: URL, to target: String, reading: Text? = nil) throws -> URL {
    let kind = String(target.prefix { $0 != ":" })
    let output = folder.appending(path: "out-\(UUID().uuidString)")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    var arguments = ["timeout", "-k", "5", String(Self.limit), program.path]
    arguments.append("-env:UserInstallation=\(folder.appending(path: "profile").absoluteString)")
    arguments += ["--headless", "--norestore"]
    if let reading { arguments.append("--infilter=\(reading.filter)") }
    arguments += ["--convert-to", target, "--outdir", output.path, file.path]
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableRuntimeMismatch) }
    return output.appending(path: file.deletingPathExtension().lastPathComponent + "." + kind)
  }
}
