public import GarimpoTabular

extension Recipe {
  /// A recipe that reads at least so many columns, all of which a table has, was made for such tables; one of fewer columns
  /// may meet them by chance.
  private static let evidentColumnCount = 8

  /// The recipe that comes with the program and can read `table` as it is; nil: none can. Of several the one that reads most
  /// columns.
  ///
  /// It can where the table has every column that it reads, and at least 95 % of each one's filled cells are read. The
  /// label's column alone may be missing, as long as nothing else looks like the label.
  ///
  /// - Parameter label: The column that looks like the label, if one does.
  public static func builtIn(fitting table: Table, label: String?) -> Recipe? {
    let recipes = builtInNames.compactMap { name -> Recipe? in
      do { return try builtIn(named: name) } catch { return nil }
    }
    return recipes.filter { $0.fits(table, label: label) }.max { $0.columns.count < $1.columns.count }
  }

  /// Whether a table that it fits was evidently meant.
  public var isEvident: Bool { columns.count >= Self.evidentColumnCount }

  /// The columns that it reads, but the label's.
  private var columns: Set<String> {
    var sources = [item.key, item.title, item.picture, item.link].compactMap { $0 } + item.identity
    if case .column(let source, _, _) = observed { sources.append(source) }
    return Set((sources + fields.map(\.source)).map(\.column))
  }

  private func fits(_ table: Table, label other: String?) -> Bool {
    let lacks = check(table).filter { $0.weight != .round }
    guard lacks.allSatisfy({ $0.weight == .label && other == nil }),
      let read = try? items(of: table, importTime: Timestamp(secondsSince1970: 0), labelsRequired: false)
    else { return false }
    return read.report.columns.allSatisfy { column in
      column.unreadCount * 20 <= read.report.rowCount - read.report.emptyRowCount - column.missingCount
    }
  }
}
