import GarimpoStore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Which project a command is about: the one that is named, else the only one in the folder.
public struct ProjectChoice: Sendable, Hashable {
  /// The path of the project file, also without its ending; nil: the only `*.garimpo` in `folder`.
  public var path: String?
  /// Where a project that is not named is looked for.
  public var folder = "."
  /// How long to wait for another process that is writing, in seconds.
  public var waitSeconds = ProjectFile.usualWait

  /// The ending of project files.
  public static let ending = ".garimpo"

  /// The only project in the folder, or the one at `path`.
  public init(path: String? = nil) { self.path = path }

  /// The path of the project file.
  func resolved() throws(Failure) -> String {
    guard waitSeconds >= 0, waitSeconds <= 86_400 else {
      throw .badOption("--wait", found: Text.shortest(waitSeconds), expected: "seconds from 0 to 86400")
    }
    if let path {
      guard !path.isEmpty else { throw .badOption("--project", found: "an empty name", expected: "a project file") }
      // `-p videos` is short for the file that `garimpo init videos` made, also beside a folder of that name.
      return !Self.isFile(path) && Self.isFile(path + Self.ending) ? path + Self.ending : path
    }
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }.sorted()
    guard let only = names.first else { throw .noProject(folder: folder) }
    guard names.count == 1 else { throw .severalProjects(names) }
    return folder == "." ? only : folder + "/" + only
  }

  private static func isFile(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
  }
}

extension Failure {
  static func noProject(folder: String) -> Failure {
    Failure(
      .input,
      "\(folder == "." ? "this folder" : folder): there is no project (*.garimpo); make one with garimpo label TABLE "
        + "or with garimpo init, or name one with --project")
  }

  static func severalProjects(_ names: [String]) -> Failure {
    let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    return Failure(.usage, "this folder: there are \(names.count) projects (\(shown)); name one with --project")
  }
}
