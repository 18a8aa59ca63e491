/// The encodings that a table can be read from. Whatever it was, a table holds UTF-8.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  /// UTF-8, with or without a byte order mark. Ill-formed bytes are replaced by U+FFFD and counted.
  case utf8 = "UTF-8"
  /// UTF-16, low byte first.
  case utf16LittleEndian = "UTF-16LE"
  /// UTF-16, high byte first.
  case utf16BigEndian = "UTF-16BE"
  /// Windows-1252, the Western code page of Windows; the five bytes that it leaves undefined become C1 controls.
  case windows1252 = "Windows-1252"
  /// ISO 8859-1. Differs from Windows-1252 in the bytes 80 to 9F only, which are control characters here.
  case latin1 = "Latin-1"

  /// The encoding that people call `name`, in any case and with or without hyphens: `utf8`, `cp1252`, `ISO-8859-1`.
  public init?(name: String) {
    let plain = name.utf8.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x20 }.map { $0 | 0x20 }
    switch String(decoding: plain, as: UTF8.self) {
    case "utf8", "utf8sig", "utf8bom", "ascii", "usascii": self = .utf8
    case "utf16le", "ucs2le", "utf16": self = .utf16LittleEndian
    case "utf16be", "ucs2be": self = .utf16BigEndian
    case "windows1252", "cp1252", "ansi", "win1252": self = .windows1252
    case "latin1", "iso88591", "l1": self = .latin1
    default: return nil
    }
  }
}
