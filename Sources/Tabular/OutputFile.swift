import GarimpoKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that appears under its name only when all of it is on the disk.
///
/// What is written goes to a temporary file in the same directory, which ``commit()`` flushes and renames. A file that
/// exists is refused unless it may be replaced; nobody ever sees half of one. `-` is standard output; a device or a pipe
/// is written to directly. Without `commit` nothing remains. A class because it owns an open file.
public final class OutputFile {
  /// The path as it was given, or `standard output`.
  public let path: String
  private let target: String
  private let isReplacing: Bool
  private var temporary: String?
  private var descriptor: Int32

  /// Begins a file, in an existing directory.
  ///
  /// - Throws: ``OutputError``, also when the file exists and `replacing` is false: known before any work is done.
  public init(path: String, replacing: Bool = false) throws(OutputError) {
    isReplacing = replacing
    if path == "-" {
      self.path = "standard output"
      target = path
      descriptor = 1
      return
    }
    self.path = path
    descriptor = -1
    var information = stat()
    if stat(path, &information) == 0 {
      let kind = information.st_mode & S_IFMT
      if kind == S_IFDIR { throw OutputError(path: path, .isDirectory) }
      if kind != S_IFREG {
        target = path
        descriptor = open(path, O_WRONLY | O_CLOEXEC)
        if descriptor < 0 { throw OutputError(path: path, code: errno) }
        return
      }
      if !replacing { throw OutputError(path: path, .exists) }
    }
    target = Self.resolved(path)
    let directory = Self.directory(of: target)
    for attempt in 0..<100 {
      let name = "\(directory)/.\(Self.name(of: target)).\(getpid()).\(attempt).part"
      descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        temporary = name
        return
      }
      if errno != EEXIST { break }
    }
    throw OutputError(path: path, code: errno)
  }

  deinit { abandon() }

  /// Writes a whole file.
  public static func write(_ bytes: [UInt8], to path: String, replacing: Bool = false) throws(OutputError) {
    let file = try OutputFile(path: path, replacing: replacing)
    try file.write(bytes)
    try file.commit()
  }

  /// Appends bytes. After an error the file is given up.
  public func write(_ bytes: [UInt8]) throws(OutputError) {
    precondition(descriptor >= 0, "the file is finished")
    let code = ByteScan.write(descriptor: descriptor, bytes, in: 0..<bytes.count)
    if code != 0 {
      abandon()
      throw OutputError(path: path, code: code)
    }
  }

  /// Flushes the file to the disk and gives it its name.
  public func commit() throws(OutputError) {
    precondition(descriptor >= 0, "the file is finished")
    guard let temporary else {
      if descriptor > 1 {
        let isClosed = close(descriptor) == 0
        descriptor = -1
        if !isClosed { throw OutputError(path: path, code: errno) }
      } else {
        descriptor = -1
      }
      return
    }
    var code: Int32 = fsync(descriptor) == 0 ? 0 : errno
    if close(descriptor) != 0 && code == 0 { code = errno }
    descriptor = -1
    if code == 0 {
      // `link` refuses a name that is taken, so that a file which appeared meanwhile is not replaced either.
      if isReplacing {
        if rename(temporary, target) == 0 { self.temporary = nil } else { code = errno }
      } else if link(temporary, target) != 0 {
        code = errno
      }
    }
    abandon()
    if code != 0 { throw OutputError(path: path, code: code) }
    let directory = open(Self.directory(of: target), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  private func abandon() {
    if descriptor > 1 { close(descriptor) }
    descriptor = -1
    if let temporary { unlink(temporary) }
    temporary = nil
  }

  /// The directory part of a path, `.` when it has none.
  static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func name(of path: String) -> String {
    path.utf8.lastIndex(of: 0x2F).map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// The file that a symbolic link stands for, so that the link survives.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
