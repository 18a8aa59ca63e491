import GarimpoKernels

/// The fields of one record: one text and the places where they end.
public struct Record: Sendable, Hashable {
  /// The record's number in the file, from 1; the header counts.
  public private(set) var number = 0
  /// The line it begins on, from 1.
  public private(set) var line = 0
  /// The text of all fields, UTF-8, nothing between them.
  public private(set) var bytes: [UInt8] = []
  /// Where each field ends in `bytes`.
  public private(set) var ends: [Int] = []

  /// A record without fields.
  public init() {}

  /// The number of fields.
  public var count: Int { ends.count }

  /// Where the text of a field lies in ``bytes``.
  public func range(of field: Int) -> Range<Int> { (field == 0 ? 0 : ends[field - 1])..<ends[field] }

  /// The text of a field.
  public subscript(field: Int) -> String { String(decoding: bytes[range(of: field)], as: UTF8.self) }

  /// All fields.
  public var fields: [String] { (0..<count).map { self[$0] } }

  mutating func assign(_ batch: ByteScan.Batch, _ index: Int, number: Int) {
    self.number = number
    line = Int(batch.lines[index])
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    let first = index == 0 ? 0 : batch.recordEnds[index - 1]
    let start = first == 0 ? 0 : Int(batch.ends[first - 1])
    for end in batch.ends[first..<batch.recordEnds[index]] { ends.append(Int(end) - start) }
    bytes.append(contentsOf: batch.bytes[start..<start + (ends.last ?? 0)])
  }
}
