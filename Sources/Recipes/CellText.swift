/// The text of a cell, brought into the form that the readers of numbers and dates work on.
///
/// Letters are lower case (ASCII and the accented letters of Western Europe), every run of white space is one space,
/// there is none at the ends, and marks that nobody sees (byte order mark, zero-width space, direction marks) are gone.
/// Letters and accents that stand apart (`a` and U+0303) are joined.
/// A no-break space of any width becomes the byte `CellText.hardSpace`, because between digits it groups thousands.
struct CellText {
  /// What a no-break space becomes.
  static let hardSpace: UInt8 = 0x1F

  /// The text, UTF-8.
  private(set) var bytes: [UInt8] = []

  /// The normalised form of `text`.
  init(_ text: String) {
    let utf8 = text.utf8
    bytes.reserveCapacity(utf8.count)
    load(utf8.span)
  }

  /// An empty cell, to be loaded again and again without new memory.
  init() {}

  /// Replaces what is held by the normalised form of `text`.
  mutating func load(_ text: Span<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    var pendingSpace: UInt8 = 0
    // The bytes of a character of several bytes that is a space or a mark in disguise, held until it is known.
    var lead: UInt8 = 0
    var second: UInt8 = 0
    for index in text.indices {
      let byte = text[index]
      var out = byte
      if lead != 0 {
        if second == 0 {
          switch (lead, byte) {
          case (0xC2, 0xA0):
            lead = 0
            if pendingSpace == 0 { pendingSpace = CellText.hardSpace }
            continue
          case (0xE2, 0x80), (0xE2, 0x81), (0xE3, 0x80), (0xEF, 0xBB):
            second = byte
            continue
          case (0xCC, _) where compose(mark: byte, pendingSpace):
            lead = 0
            continue
          default:
            flush(&pendingSpace)
            bytes.append(lead)
            // U+00C0 ... U+00DE but for the multiplication sign: a capital letter.
            if lead == 0xC3, (0x80...0x9E).contains(byte), byte != 0x97 { out = byte + 0x20 }
            lead = 0
            bytes.append(out)
            continue
          }
        }
        let (first, middle) = (lead, second)
        lead = 0
        second = 0
        switch (first, middle, byte) {
        case (0xE2, 0x80, 0xAF), (0xE2, 0x80, 0x87), (0xE2, 0x80, 0x89):
          if pendingSpace == 0 { pendingSpace = CellText.hardSpace }
        case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9):
          pendingSpace = 0x20
        case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA0), (0xEF, 0xBB, 0xBF):
          break
        default:
          flush(&pendingSpace)
          bytes.append(contentsOf: [first, middle, byte])
        }
        continue
      }
      switch byte {
      case 0x09...0x0D, 0x20: pendingSpace = 0x20
      case 0xC2, 0xC3, 0xCC, 0xE2, 0xE3, 0xEF: lead = byte
      case 0x41...0x5A:
        flush(&pendingSpace)
        bytes.append(byte + 0x20)
      default:
        flush(&pendingSpace)
        bytes.append(out)
      }
    }
  }

  /// Joins the combining mark U+0300 ... U+033F to the letter before it, as in text that a Mac took apart; false when
  /// there is no such letter.
  private mutating func compose(mark: UInt8, _ pendingSpace: UInt8) -> Bool {
    guard pendingSpace == 0, let letter = bytes.last, let marked = CellText.marked[UInt16(letter) << 8 | UInt16(mark)]
    else { return false }
    bytes[bytes.count - 1] = 0xC3
    bytes.append(marked)
    return true
  }

  /// The second byte of an accented letter, by the letter and the second byte of the combining mark.
  private static let marked: [UInt16: UInt8] = {
    var table: [UInt16: UInt8] = [:]
    let marks: [(UInt8, String, String)] = [
      (0x80, "aeiou", "àèìòù"), (0x81, "aeiouy", "áéíóúý"), (0x82, "aeiou", "âêîôû"), (0x83, "ano", "ãñõ"),
      (0x88, "aeiouy", "äëïöüÿ"), (0x8A, "a", "å"), (0xA7, "c", "ç"),
    ]
    for (mark, letters, accented) in marks {
      let seconds = accented.utf8.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
      for (letter, second) in zip(letters.utf8, seconds) { table[UInt16(letter) << 8 | UInt16(mark)] = second }
    }
    return table
  }()

  /// The letter that each accented one is without its accent, by the second byte.
  private static let unmarked: [UInt8: UInt8] = {
    var table: [UInt8: UInt8] = [:]
    for (pair, marked) in marked { table[marked] = UInt8(pair >> 8) }
    return table
  }()

  /// A normalised text in which accented letters have lost their accents.
  static func withoutAccents(_ bytes: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    for byte in bytes {
      if plain.last == 0xC3, let letter = unmarked[byte] {
        plain[plain.count - 1] = letter
      } else {
        plain.append(byte)
      }
    }
    return plain
  }

  /// Writes the white space met before a visible character, unless the text begins here.
  private mutating func flush(_ space: inout UInt8) {
    if space != 0, !bytes.isEmpty { bytes.append(space) }
    space = 0
  }
}
