/// The form in which two answers are compared: without case, and `1.0`, `1,00` and `1` are the same number.
enum AnswerText {
  /// The key of a cell in the form of `CellText`; pandas writes the whole numbers of a partly filled column as `1.0`.
  static func key(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count > 2, let digit = bytes.first, digit == UInt8(ascii: "0") || digit == UInt8(ascii: "1"),
      bytes[1] == UInt8(ascii: ".") || bytes[1] == UInt8(ascii: ","),
      bytes.dropFirst(2).allSatisfy({ $0 == UInt8(ascii: "0") })
    else { return bytes }
    return [digit]
  }

  /// The key of a text.
  static func key(_ text: String) -> [UInt8] { key(CellText(text).bytes) }
}
