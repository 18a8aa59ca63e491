extension Timestamp: CustomStringConvertible {
  /// The moment that an ISO 8601 text names, or nil.
  ///
  /// Reads `2018-11-02`, `2018-11-02T10:30`, `2018-11-02 10:30:15.25Z`, `2018-11-02T10:30:15+05:30`, and nothing else
  /// but the forms between them. A text without an offset is taken as Coordinated Universal Time; a fraction of a
  /// second is dropped.
  public init?(iso8601 text: String) {
    let cell = CellText(text)
    var at = 0
    guard let moment = DateReader.yearFirst(cell.bytes, &at), at == cell.bytes.count else { return nil }
    self = moment
  }

  /// `2018-11-02` at midnight, else `2018-11-02T10:30:15Z`.
  public var description: String {
    secondsSinceMidnight == 0 ? isoDate : "\(isoDate)T\(isoTime)Z"
  }

  /// The day: `2018-11-02`.
  public var isoDate: String {
    let (year, month, day) = civil
    return "\(Timestamp.padded(year, 4))-\(Timestamp.padded(month, 2))-\(Timestamp.padded(day, 2))"
  }

  /// The time of day: `10:30:15`.
  private var isoTime: String {
    let seconds = secondsSinceMidnight
    return [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Timestamp.padded($0, 2) }.joined(separator: ":")
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
