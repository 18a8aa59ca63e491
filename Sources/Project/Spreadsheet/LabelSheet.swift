import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

/// The rows of a sheet of labels, as bytes of its format.
struct LabelSheet {
  /// The longest text in a delimited file, in UTF-16 units: Excel's cell holds 32,767, and what is longer flows into other
  /// cells and breaks the row.
  static let longestText = 32_000

  /// How many texts were cut.
  private(set) var cutCount = 0
  private let names: SheetNames
  private let fields: [(field: String, column: String)]
  private let hasLink: Bool
  private let yes: String
  private let no: String
  private let stamp: String
  private let hasDecimalComma: Bool
  /// One of the two is there.
  private var delimited: CSVWriter?
  private var lines: JSONLWriter?

  /// A sheet with its header.
  init(_ recipe: Recipe, _ label: LabelSpec, stamp: ExportStamp?, _ format: LabelExportOptions.Format, isForExcel: Bool)
  {
    names = SheetNames(label: label.source.column)
    fields = names.fields(of: recipe)
    hasLink = recipe.item.link != nil
    yes = label.yes.first ?? "yes"
    no = label.no.first ?? "no"
    self.stamp = stamp?.text ?? ""
    hasDecimalComma = isForExcel
    let columns =
      [
        names.id, names.title, names.label, names.note, names.annotator, names.answeredAt, names.why, names.score,
        names.rank,
      ] + (hasLink ? [names.link] : []) + fields.map(\.column) + [SheetNames.stamp]
    switch format {
    case .jsonl: lines = JSONLWriter(columnNames: columns)
    case .csv, .tsv:
      delimited = CSVWriter(
        delimiter: format == .tsv ? 0x09 : isForExcel ? 0x3B : 0x2C, lineEnding: isForExcel ? .pair : .lineFeed,
        spreadsheetSafe: true, byteOrderMark: isForExcel)
      delimited?.append(columns)
    }
  }

  /// One item.
  struct Row {
    let key: String
    let version: ItemVersion
    let shown: ShownLabel
    /// The entry of the log that decides.
    let event: LabelEvent?
    /// Why it was asked.
    let asked: BatchItem?
  }

  /// Appends an item.
  mutating func append(_ row: Row, path: String) throws(Failure) {
    let values = try JSONText.value(
      [String: JSONValue].self, in: row.version.fields, what: "\(path): version \(row.version.id)")
    let asked = row.asked
    var cells = [
      row.key, row.version.title, word(row.shown.answer), row.event?.note ?? "",
      row.event?.annotator ?? row.shown.annotators.joined(separator: ", "), row.event?.at.timestamp.description ?? "",
      asked?.strategy ?? "", asked.map { decimal(Text.decimal($0.score, places: 6)) } ?? "",
      asked.map { String($0.rank) } ?? "",
    ]
    if hasLink { cells.append(row.version.link) }
    for field in fields { cells.append(values[field.field].map(text) ?? "") }
    cells.append(stamp)
    lines?.append(cells)
    if delimited != nil {
      let shortened = cells.map { cut($0) }
      delimited?.append(shortened)
    }
  }

  /// The number of bytes since the last call of ``takeBytes()``.
  var byteCount: Int { (lines?.bytes.count ?? 0) + (delimited?.bytes.count ?? 0) }

  /// The bytes since the last call.
  mutating func takeBytes() -> [UInt8] { lines?.takeBytes() ?? delimited?.takeBytes() ?? [] }

  // MARK: Cells

  private func word(_ answer: LabelEvent.Answer?) -> String {
    switch answer {
    case .yes?: yes
    case .no?: no
    case .unsure?, .skip?: answer?.rawValue ?? ""
    case .undo?, nil: ""
    }
  }

  private func text(_ value: JSONValue) -> String {
    switch value {
    case .text(let text): text
    case .number(let number): decimal(Text.shortest(number))
    case .list(let tags): tags.map(text).joined(separator: ", ")
    case .null: ""
    }
  }

  private func decimal(_ number: String) -> String {
    hasDecimalComma ? String(decoding: number.utf8.map { $0 == 0x2E ? 0x2C : $0 }, as: UTF8.self) : number
  }

  private mutating func cut(_ text: String) -> String {
    // Bytes are never fewer than units of UTF-16.
    guard text.utf8.count > Self.longestText, text.utf16.count > Self.longestText else { return text }
    cutCount += 1
    var count = 0
    var result = ""
    for character in text {
      count += character.utf16.count
      guard count < Self.longestText else { break }
      result.append(character)
    }
    return result + "…"
  }
}
