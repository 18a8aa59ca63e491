/// The last page of a file that was cut off within it: what can still be read of its rows.
///
/// SQLite fills up such a page with zeros and takes them for what was stored. Cells stand from the end of a page towards
/// its beginning, so that it is the first rows that lack something. Of those the columns that are cut become NULL; a cell
/// of which that cannot be said is taken out of the page's list.
///
/// Source: https://www.sqlite.org/fileformat2.html, 1.6 (pages and cells) and 2.1 (records).
struct TornPage {
  /// The whole page, made good.
  private(set) var bytes: [UInt8]
  /// How many bytes of it there were.
  private let available: Int
  private static let size = FileHeader.pageSize

  /// The page whose first bytes are `part`; nil when it is no page of rows or of an index, of which nothing can be saved, or when nothing of it is whole.
  init?(_ part: [UInt8]) {
    guard part.count > 8, part.count < Self.size, part[0] == 0x0D || part[0] == 0x0A else { return nil }
    bytes = part + [UInt8](repeating: 0, count: Self.size - part.count)
    available = part.count
    let count = number(at: 3)
    guard 8 + 2 * count <= available else { return nil }
    var kept: [Int] = []
    for cell in 0..<count {
      let start = number(at: 8 + 2 * cell)
      if part[0] == 0x0D ? keepsRow(at: start) : isWhole(keyAt: start) { kept.append(start) }
    }
    // SQLite takes a page without cells for damaged.
    guard !kept.isEmpty else { return nil }
    for (cell, start) in kept.enumerated() { set(start, at: 8 + 2 * cell) }
    set(kept.count, at: 3)
  }

  /// Whether the cell of an index, or of a table that is kept by its key, is there as a whole.
  private func isWhole(keyAt start: Int) -> Bool {
    var place = start
    guard let length = varint(&place) else { return false }
    return place + local(length, most: (Self.size - 12) * 64 / 255 - 23).byteCount <= available
  }

  /// Whether the row at `start` can be kept: as it is, or with NULL for the columns that are cut.
  private mutating func keepsRow(at start: Int) -> Bool {
    var place = start
    guard let length = varint(&place) else { return false }
    let lengthPlaces = start..<place
    guard varint(&place) != nil else { return false }
    let payload = local(length, most: Self.size - 35)
    if place + payload.byteCount <= available { return true }
    guard !payload.overflows else { return false }
    // A record: the length of its header, the type of each column, the columns.
    let record = place
    guard let headerLength = varint(&place), record + headerLength <= available else { return false }
    var (end, keptEnd) = (record + headerLength, record + headerLength)
    var isCut = false
    while place < record + headerLength {
      let begin = place
      guard let type = varint(&place) else { return false }
      end += Self.byteCount(ofType: type)
      if end > available { isCut = true }
      if isCut {
        // The type of NULL.
        set(0, in: begin..<place)
      } else {
        keptEnd = end
      }
    }
    set(keptEnd - record, in: lengthPlaces)
    return true
  }

  /// Writes a number in as many bytes as another one had.
  private mutating func set(_ value: Int, in places: Range<Int>) {
    for (shift, place) in places.reversed().enumerated() {
      bytes[place] = UInt8(value >> (7 * shift) & 0x7F) | (shift > 0 ? 0x80 : 0)
    }
  }

  private static func byteCount(ofType type: Int) -> Int {
    switch type {
    case 0, 8, 9: 0
    case 1...4: type
    case 5: 6
    case 6, 7: 8
    default: max(0, type - 12) / 2
    }
  }

  /// How much of a payload is on the page: `overflows` when a pointer to the rest follows it, which is counted.
  private func local(_ length: Int, most: Int) -> (byteCount: Int, overflows: Bool) {
    guard length > most else { return (length, false) }
    let least = (Self.size - 12) * 32 / 255 - 23
    let usual = least + (length - least) % (Self.size - 4)
    return ((usual <= most ? usual : least) + 4, true)
  }

  /// Reads a number of 1 to 9 bytes; nil where it is cut or longer than any page has room for.
  private func varint(_ place: inout Int) -> Int? {
    var value = 0
    for _ in 0..<8 {
      guard place >= 0, place < available else { return nil }
      let byte = bytes[place]
      place += 1
      value = value << 7 | Int(byte & 0x7F)
      if byte < 0x80 { return value }
    }
    return nil
  }

  private func number(at place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }

  private mutating func set(_ value: Int, at place: Int) {
    (bytes[place], bytes[place + 1]) = (UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
  }
}
