import Foundation
import Synchronization

/// The bytes of a database file, read past SQLite.
///
/// A descriptor that was opened here stays open until the process ends. POSIX takes *all* locks on a file from a process
/// that closes *any* descriptor of it, and SQLite's locks on a file that is open elsewhere in this process would go with
/// them. A process looks at few files in this way.
struct RawFile {
  private struct Identity: Hashable {
    let device: dev_t
    let inode: ino_t
  }

  private static let opened = Mutex<[Identity: Int32]>([:])

  private let path: String
  private let descriptor: Int32

  /// The file at `path`.
  init(_ path: String) throws(StoreError) {
    var information = stat()
    guard stat(path, &information) == 0 else { throw StoreError(path: path, .missing) }
    let identity = Identity(device: information.st_dev, inode: information.st_ino)
    let descriptor = Self.opened.withLock { opened in
      if let known = opened[identity] { return known }
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      if descriptor >= 0 { opened[identity] = descriptor }
      return descriptor
    }
    guard descriptor >= 0 else { throw StoreError(path: path, .notPermitted) }
    self.path = path
    self.descriptor = descriptor
  }

  /// Up to `count` bytes from `offset`; fewer at the end of the file, none where it cannot be read.
  func bytes(at offset: Int, count: Int) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let found = pread(descriptor, &buffer, count, off_t(offset))
    return Array(buffer.prefix(max(0, found)))
  }

  /// Copies the file to `target`, which is made anew. A block that cannot be read becomes zeros.
  ///
  /// - Throws: ``StoreError`` about `target`.
  func copy(to target: String) throws(StoreError) {
    let output = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw Self.error(target) }
    defer { close(output) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw Self.error(path) }
    let (size, chunk, page) = (Int(information.st_size), 1 << 20, 4096)
    var offset = 0
    while offset < size {
      let wanted = min(chunk, size - offset)
      var block = bytes(at: offset, count: wanted)
      if block.isEmpty {
        block = bytes(at: offset, count: min(page, wanted))
        if block.isEmpty { block = [UInt8](repeating: 0, count: min(page, wanted)) }
      }
      try Self.write(block, to: output, path: target)
      offset += block.count
    }
  }

  /// Overwrites bytes of the closed file at `path` from `offset` on.
  static func patch(_ path: String, at offset: Int, with bytes: [UInt8]) throws(StoreError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw error(path) }
    defer { close(descriptor) }
    guard pwrite(descriptor, bytes, bytes.count, off_t(offset)) == bytes.count else { throw error(path) }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(StoreError) {
    var rest = bytes
    while !rest.isEmpty {
      let written = Foundation.write(descriptor, rest, rest.count)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw error(path) }
      if written == rest.count { return }
      rest.removeFirst(written)
    }
  }

  private static func error(_ path: String) -> StoreError {
    let code = errno
    return StoreError(
      path: path, code == ENOSPC || code == EDQUOT ? .full : .failed(detail: String(cString: strerror(code))))
  }
}
