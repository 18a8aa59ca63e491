/// What compacting a project came to.
public struct CompactionReport: Sendable, Hashable {
  /// Size of the file and its write-ahead log before, in bytes; 0 in memory.
  public let bytesBefore: Int
  /// Size of both afterwards, in bytes; 0 in memory.
  public let bytesAfter: Int
  /// Scores that were dropped.
  public let droppedScoreCount: Int
  /// Models whose bytes were dropped.
  public let droppedModelCount: Int
  /// Whether another process was reading, so that the file shrinks only when that one is done.
  public let isWaiting: Bool
}
