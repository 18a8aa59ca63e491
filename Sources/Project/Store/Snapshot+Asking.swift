import GarimpoStore

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

extension Snapshot {
  /// Why an item was asked of an annotator who answers at `time`: by their lease (also one that has run out, but for a
  /// recheck), else by the batch in use or the newest batch that has the item, of the rounds up to `latest` (nil: of all);
  /// nil when nobody asked.
  func asking(ofItem item: Int64, annotator: String, at time: Date, upTo latest: Date? = nil) throws -> Asking? {
    if let lease = try lease(ofItem: item, annotator: annotator) {
      guard lease.asking.strategy == Strategy.recheck else { return lease.asking }
      // It was shown under the figures of its first asking, so that nobody could tell.
      if lease.until > time {
        return Asking(strategy: Strategy.recheck, inclusionProbability: lease.asking.inclusionProbability)
      }
    }
    if latest == nil, let current = try currentRound(), let asking = try asking(ofItem: item, inRound: current) {
      return asking
    }
    for asking in try askings(ofItem: item) {
      guard let latest else { return asking }
      if let number = asking.round, let round = try round(number), round.at <= latest { return asking }
    }
    return nil
  }

  /// Why a round asked an item; nil when it is not in its batch.
  func asking(ofItem item: Int64, inRound round: Int64) throws -> Asking? {
    try askings(ofItem: item).first { $0.round == round }
  }
}
