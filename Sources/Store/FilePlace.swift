import Foundation

/// The path of a project file: what can be said of it before SQLite sees it.
struct FilePlace {
  let path: String

  init(_ path: String) { self.path = path }

  /// The path as SQLite must be told it: never one that means something else to it, as `:memory:` and `file:x` do.
  var forSQLite: String { path.hasPrefix("/") ? path : "./\(path)" }

  /// The file itself where the path is a symbolic link: SQLite keeps the two files beside it there.
  private var real: URL { URL(filePath: path).resolvingSymlinksInPath() }

  /// The folder that the file is in.
  var folder: String { real.deletingLastPathComponent().path }

  /// The write-ahead log beside the file.
  var log: String { real.path + "-wal" }

  /// The size of the file in bytes, 0 when there is none.
  var byteCount: Int { Self.byteCount(path) }

  /// Whether the file does not end with a page, though nothing waits to be carried over into it. SQLite fills up the last
  /// page with zeros, and takes them for what was stored.
  var isTorn: Bool { byteCount % FileHeader.pageSize != 0 && logByteCount == 0 }

  /// The size of the write-ahead log in bytes, 0 when there is none.
  var logByteCount: Int { Self.byteCount(log) }

  private static func byteCount(_ path: String) -> Int {
    var information = stat()
    return stat(path, &information) == 0 ? Int(information.st_size) : 0
  }

  // MARK: Before it is opened

  /// Throws unless there is a file that can be read and written.
  func checkUsable() throws(StoreError) {
    try checkReadable()
    // SQLite needs to write even for reading: it keeps its locks in a file beside this one.
    guard isWritable else { throw StoreError(path: path, .readOnly) }
  }

  /// Throws unless there is a file that can be read.
  func checkReadable() throws(StoreError) {
    var information = stat()
    guard stat(path, &information) == 0 else {
      throw StoreError(path: path, errno == EACCES ? .notPermitted : .missing)
    }
    switch information.st_mode & S_IFMT {
    case S_IFDIR: throw StoreError(path: path, .isDirectory)
    case S_IFREG: break
    default: throw StoreError(path: path, .notAProject)
    }
    guard access(path, R_OK) == 0 else { throw StoreError(path: path, .notPermitted) }
    guard information.st_size > 0 else { throw StoreError(path: path, .empty) }
  }

  /// Whether the file can be written, and its folder too.
  var isWritable: Bool { access(path, W_OK) == 0 && access(folder, W_OK) == 0 }

  /// Whether changes that another program began wait in a journal to be undone.
  var hasJournal: Bool { Self.byteCount(real.path + "-journal") > 0 }

  /// What a file has different when it was written in between.
  struct State: Hashable {
    fileprivate let numbers: [Int]
  }

  /// The state of the file; nil when there is none.
  var state: State? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    let changed = information.st_mtim
    return State(numbers: [
      Int(information.st_dev), Int(information.st_ino), Int(information.st_size), changed.tv_sec, changed.tv_nsec,
    ])
  }

  // MARK: Before it is made

  /// Throws unless nothing has this name and a file can be made here.
  func checkFree() throws(StoreError) {
    var information = stat()
    guard lstat(path, &information) != 0 else {
      throw StoreError(path: path, information.st_mode & S_IFMT == S_IFDIR ? .isDirectory : .exists)
    }
    guard stat(folder, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
      throw StoreError(path: path, .noFolder)
    }
    guard access(folder, W_OK) == 0 else { throw StoreError(path: path, errno == EROFS ? .readOnly : .notPermitted) }
    // SQLite would take what is left of another file for changes to this one, and write them into it.
    for end in ["-wal", "-journal"] where Self.byteCount(path + end) > 0 {
      throw StoreError(path: path, .leftover(file: path + end))
    }
  }

  /// Throws unless a file can be made here, in the place of one that nobody uses or of none.
  func checkReplaceable() throws(StoreError) {
    var information = stat()
    guard stat(path, &information) == 0 else { return try checkFree() }
    switch information.st_mode & S_IFMT {
    case S_IFDIR: throw StoreError(path: path, .isDirectory)
    case S_IFREG: break
    default: throw StoreError(path: path, .exists)
    }
    guard access(folder, W_OK) == 0 else { throw StoreError(path: path, errno == EROFS ? .readOnly : .notPermitted) }
    for end in ["-wal", "-journal"] where lstat(real.path + end, &information) == 0 {
      throw StoreError(path: path, .inUse)
    }
  }

  /// Whether both paths lead to one file.
  func isSameFile(as other: FilePlace) -> Bool {
    var (mine, others) = (stat(), stat())
    return stat(path, &mine) == 0 && stat(other.path, &others) == 0 && mine.st_dev == others.st_dev
      && mine.st_ino == others.st_ino
  }

  /// Makes an empty file in the same folder, not to be seen, in which a new one is built; returns its path.
  ///
  /// - Parameter permissions: who may do what with it, before the process takes away what its user wants.
  func makePart(permissions: mode_t = 0o666) throws(StoreError) -> String {
    for attempt in 0..<1000 {
      let part = URL(filePath: folder).appending(path: ".garimpo.\(getpid()).\(attempt).part").path
      let descriptor = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
      if descriptor >= 0 {
        close(descriptor)
        return part
      }
      if errno != EEXIST { break }
    }
    throw systemError()
  }

  /// Gives the file at `part` this name, and sees to it that it outlives a power cut.
  ///
  /// - Parameter replacing: whether a file of this name is replaced; otherwise one that appeared meanwhile is an error.
  func appear(from part: String, replacing: Bool = false) throws(StoreError) {
    guard Self.flush(part) else { throw systemError() }
    if replacing {
      guard rename(part, real.path) == 0 else { throw systemError() }
    } else if link(part, path) != 0 {
      guard errno != EEXIST else { throw StoreError(path: path, .exists) }
      guard errno == EPERM || errno == EOPNOTSUPP || errno == EMLINK else { throw systemError() }
      // A file system without hard links, such as that of a memory stick.
      try checkFree()
      guard rename(part, path) == 0 else { throw systemError() }
    }
    _ = Self.flush(folder)
  }

  /// What the system refused just now.
  private func systemError() -> StoreError {
    let code = errno
    switch code {
    case ENOSPC, EDQUOT: return StoreError(path: path, .full)
    case EROFS: return StoreError(path: path, .readOnly)
    case EACCES: return StoreError(path: path, .notPermitted)
    default: return StoreError(path: path, .failed(detail: String(cString: strerror(code))))
    }
  }

  /// Waits until a file or folder is on the disk. Not for a database that this process has open: see ``RawFile``.
  private static func flush(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    let isFlushed = fsync(descriptor) == 0
    let code = errno
    close(descriptor)
    errno = code
    return isFlushed
  }

  /// Empties a database, and removes the files beside it; the name stays taken.
  static func empty(_ path: String) {
    truncate(path, 0)
    for end in ["-wal", "-shm", "-journal"] { unlink(path + end) }
  }

  /// Removes a database and the files beside it.
  static func remove(_ path: String) {
    for end in ["", "-wal", "-shm", "-journal"] { unlink(path + end) }
  }
}
