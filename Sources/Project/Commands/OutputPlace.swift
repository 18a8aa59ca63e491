#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A path that something is to be written to.
struct OutputPlace {
  let path: String

  init(_ path: String) { self.path = path }

  /// Throws unless a file can be made here, as far as that can be known without making it.
  func check(replacesExisting: Bool) throws(Failure) {
    var information = stat()
    if stat(path, &information) == 0 {
      switch information.st_mode & S_IFMT {
      case S_IFDIR:
        throw Failure(.output, "\(path): is a directory; name a file in it")
      case S_IFREG where !replacesExisting:
        throw Failure(.output, "\(path): the file exists already; give --force to replace it, or another name")
      default: break
      }
    } else if errno == ENAMETOOLONG {
      throw Failure(.output, "\(path): the name is too long")
    } else {
      try checkFolder()
    }
  }

  private func checkFolder() throws(Failure) {
    var information = stat()
    guard stat(folder, &information) == 0 else {
      throw Failure(
        .output,
        errno == EACCES
          ? "\(path): the folder \(folder) may not be entered (permission denied)"
          : "\(path): there is no folder \(folder); make it first")
    }
    guard information.st_mode & S_IFMT == S_IFDIR else {
      throw Failure(.output, "\(path): \(folder) is not a folder")
    }
    guard access(folder, W_OK | X_OK) == 0 else {
      throw Failure(.output, "\(path): the folder \(folder) may not be written to (permission denied)")
    }
  }

  /// Whether both paths lead to the same file, be it there or not.
  func isSame(as other: OutputPlace) -> Bool {
    var (first, second) = (stat(), stat())
    switch (stat(path, &first) == 0, stat(other.path, &second) == 0) {
    case (true, true): return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    case (false, false):
      guard name == other.name else { return false }
      guard stat(folder, &first) == 0 && stat(other.folder, &second) == 0 else { return folder == other.folder }
      return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    default: return false
    }
  }

  /// What stands before the last slash.
  private var folder: String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  private var name: Substring {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return path[...] }
    return path[path.utf8.index(after: slash)...]
  }
}
