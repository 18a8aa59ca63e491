#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why a file could not be written. Nothing half-written is left behind.
public struct OutputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What stopped the writing.
  public enum Problem: Sendable, Hashable {
    /// There is a file of this name, and it may not be replaced.
    case exists
    /// The path is a directory.
    case isDirectory
    /// The directory of the path does not exist.
    case noDirectory(String)
    /// The directory may not be written to.
    case notPermitted
    /// There is no room left on the disk.
    case full
    /// The system refused with this `errno`.
    case unwritable(Int32)
  }

  /// The path as it was given, or `standard output`.
  public let path: String
  /// What stopped the writing.
  public let problem: Problem

  /// What happened and what to do.
  public var description: String {
    switch problem {
    case .exists: "\(path): exists already; choose another name, or replace it with --force"
    case .isDirectory: "\(path): is a directory; name a file in it"
    case .noDirectory(let directory): "\(path): there is no directory \(directory); create it first"
    case .notPermitted: "\(path): may not be written (permission denied)"
    case .full: "\(path): the disk is full; make room, nothing was kept"
    case .unwritable(let code): "\(path): cannot be written: \(String(cString: strerror(code)))"
    }
  }

  init(path: String, _ problem: Problem) {
    self.path = path
    self.problem = problem
  }

  init(path: String, code: Int32) {
    self.path = path
    switch code {
    case EEXIST: problem = .exists
    case EISDIR: problem = .isDirectory
    case ENOENT, ENOTDIR: problem = .noDirectory(OutputFile.directory(of: path))
    case EACCES, EPERM, EROFS: problem = .notPermitted
    case ENOSPC, EDQUOT: problem = .full
    default: problem = .unwritable(code)
    }
  }
}
