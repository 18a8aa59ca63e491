import Foundation

/// The path of a project file: what can be said of it before SQLite sees it.
struct FilePlace {
  let path: String

  init(_ path: String) { self.path = path }

  /// The folder that the file is in.
  var folder: String { URL(filePath: path).deletingLastPathComponent().path }

  /// A name in the same folder, not to be seen, under which a new file is built.
  var part: String {
    URL(filePath: path).deletingLastPathComponent()
      .appending(path: ".\(URL(filePath: path).lastPathComponent).\(getpid()).part").path
  }

  /// Throws unless there is a file that can be read and written.
  func checkUsable() throws(StoreError) {
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
    // SQLite needs to write even for reading: it keeps its locks in a file beside this one.
    guard access(path, W_OK) == 0, access(folder, W_OK) == 0 else { throw StoreError(path: path, .readOnly) }
  }

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
  }

  /// Gives the file at `part` this name, unless it was taken meanwhile, and sees to it that it outlives a power cut.
  func appear(from part: String) throws(StoreError) {
    guard link(part, path) == 0 else {
      throw StoreError(path: path, errno == EEXIST ? .exists : .failed(detail: String(cString: strerror(errno))))
    }
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Removes a database and the two files beside it.
  static func remove(_ path: String) {
    for end in ["", "-wal", "-shm"] { unlink(path + end) }
  }
}
