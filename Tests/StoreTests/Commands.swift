import Foundation

/// Runs a program of the system.
enum Commands {
  /// Whether it ended well.
  @discardableResult
  static func run(_ program: String, _ arguments: String...) throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

/// A file system of its own in memory, of a few megabytes: a disk that can be filled and made read-only.
final class SmallDisk {
  let folder: StoreFolder

  init(kilobytes: Int) throws {
    folder = try StoreFolder()
    guard try Commands.run("/bin/mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.url.path) else {
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  deinit { _ = try? Commands.run("/bin/umount", "-l", folder.url.path) }

  func setReadOnly(_ isReadOnly: Bool) throws {
    guard try Commands.run("/bin/mount", "-o", "remount,\(isReadOnly ? "ro" : "rw")", folder.url.path) else {
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  /// Writes a file until the disk is full; returns its name.
  func fill(leaving bytes: Int = 0) throws -> String {
    let path = folder.path("filling")
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
    defer { close(descriptor) }
    let block = [UInt8](repeating: 1, count: 4096)
    var written = 0
    while write(descriptor, block, block.count) == block.count { written += block.count }
    ftruncate(descriptor, off_t(max(0, written - bytes)))
    return path
  }

  /// Whether this process may mount one; says so when it may not.
  static let isPossible: Bool = {
    let isPossible = (try? SmallDisk(kilobytes: 64)) != nil
    if !isPossible { print("SKIPPED: tests on a full and on a read-only disk: mounting one is not permitted") }
    return isPossible
  }()
}
