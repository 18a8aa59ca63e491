import Foundation

/// The first 100 bytes of an SQLite file (https://www.sqlite.org/fileformat2.html#the_database_header), as far as they
/// are the same in every project or say how large the file is.
struct FileHeader {
  /// Pages have this size in every project, in bytes.
  static let pageSize = 4096

  private let bytes: [UInt8]

  /// The header in the first bytes of a file; what is missing counts as zeros.
  init(_ bytes: [UInt8]) {
    self.bytes = Array(bytes.prefix(100)) + [UInt8](repeating: 0, count: max(0, 100 - bytes.count))
  }

  /// The header of the file at `path`, which no connection of this process has open.
  init(ofClosed path: String) throws(StoreError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError(path: path, .missing) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 100)
    let count = read(descriptor, &buffer, 100)
    self.init(Array(buffer.prefix(max(0, count))))
  }

  /// Bytes that are the same in every project, by offset: the magic text, the size of a page, the write-ahead log, the
  /// shares of a page, the format of the schema, no automatic vacuum, UTF-8.
  static let fixed: [(offset: Int, bytes: [UInt8])] = [
    (0, Array("SQLite format 3\0".utf8)), (16, [0x10, 0x00]), (18, [2, 2]), (20, [0, 64, 32, 32]), (44, [0, 0, 0, 4]),
    (52, [0, 0, 0, 0]), (56, [0, 0, 0, 1]),
  ]

  /// Where a fixed part is not as it must be.
  var damagedOffsets: [Int] {
    Self.fixed.filter { part in
      let own = Array(bytes[part.offset..<part.offset + part.bytes.count])
      // Copies that other tools make have no write-ahead log; when a project is opened it gets one.
      return own != part.bytes && !(part.offset == 18 && own == [1, 1])
    }.map(\.offset)
  }

  /// Whether Garimpo's number stands where it stands in a project.
  var isOfProject: Bool { number(at: 68) == UInt32(bitPattern: Schema.applicationID) }

  /// How many pages the file says it has.
  var pageCount: Int { Int(number(at: 28)) }

  private func number(at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
