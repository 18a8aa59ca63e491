import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

/// Items of a query as the rows of a file: what the page shows of them, then their typed fields.
struct ItemRows {
  private var csv: CSVWriter?
  private var lines: [UInt8] = []
  private let fields: [String]

  static let columns = ["id", "title", "score", "rank", "label", "link"]

  /// A writer; CSV begins with its header. A field of the recipe that has the name of a column of ours follows as
  /// `field_NAME`.
  init(_ format: RowFormat, fields: [String]) {
    self.fields = fields
    guard format == .csv else { return }
    var csv = CSVWriter(spreadsheetSafe: true)
    csv.append(Self.columns + fields.map { Self.columns.contains($0) ? "field_\($0)" : $0 })
    self.csv = csv
  }

  /// Appends an item; `what` names it in an error.
  mutating func append(
    _ version: ShownVersion, score: Float?, rank: Int?, label: String?, what: String
  ) throws(Failure) {
    let score = score.map { Text.score($0) }
    if csv != nil {
      let values = try StoredFields(version.fields, what: what)
      csv?.append(
        [version.key, version.title, score ?? "", rank.map { "\($0)" } ?? "", label ?? "", version.link]
          + fields.map { values.text($0) })
      return
    }
    func append(_ text: String) { lines.append(contentsOf: text.utf8) }
    append("{\"id\":")
    JSONString.append(version.key, to: &lines)
    append(",\"title\":")
    JSONString.append(version.title, to: &lines)
    append(",\"score\":\(score ?? "null"),\"rank\":\(rank.map { "\($0)" } ?? "null"),\"label\":")
    if let label { JSONString.append(label, to: &lines) } else { append("null") }
    append(",\"link\":")
    if version.link.isEmpty { append("null") } else { JSONString.append(version.link, to: &lines) }
    append(",\"fields\":\(version.fields)}\n")
  }

  /// What has been written since the last call.
  mutating func takeBytes() -> [UInt8] {
    if csv != nil { return csv?.takeBytes() ?? [] }
    defer { lines = [] }
    return lines
  }
}
