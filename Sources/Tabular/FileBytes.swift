import GarimpoKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file as it lies there.
public enum FileBytes {
  /// All bytes of the file at `path`, packed if they are; `-` is standard input. In messages it is called `name`; nil: as its
  /// path.
  ///
  /// - Throws: ``TableError`` if it cannot be read.
  public static func read(_ path: String, name: String? = nil) throws(TableError) -> [UInt8] {
    let name = name ?? (path == "-" ? "standard input" : path)
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ByteSource.error(errno, name) }
    defer { if descriptor > 0 { close(descriptor) } }
    var information = stat()
    var size = 0
    if fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG { size = Int(information.st_size) }
    // One byte more than there is, so that the end is seen without growing.
    var bytes = [UInt8](repeating: 0, count: max(size + 1, 64 << 10))
    var count = 0
    while true {
      if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: count)) }
      let got = ByteScan.read(descriptor: descriptor, into: &bytes, at: count, count: bytes.count - count)
      if got < 0 { throw ByteSource.error(Int32(-got), name) }
      if got == 0 { break }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
