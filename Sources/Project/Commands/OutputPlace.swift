import GarimpoTabular

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A path that something is to be written to.
struct OutputPlace {
  let path: String

  init(_ path: String) { self.path = path }

  /// Throws unless a file can be made here: what can be known beforehand must not be found out after the work.
  func check(replacesExisting: Bool) throws(Failure) {
    var information = stat()
    // A pipe must not be opened on trial: its reader would see the end of it.
    if path == "-" || (stat(path, &information) == 0 && ![S_IFREG, S_IFDIR].contains(information.st_mode & S_IFMT)) {
      return
    }
    _ = try Failure.wrapping(path) { () throws(OutputError) in
      try OutputFile(path: path, replacing: replacesExisting)
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
