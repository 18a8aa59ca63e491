import GarimpoStore

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

/// The exports that the rows of a sheet came from, with what each showed.
struct SheetExports {
  /// One export.
  struct Base {
    let record: ExportRecord
    /// The log as it stood then.
    let log: LabelState
  }

  private let snapshot: Snapshot
  private var bases: [String: Base?] = [:]
  /// When each import was made.
  private var importTimes: [Int64: Date]?
  /// The first record whose stamp names no export of this project, and how many there are.
  private(set) var unknown: (record: Int, stamp: String, count: Int)?

  init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  /// The export that a row came from; nil when it says none, or none of this project.
  mutating func base(of row: SheetRow) throws -> Base? {
    guard !row.stamp.isEmpty else { return nil }
    if let known = bases[row.stamp] {
      if known == nil { note(row) }
      return known
    }
    let own = try ExportStamp.mark(of: snapshot.project())
    let stamp = ExportStamp(row.stamp).flatMap { $0.mark ?? own == own ? $0 : nil }
    let base = try stamp.flatMap { try snapshot.export($0.number) }.map {
      Base(record: $0, log: try snapshot.labels(upTo: $0.labelPosition))
    }
    bases[row.stamp] = .some(base)
    if base == nil { note(row) }
    return base
  }

  private mutating func note(_ row: SheetRow) {
    unknown = unknown.map { ($0.record, $0.stamp, $0.count + 1) } ?? (row.record, row.stamp, 1)
  }

  /// The version of an item that was there to be seen when an export was made; the newest without one.
  mutating func version(ofItem item: Int64, in base: Base?) throws -> Int64? {
    guard let base else { return try snapshot.newestVersion(ofItem: item)?.id }
    if importTimes == nil {
      importTimes = Dictionary(uniqueKeysWithValues: try snapshot.imports().map { ($0.id, $0.at) })
    }
    let versions = try snapshot.versions(ofItem: item)
    return (versions.last { (importTimes?[$0.importID]).map { $0 <= base.record.at } ?? false } ?? versions.last)?.id
  }

  /// A sentence about rows whose export this project does not have.
  var warnings: [String] {
    guard let unknown else { return [] }
    return [
      "\(Text.count(unknown.count, "row")) with the number of an export that this project does not have (record "
        + "\(unknown.record): \(DisplayText.printable(unknown.stamp))): compared with the log as it is"
    ]
  }
}
