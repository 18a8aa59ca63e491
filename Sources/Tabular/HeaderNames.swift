/// The names of the columns, made unique.
struct HeaderNames {
  private(set) var unique: [String] = []
  private(set) var renamed: [ReadingReport.RenamedColumn] = []
  /// Names that look like values.
  private(set) var suspect: [String] = []

  /// Names from the fields of the first record, or `column1`, `column2` … for as many columns.
  ///
  /// The first empty name stays empty (the index column of a pandas export has none); a further column without a name is
  /// called by its place, `column5`. A name that is taken gets the lowest number from 2 that makes it unique: `title_2`.
  init(_ fields: [String], isPresent: Bool) {
    guard isPresent else {
      unique = fields.indices.map { "column\($0 + 1)" }
      return
    }
    var taken = Set(fields.filter { !$0.isEmpty })
    var seen: Set<String> = []
    // Names are only ever added, so that the search for a free number goes on where it ended: linear for equal names.
    var numbers: [String: Int] = [:]
    for (index, field) in fields.enumerated() {
      var name = field
      if field.isEmpty && seen.contains("") {
        name = Self.free("column\(index + 1)", taken)
        taken.insert(name)
      } else if seen.contains(field) {
        var number = numbers[field] ?? 2
        while taken.contains("\(field)_\(number)") { number += 1 }
        numbers[field] = number + 1
        name = "\(field)_\(number)"
        taken.insert(name)
      }
      seen.insert(name)
      unique.append(name)
      if name != field { renamed.append(.init(column: index, from: field, to: name)) }
      if Self.looksLikeValue(field) { suspect.append(field) }
    }
  }

  private static func free(_ name: String, _ taken: Set<String>) -> String {
    if !taken.contains(name) { return name }
    var number = 2
    while taken.contains("\(name)_\(number)") { number += 1 }
    return "\(name)_\(number)"
  }

  /// Drops the names whose flag is false.
  mutating func keep(_ flags: [Bool]) {
    unique = zip(unique, flags).compactMap { $1 ? $0 : nil }
  }

  /// Whether a name is a number, spans lines or is longer than 120 bytes.
  private static func looksLikeValue(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    if bytes.count > 120 || bytes.contains(0x0A) { return true }
    guard let first = bytes.first, let last = bytes.last else { return false }
    let isDigit = { (byte: UInt8) in byte >= 0x30 && byte <= 0x39 }
    guard isDigit(last), isDigit(first) || first == 0x2D || first == 0x2B else { return false }
    return bytes.dropFirst().allSatisfy { isDigit($0) || $0 == 0x2E || $0 == 0x2C }
  }
}
