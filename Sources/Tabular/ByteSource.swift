import GarimpoKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The bytes of a file, of standard input or of memory, unpacked when they are gzip.
///
/// A class because it owns an open file.
final class ByteSource {
  /// The name for messages.
  let name: String
  /// The size of the file, when it is a plain one that is not compressed.
  private(set) var knownSize: Int?
  private(set) var isCompressed = false
  /// The most bytes that are given, once unpacked; nil: any number.
  var byteLimit: Int?
  /// How much of the file has been taken in, 0 to 1; nil: its size is not known.
  var readShare: Double? { size.map { $0 == 0 ? 1 : min(1, Double(takenCount) / Double($0)) } }
  /// The bytes of the file as it lies there, and how many of them have been taken.
  private var size: Int?
  private var takenCount = 0
  private var givenCount = 0
  private var descriptor: Int32 = -1
  private var pending: [UInt8]
  private var pendingStart = 0
  private var inflater: Inflater?

  /// Opens a file; `-` is standard input. In messages it is called `name`; nil: as its path.
  init(path: String, name shown: String? = nil) throws(TableError) {
    pending = []
    if path == "-" {
      name = shown ?? "standard input"
      descriptor = 0
    } else {
      name = shown ?? path
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Self.error(errno, name) }
      var information = stat()
      if fstat(descriptor, &information) == 0 {
        if information.st_mode & S_IFMT == S_IFDIR {
          close(descriptor)
          descriptor = -1
          throw TableError(name, .isDirectory)
        }
        if information.st_mode & S_IFMT == S_IFREG { knownSize = Int(information.st_size) }
      }
    }
    size = knownSize
    try beginWithFile()
  }

  /// Reads from memory.
  init(bytes: [UInt8], name: String) throws(TableError) {
    self.name = name
    pending = bytes
    knownSize = bytes.count
    size = bytes.count
    takenCount = bytes.count
    try startInflater()
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  private func beginWithFile() throws(TableError) {
    var first = [UInt8](repeating: 0, count: 4096)
    var count = 0
    while count < 2 {
      let got = ByteScan.read(descriptor: descriptor, into: &first, at: count, count: first.count - count)
      if got < 0 { throw Self.error(Int32(-got), name) }
      if got == 0 { break }
      count += got
    }
    first.removeLast(first.count - count)
    pending = first
    takenCount = count
    try startInflater()
  }

  private func startInflater() throws(TableError) {
    guard pending.count >= 2, pending[0] == 0x1F, pending[1] == 0x8B else { return }
    isCompressed = true
    knownSize = nil
    inflater = Inflater()
  }

  static func error(_ code: Int32, _ name: String) -> TableError {
    switch code {
    case ENOENT, ENOTDIR: TableError(name, .notFound)
    case EISDIR: TableError(name, .isDirectory)
    case EACCES, EPERM: TableError(name, .notPermitted)
    default: TableError(name, .unreadable(code))
    }
  }

  /// Reads at least one and at most `count` bytes into `buffer` at `offset`; 0 at the end.
  func read(into buffer: inout [UInt8], at offset: Int, count: Int) throws(TableError) -> Int {
    let got = try readUnlimited(into: &buffer, at: offset, count: count)
    givenCount += got
    if let byteLimit, givenCount > byteLimit {
      throw TableError(name, .tooManyBytes(limit: byteLimit, isUnpacked: isCompressed))
    }
    return got
  }

  private func readUnlimited(into buffer: inout [UInt8], at offset: Int, count: Int) throws(TableError) -> Int {
    guard inflater != nil else { return try readStored(into: &buffer, at: offset, count: count) }
    while true {
      let (step, fault) = inflate(into: &buffer, at: offset, count: count)
      if let fault { throw TableError(name, .gzipDamaged(fault)) }
      if step > 0 { return step }
      if inflater?.isFinished == true && pendingStart >= pending.count {
        guard try refill() else { return 0 }
        continue
      }
      if pendingStart >= pending.count {
        guard try refill() else { throw TableError(name, .gzipTruncated) }
      }
    }
  }

  private func inflate(into buffer: inout [UInt8], at offset: Int, count: Int) -> (count: Int, fault: String?) {
    guard pendingStart < pending.count || inflater?.hasOutput == true else { return (0, nil) }
    guard let result = inflater?.inflate(pending, from: pendingStart, into: &buffer, at: offset, count: count)
    else { return (0, nil) }
    pendingStart = result.inputEnd
    return (result.produced, result.fault)
  }

  /// Reads the next compressed bytes; false at the end of the file.
  private func refill() throws(TableError) -> Bool {
    guard descriptor >= 0 else { return false }
    if pending.count != 64 << 10 { pending = [UInt8](repeating: 0, count: 64 << 10) }
    let got = ByteScan.read(descriptor: descriptor, into: &pending, at: 0, count: 64 << 10)
    if got < 0 { throw Self.error(Int32(-got), name) }
    takenCount += got
    pending.removeLast(pending.count - got)
    pendingStart = 0
    return got > 0
  }

  private func readStored(into buffer: inout [UInt8], at offset: Int, count: Int) throws(TableError) -> Int {
    if pendingStart < pending.count {
      let taken = min(count, pending.count - pendingStart)
      ByteScan.copy(pending, in: pendingStart..<pendingStart + taken, into: &buffer, at: offset)
      pendingStart += taken
      return taken
    }
    guard descriptor >= 0 else { return 0 }
    let got = ByteScan.read(descriptor: descriptor, into: &buffer, at: offset, count: count)
    if got < 0 { throw Self.error(Int32(-got), name) }
    takenCount += got
    return got
  }
}
