#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a use case has to say: JSON for a program, text for a person, both of the same values.
public protocol Reply: Sendable, Encodable {
  /// The text for a terminal of 80 columns, with a line break at its end unless it is empty.
  func text(_ style: TextStyle) -> String
}

extension Reply {
  /// The values as JSON with sorted keys, times in ISO 8601, ending with a line break: the same bytes for the same values.
  public func json() throws(Failure) -> String { try JSONText.of(self, pretty: true) }
}

/// Values as JSON.
enum JSONText {
  /// One value as JSON with sorted keys, ending with a line break.
  static func of(_ value: some Encodable, pretty: Bool) throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting =
      pretty ? [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      throw Failure(.system, "the result cannot be written as JSON: \(error)")
    }
  }

  /// The value in a JSON text that `of` wrote; `what` names it in the error.
  static func value<Value: Decodable>(_ type: Value.Type, in text: String, what: String) throws(Failure) -> Value {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    do {
      return try decoder.decode(type, from: Data(text.utf8))
    } catch {
      throw Failure(.data, "\(what): the JSON that is stored cannot be read: \(error); garimpo verify says more")
    }
  }
}
