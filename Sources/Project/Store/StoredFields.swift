/// The typed fields of an item as the project keeps them, as texts for the cells of a table.
struct StoredFields {
  private let values: [String: JSONValue]

  /// The fields in the JSON of a version; `what` names it in the error.
  init(_ json: String, what: String) throws(Failure) {
    values = try JSONText.value([String: JSONValue].self, in: json, what: what)
  }

  /// A field as text: numbers in the fewest digits, lists with `; ` between values; empty when it is missing.
  func text(_ name: String) -> String { values[name].map(Self.text) ?? "" }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .text(let text): text
    case .number(let number): Text.shortest(number)
    case .list(let list): list.map(text).joined(separator: "; ")
    case .null: ""
    }
  }
}
