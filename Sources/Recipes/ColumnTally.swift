/// Keeps account of how the cells of one column are read.
struct ColumnTally: Sendable {
  let field: String
  let column: String
  private(set) var readCount = 0
  private(set) var missingCount = 0
  private(set) var unreadCount = 0
  private(set) var unreadExamples: [CleaningReport.Example] = []
  private var rules: [(rule: ReadingRule, count: Int, example: String)] = []

  init(field: String, column: String) {
    self.field = field
    self.column = column
  }

  /// A value that `rule` read; its text and what it became are asked for at the rule's first value only.
  mutating func read(_ rule: ReadingRule, _ text: @autoclosure () -> String, _ value: @autoclosure () -> String?) {
    readCount += 1
    for index in rules.indices where rules[index].rule == rule {
      rules[index].count += 1
      return
    }
    let shown = ColumnTally.cut(text())
    rules.append((rule, 1, value().map { "\(shown) → \($0)" } ?? shown))
  }

  /// Cells with nothing in them.
  mutating func miss(_ count: Int = 1) { missingCount += count }

  /// A text that no rule reads; `record` is the number of its record in the file.
  mutating func leave(_ text: String, record: Int) {
    unreadCount += 1
    if unreadExamples.count < 5 { unreadExamples.append(.init(record: record, text: ColumnTally.cut(text))) }
  }

  /// The account. Rules with equal numbers stay in the order in which they first read a value.
  var report: CleaningReport.Column {
    let sorted = rules.enumerated().sorted { a, b in
      a.element.count != b.element.count ? a.element.count > b.element.count : a.offset < b.offset
    }
    return CleaningReport.Column(
      field: field, column: column,
      rules: sorted.map { .init(name: $0.element.rule.name, count: $0.element.count, example: $0.element.example) },
      missingCount: missingCount, unreadCount: unreadCount, unreadExamples: unreadExamples)
  }

  /// Whether a scalar is a control character or breaks a line.
  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  /// The text on one line, cut to `limit` characters.
  static func cut(_ text: String, to limit: Int = 80) -> String {
    var line = ""
    var length = 0
    // Scalars, because a line is to be shown, not to be counted in grapheme clusters.
    for scalar in text.unicodeScalars {
      if length == limit {
        line.unicodeScalars.append("…")
        break
      }
      line.unicodeScalars.append(isBreak(scalar) ? " " : scalar)
      length += 1
    }
    return line
  }
}
