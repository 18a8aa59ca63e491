/// Where a text comes from: a column of the table, and if need be a part of its cells.
public struct ColumnSource: Sendable, Hashable {
  /// The column's name; `""` is the nameless first column of a pandas export.
  public var column: String
  /// The line of the cell that counts, among those with content: 1 is the first, -1 the last; nil is the whole cell.
  public var line: Int?
  /// What stands before and after the part that counts; nil is all of it.
  public var between: Between?
  /// A text in which `{}` stands for the part.
  public var template: String?
  /// Where the recipe says so.
  public var place: RecipePlace

  /// Two texts with the wanted part between them.
  public struct Between: Sendable, Hashable {
    /// The text before the part: its first occurrence.
    public var before: String
    /// The text after the part: the next occurrence; empty means up to the end.
    public var after: String
  }

  /// Whether the text is the cell's as it stands.
  var isWholeCell: Bool { line == nil && between == nil && template == nil }

  /// The text that a cell gives; empty when the cell lacks the line or the marks around the part.
  func text(of cell: String) -> String {
    if isWholeCell { return cell }
    var part = Substring(cell)
    if let line {
      guard let range = ColumnSource.line(line, of: cell.utf8.span) else { return "" }
      let start = cell.utf8.index(cell.startIndex, offsetBy: range.lowerBound)
      part = cell[start..<cell.utf8.index(start, offsetBy: range.count)]
    }
    if let between {
      guard let start = ColumnSource.end(of: between.before, in: part) else { return "" }
      part = part[start...]
      if !between.after.isEmpty {
        guard let end = ColumnSource.start(of: between.after, in: part) else { return "" }
        part = part[..<end]
      }
    }
    guard let template else { return String(part) }
    guard !part.isEmpty else { return "" }
    guard let start = ColumnSource.start(of: "{}", in: template[...]),
      let end = ColumnSource.end(of: "{}", in: template[...])
    else { return template }
    return String(template[..<start] + part + template[end...])
  }

  /// The bytes of the line of this number among those with content, counted from the end if negative.
  private static func line(_ number: Int, of text: Span<UInt8>) -> Range<Int>? {
    var lines: [Range<Int>] = []
    var start = 0
    for end in 0...text.count where end == text.count || text[end] == 0x0A || text[end] == 0x0D {
      if end > start && !TrimmedText.isBlank(text.extracting(start..<end)) {
        lines.append(start..<end)
        if lines.count == number { return lines[number - 1] }
      }
      start = end + 1
    }
    let index = lines.count + number
    return number < 0 && index >= 0 ? lines[index] : nil
  }

  private static func start(of needle: String, in text: Substring) -> String.Index? {
    range(of: needle, in: text)?.lowerBound
  }

  private static func end(of needle: String, in text: Substring) -> String.Index? {
    range(of: needle, in: text)?.upperBound
  }

  /// The first occurrence of a text, byte by byte.
  private static func range(of needle: String, in text: Substring) -> Range<String.Index>? {
    let wanted = needle.utf8
    var start = text.utf8.startIndex
    while start < text.utf8.endIndex || wanted.isEmpty {
      var (at, matched) = (start, true)
      for byte in wanted {
        guard at < text.utf8.endIndex, text.utf8[at] == byte else {
          matched = false
          break
        }
        at = text.utf8.index(after: at)
      }
      if matched { return start..<at }
      start = text.utf8.index(after: start)
    }
    return nil
  }
}
