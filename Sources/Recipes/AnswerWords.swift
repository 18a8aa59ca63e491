/// The words of a recipe's label, by which tables and people's answers are read alike.
struct AnswerWords: Sendable {
  /// What the recipe says as it stands, and with `1.0` and `1,00` as `1`: it may tell these apart itself.
  private let exact: (yes: [[UInt8]], no: [[UInt8]])
  private let keys: (yes: [[UInt8]], no: [[UInt8]])

  init(_ label: LabelSpec) {
    exact = (label.yes.map { CellText($0).bytes }, label.no.map { CellText($0).bytes })
    keys = (label.yes.map { AnswerText.key($0) }, label.no.map { AnswerText.key($0) })
  }

  /// Whether a cell is a yes; nil when it is neither that nor a no.
  func isYes(_ cell: CellText) -> Bool? {
    if exact.yes.contains(cell.bytes) { return true }
    if exact.no.contains(cell.bytes) { return false }
    let key = AnswerText.key(cell.bytes)
    if keys.yes.contains(key) { return true }
    return keys.no.contains(key) ? false : nil
  }
}
