/// The fields that dates and values in the index of texts are taken from.
public struct SearchFields: Sendable, Hashable, Codable {
  /// The field that says when an item is from.
  public var date: String?
  /// The categories and tags.
  public var values: [String]

  /// These fields.
  public init(date: String? = nil, values: [String] = []) {
    self.date = date
    self.values = values
  }

  /// As the file keeps them: the same text for the same fields.
  var json: String {
    func quoted(_ name: String) -> String {
      "\"" + name.storable.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    return "{\"date\":\(date.map(quoted) ?? "null"),\"values\":[\(values.map(quoted).joined(separator: ","))]}"
  }
}

/// How far the index of texts has come.
public struct SearchState: Sendable, Hashable {
  /// The newest version of an item that it has, 0 when it is empty.
  public var position: Int64
  /// The newest version of all.
  public var end: Int64

  /// Whether it has the texts of all items.
  public var isComplete: Bool { position >= end }

  /// So far of so many versions.
  public init(position: Int64, end: Int64) {
    self.position = position
    self.end = end
  }
}
