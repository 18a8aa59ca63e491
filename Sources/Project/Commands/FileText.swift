import GarimpoKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The text of a small file that a person wrote, such as a recipe.
enum FileText {
  /// The largest file that is read; a recipe has a few kilobytes.
  static let maximumByteCount = 4 << 20

  /// The text of the file at `path` (UTF-8, a byte order mark is dropped); `-` is standard input.
  static func read(_ path: String) throws(Failure) -> String {
    let name = path == "-" ? "standard input" : path
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(name, errno) }
    defer { if descriptor > 0 { close(descriptor) } }
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    var count = 0
    while true {
      let got = ByteScan.read(descriptor: descriptor, into: &bytes, at: count, count: bytes.count - count)
      if got < 0 { throw unreadable(name, Int32(-got)) }
      if got == 0 { break }
      count += got
      if count == bytes.count {
        guard count < maximumByteCount else {
          throw Failure(.data, "\(name): larger than \(maximumByteCount >> 20) MiB; a recipe is a short YAML file")
        }
        bytes.append(contentsOf: repeatElement(0, count: count))
      }
    }
    let hasMark = count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    guard let text = String(validating: bytes[(hasMark ? 3 : 0)..<count], as: UTF8.self) else {
      throw Failure(.data, "\(name): not UTF-8; save the file as UTF-8")
    }
    return text
  }

  static func unreadable(_ name: String, _ code: Int32) -> Failure {
    switch code {
    case ENOENT, ENOTDIR: Failure(.input, "\(name): no such file")
    case EISDIR: Failure(.input, "\(name): is a directory; name the file in it")
    case EACCES, EPERM: Failure(.input, "\(name): may not be read (permission denied)")
    default: Failure(.input, "\(name): cannot be read: \(String(cString: strerror(code)))")
    }
  }
}
