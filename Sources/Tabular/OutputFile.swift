import GarimpoKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that appears under its name only when all of it is on the disk.
///
/// What is written goes to a file without a name where the system has such (Linux's `O_TMPFILE`), so that nothing remains
/// of a process that is killed; else to a temporary file in the same directory. ``commit()`` flushes it and gives it its
/// name. A file that exists is refused unless it may be replaced; nobody ever sees half of one. `-` is standard output; a
/// device or a pipe is written to directly. Without `commit` nothing remains. A class because it owns an open file.
public final class OutputFile {
  /// The path as it was given, or `standard output`.
  public let path: String
  private let target: String
  private let isReplacing: Bool
  private var temporary: String?
  private var isNameless = false
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
    descriptor = Self.openNameless(in: Self.directory(of: target))
    if descriptor >= 0 {
      isNameless = true
      return
    }
    for attempt in 0..<100 {
      let name = Self.temporaryName(for: target, attempt)
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
    guard !isNameless else { return try commitNameless() }
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
    flushDirectory()
  }

  /// The same for a file that has no name yet.
  private func commitNameless() throws(OutputError) {
    defer { abandon() }
    guard fsync(descriptor) == 0 else { throw OutputError(path: path, code: errno) }
    let own = "/proc/self/fd/\(descriptor)"
    // `linkat` refuses a name that is taken, so that a file which appeared meanwhile is not replaced.
    if !isReplacing {
      guard linkat(AT_FDCWD, own, AT_FDCWD, target, AT_SYMLINK_FOLLOW) == 0 else {
        throw OutputError(path: path, code: errno)
      }
    } else {
      var attempt = 0
      while linkat(AT_FDCWD, own, AT_FDCWD, Self.temporaryName(for: target, attempt), AT_SYMLINK_FOLLOW) != 0 {
        guard errno == EEXIST, attempt < 100 else { throw OutputError(path: path, code: errno) }
        attempt += 1
      }
      let name = Self.temporaryName(for: target, attempt)
      guard rename(name, target) == 0 else {
        let code = errno
        unlink(name)
        throw OutputError(path: path, code: code)
      }
    }
    flushDirectory()
  }

  /// Sees to it that the new name outlives a power cut.
  private func flushDirectory() {
    let directory = open(Self.directory(of: target), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  /// A file in `directory` that has no name; negative where there are no such files, or no way to name them.
  private static func openNameless(in directory: String) -> Int32 {
    #if os(Linux)
      // `O_TMPFILE`, a macro that Swift does not import: `__O_TMPFILE | O_DIRECTORY`.
      guard access("/proc/self/fd", X_OK) == 0 else { return -1 }
      return open(directory, O_WRONLY | 0o20000000 | O_DIRECTORY | O_CLOEXEC, 0o666)
    #else
      return -1
    #endif
  }

  private static func temporaryName(for target: String, _ attempt: Int) -> String {
    "\(directory(of: target))/.\(name(of: target)).\(getpid()).\(attempt).part"
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
