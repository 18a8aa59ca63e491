/// Keeps a spreadsheet from running a cell as a formula, in a way that can be undone.
///
/// A cell that begins with `=`, `+`, `-`, `@`, TAB, CR or LF, or with apostrophes and then one of these, is written with
/// one more apostrophe in front. A plain number (`-3`, `+1.5`) cannot run and stays as it is. Reading takes one apostrophe
/// off where apostrophes and then one of these bytes stand: exactly the cells that got one.
/// Source of the list: OWASP, "CSV Injection".
enum FormulaGuard {
  /// Whether a cell must be written with an apostrophe in front.
  static func needsProtection(_ cell: some Collection<UInt8>) -> Bool {
    var rest = cell[...]
    while rest.first == 0x27 { rest = rest.dropFirst() }
    guard let byte = rest.first, isStart(byte) else { return false }
    return rest.startIndex != cell.startIndex || !isPlainNumber(cell)
  }

  /// Whether a cell was written with an apostrophe in front.
  static func isProtected(_ cell: some Collection<UInt8>) -> Bool {
    guard cell.first == 0x27 else { return false }
    var rest = cell[...]
    while rest.first == 0x27 { rest = rest.dropFirst() }
    return rest.first.map(isStart) ?? false
  }

  private static func isStart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D, 0x0A: true
    default: false
    }
  }

  /// A sign, digits, at most one point or comma between digits, and perhaps an exponent.
  private static func isPlainNumber(_ cell: some Collection<UInt8>) -> Bool {
    var digits = 0
    var marks = 0
    var exponents = 0
    var previous: UInt8 = 0
    for (place, byte) in cell.enumerated() {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x2B, 0x2D:
        guard place == 0 || previous | 0x20 == 0x65 else { return false }
      case 0x2E, 0x2C:
        guard digits > 0 && marks == 0 && exponents == 0 else { return false }
        marks += 1
      case 0x45, 0x65:
        guard previous >= 0x30 && previous <= 0x39 && exponents == 0 else { return false }
        exponents += 1
      default: return false
      }
      previous = byte
    }
    return digits > 0 && previous >= 0x30 && previous <= 0x39
  }
}
