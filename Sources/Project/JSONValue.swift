/// A JSON value of which only the form is known, such as the typed fields of an item.
public enum JSONValue: Sendable, Hashable, Codable {
  /// A text.
  case text(String)
  /// A number.
  case number(Double)
  /// A list.
  case list([JSONValue])
  /// Nothing.
  case null

  /// Reads a text, a number, a list or null.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else {
      self = .list(try value.decode([JSONValue].self))
    }
  }

  /// Writes the value.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .text(let text): try value.encode(text)
    case .number(let number):
      if let whole = Int(exactly: number) { try value.encode(whole) } else { try value.encode(number) }
    case .list(let list): try value.encode(list)
    case .null: try value.encodeNil()
    }
  }

  /// The value on one line for people.
  var shown: String {
    switch self {
    case .text(let text): text
    case .number(let number): Int(exactly: number).map(Text.grouped) ?? Text.shortest(number)
    case .list(let list): list.map(\.shown).joined(separator: ", ")
    case .null: ""
    }
  }
}
