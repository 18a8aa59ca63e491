#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The typed fields of an item as the project keeps them, one JSON value each.
struct StoredFields: Decodable {
  private let values: [String: Value]

  private enum Value: Decodable {
    case text(String)
    case number(Double)
    case list([String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .list(try container.decode([String].self))
      }
    }
  }

  init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: Value].self)
  }

  /// The fields in the JSON of a version; `what` names it in the error.
  static func fields(_ json: String, what: String) throws(Failure) -> StoredFields {
    try JSONText.value(StoredFields.self, in: json, what: what)
  }

  /// A field as text: numbers in the fewest digits, lists with `; ` between values; empty when it is missing.
  func text(_ name: String) -> String {
    switch values[name] {
    case .text(let text)?: text
    case .number(let number)?: Text.shortest(number)
    case .list(let list)?: list.joined(separator: "; ")
    case nil: ""
    }
  }
}
