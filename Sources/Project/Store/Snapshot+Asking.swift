import GarimpoStore

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

extension Snapshot {
  /// Why an item was asked of `annotator`: by the lease, else by the newest batch that has the item, of the rounds up to
  /// `time` (nil: of all); nil when nobody asked.
  func asking(ofItem item: Int64, annotator: String, upTo time: Date? = nil) throws -> Asking? {
    if let lease = try lease(ofItem: item, annotator: annotator) { return lease.asking }
    for asking in try askings(ofItem: item) {
      guard let time else { return asking }
      if let number = asking.round, let round = try round(number), round.at <= time { return asking }
    }
    return nil
  }
}
