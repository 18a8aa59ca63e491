import GarimpoStore

/// A row of a sheet that belongs to an item of the project.
struct SheetRow {
  /// The record of the file, from 1.
  let record: Int
  /// The item's number.
  let item: Int64
  /// The item's id.
  let key: String
  /// The item's title.
  let title: String
  /// Whether its id was gone and the title told the item.
  let isByTitle: Bool
  /// What stands in the column of answers.
  let cell: String
  /// What was written beside it.
  let note: String
  /// Who answered, as it stands in the row; empty where it says nothing.
  let annotator: String
  /// The number of the export, as it stands in the row.
  let stamp: String

  /// The annotator whom the row names; nil where it says nothing, or what was exported.
  ///
  /// - Parameters:
  ///   - base: the export that the row came from. Without one, a list of those who disagree is nobody's name.
  ///   - log: the log as it is.
  func namedAnnotator(_ base: SheetExports.Base?, _ log: LabelState) -> String? {
    guard !annotator.isEmpty, !SpreadsheetText.isError(annotator) else { return nil }
    let shown = ShownLabel(base?.log ?? log, item: item)
    let names = shown.deciding.map { [$0.annotator] } ?? shown.annotators
    if base != nil || names.count > 1 {
      switch TitleComparison.compare(row: annotator, item: names.joined(separator: ", ")) {
      case .same: return nil
      // Characters may be lost; a name that is the beginning of another is somebody else's.
      case .damaged: if annotator.contains(where: { $0 == "?" || $0 == "\u{FFFD}" }) { return nil }
      case .different: break
      }
    }
    // On several lines it is left as it is, to be told.
    guard annotator.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else { return annotator }
    return SpreadsheetText.plain(SpreadsheetText.withoutApostrophe(annotator) ?? annotator)
  }
}

/// A row of a sheet that is not used, and why.
public struct UnusableRow: Sendable, Hashable, Codable {
  /// The record of the file, from 1; a header is record 1.
  public var record: Int
  /// The id that stands in it.
  public var id: String
  /// The title that stands in it.
  public var title: String
  /// Why it is not used.
  public var reason: String

  /// A row without what cannot be trusted.
  init(record: Int, id: String = "", title: String = "", reason: String) {
    self.record = record
    self.id = id
    self.title = title
    self.reason = reason
  }

  /// The row in a sentence.
  var description: String { "record \(record): \(reason)" }
}
