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

  /// The part of a cell that counts, without white space at its ends; empty when the cell lacks the line or the texts
  /// around the part.
  func part(of cell: Span<UInt8>) -> Range<Int> {
    var range = 0..<cell.count
    if let line {
      guard let found = ColumnSource.line(line, of: cell) else { return 0..<0 }
      range = found
    }
    if let between {
      guard let before = ColumnSource.range(of: between.before, in: cell, range) else { return 0..<0 }
      range = before.upperBound..<range.upperBound
      if !between.after.isEmpty {
        guard let after = ColumnSource.range(of: between.after, in: cell, range) else { return 0..<0 }
        range = range.lowerBound..<after.lowerBound
      }
    }
    return Blank.trimmed(cell, range)
  }

  /// What a cell of the column says: the part that counts, in the template.
  package func text(ofCell cell: String) -> String {
    let utf8 = cell.utf8
    let bytes = utf8.span
    return filled(String(bytes, part(of: bytes)))
  }

  /// The template with a part in it; nothing for an empty part.
  func filled(_ part: String) -> String {
    guard let template, !part.isEmpty else { return part }
    let utf8 = template.utf8
    let bytes = utf8.span
    guard let mark = ColumnSource.range(of: "{}", in: bytes, 0..<bytes.count) else { return template }
    return String(bytes, 0..<mark.lowerBound) + part + String(bytes, mark.upperBound..<bytes.count)
  }

  /// The line of this number among those with content, counted from the end when it is negative.
  private static func line(_ number: Int, of cell: Span<UInt8>) -> Range<Int>? {
    var found: [Range<Int>] = []
    var start = 0
    for index in 0...cell.count {
      guard index == cell.count || cell[index] == 0x0A || cell[index] == 0x0D else { continue }
      if !Blank.trimmed(cell, start..<index).isEmpty {
        found.append(start..<index)
        if found.count == number { return found.last }
      }
      start = index + 1
    }
    return number < 0 && found.count >= -number ? found[found.count + number] : nil
  }

  /// The first occurrence of a text in a part of a cell, byte by byte.
  private static func range(of needle: String, in cell: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    let wanted = Array(needle.utf8)
    guard range.count >= wanted.count else { return nil }
    for start in range.lowerBound...(range.upperBound - wanted.count) {
      var length = 0
      while length < wanted.count, cell[start + length] == wanted[length] { length += 1 }
      if length == wanted.count { return start..<start + length }
    }
    return nil
  }
}
