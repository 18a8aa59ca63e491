import GarimpoProject
import HTTPTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A temporary file that nobody else can read, for what is too large for memory: a file on its way in or out.
///
/// It has no name from the beginning: when the process ends, however it ends, nothing of it is left. Where a file without a
/// name cannot be opened again it keeps its name (mode 0600) until the value goes. A class because it owns the open file.
final class PrivateFile: Sendable {
  /// The path by which this process can open it once more, from its beginning.
  let path: String
  private let descriptor: Int32
  private let name: String?

  /// An empty file in the first of `folders` that takes one.
  init(in folders: [String]) throws(Failure) {
    var code: Int32 = ENOENT
    for folder in folders {
      var template = Array("\(folder)/.garimpo-XXXXXX".utf8CString)
      let descriptor = mkstemp(&template)
      guard descriptor >= 0 else {
        code = errno
        continue
      }
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      self.descriptor = descriptor
      let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let again = "/proc/self/fd/\(descriptor)"
      if access(again, R_OK) == 0, unlink(made) == 0 {
        (path, name) = (again, nil)
      } else {
        (path, name) = (made, made)
      }
      return
    }
    throw Failure(
      .system, "\(folders.joined(separator: ", ")): no temporary file can be made: \(String(cString: strerror(code)))")
  }

  /// Beside the project, where there should be room for what it is to hold; else where temporary files go.
  convenience init(beside project: OpenProject) throws(Failure) {
    let path = project.path
    let folder =
      path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let temporary = getenv("TMPDIR").map { String(cString: $0) }
    try self.init(in: [folder, temporary, "/tmp"].compactMap { $0 }.filter { !$0.isEmpty })
  }

  deinit {
    close(descriptor)
    if let name { unlink(name) }
  }

  /// Appends bytes; called by one at a time.
  ///
  /// - Throws: a `Problem` with status 507 when the disk is full; nothing else is said of where the file is.
  func append(_ bytes: [UInt8]) throws {
    var rest = bytes
    while !rest.isEmpty {
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, rest, rest.count)
      #else
        let count = Musl.write(descriptor, rest, rest.count)
      #endif
      if count < 0 {
        let code = errno
        if code == EINTR { continue }
        guard code == ENOSPC || code == EDQUOT else {
          throw Failure(.system, "the temporary file cannot be written: \(String(cString: strerror(code)))")
        }
        throw Problem(
          .init(code: 507, reasonPhrase: "Insufficient Storage"), "full", "The disk is full",
          detail: "the file does not fit on the disk beside the project; make room, nothing was kept")
      }
      rest.removeFirst(count)
    }
  }

  /// The bytes from `offset`, at most `count` of them; none at the end. Any number may read at a time.
  func bytes(from offset: Int, count: Int) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    while true {
      let got = pread(descriptor, &bytes, count, off_t(offset))
      if got >= 0 { return Array(bytes[..<got]) }
      let code = errno
      guard code == EINTR else {
        throw Failure(.system, "the temporary file cannot be read: \(String(cString: strerror(code)))")
      }
    }
  }

  /// How many bytes it has.
  var byteCount: Int {
    var information = stat()
    return fstat(descriptor, &information) == 0 ? Int(information.st_size) : 0
  }
}
