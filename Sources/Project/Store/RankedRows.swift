import GarimpoRecipes
import GarimpoTabular

/// Ranked items as the rows of a file: first what ranks them, then their typed fields.
struct RankedRows {
  /// What has been written since the last call of `takeBytes`.
  private var csv: CSVWriter?
  private var lines: [UInt8] = []
  private let fields: [String]
  private let round: String
  private let model: String

  static let columns = ["id", "title", "score", "rank", "round_rank", "new", "round", "model", "link"]

  /// A writer; CSV begins with its header. A field of the recipe that has the name of a column of ours follows as
  /// `field_NAME`.
  init(_ format: RowFormat, fields: [String], round: Int64, model: String) {
    self.fields = fields
    self.round = "\(round)"
    self.model = model
    guard format == .csv else { return }
    var csv = CSVWriter(spreadsheetSafe: true)
    csv.append(Self.columns + fields.map { Self.columns.contains($0) ? "field_\($0)" : $0 })
    self.csv = csv
  }

  /// Appends an item whose typed fields are the JSON object `json`.
  mutating func append(_ item: RankedItems.Item, fields json: String, what: String) throws(Failure) {
    let score = Text.score(Float(item.score))
    let roundRank = item.roundRank.map { "\($0)" }
    if csv != nil {
      let values = try StoredFields(json, what: what)
      csv?.append(
        [
          item.id, item.title, score, "\(item.rank)", roundRank ?? "", item.isNew ? "1" : "0", round, model,
          item.link ?? "",
        ] + fields.map { values.text($0) })
      return
    }
    func append(_ text: String) { lines.append(contentsOf: text.utf8) }
    append("{\"id\":")
    JSONString.append(item.id, to: &lines)
    append(",\"title\":")
    JSONString.append(item.title, to: &lines)
    append(",\"score\":\(score),\"rank\":\(item.rank),\"round_rank\":\(roundRank ?? "null"),\"new\":\(item.isNew)")
    append(",\"round\":\(round),\"model\":\"\(model)\",\"link\":")
    if let link = item.link { JSONString.append(link, to: &lines) } else { append("null") }
    append(",\"fields\":\(json)}\n")
  }

  /// Whether enough has come together for a write.
  var isFull: Bool { (csv?.bytes.count ?? lines.count) >= 1 << 18 }

  /// What has been written since the last call.
  mutating func takeBytes() -> [UInt8] {
    if csv != nil { return csv?.takeBytes() ?? [] }
    defer { lines = [] }
    return lines
  }
}

extension Text {
  /// A score in as few digits as tell it, `0.2813`: read back as a `Float` it is the same to the last bit.
  static func score(_ score: Float) -> String {
    let text = "\(score)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
