#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a use case has to say: JSON for a program, text for a person, both of the same values.
public protocol Reply: Sendable, Encodable {
  /// The text for a terminal, with a line break at its end unless it is empty; ``screen(_:)`` holds it to 80 columns.
  func text(_ style: TextStyle) -> String
}

extension Reply {
  /// The text in lines of at most 80 columns: ``DisplayText/folded(_:to:)`` says what stays whole.
  public func screen(_ style: TextStyle) -> String { DisplayText.folded(text(style)) }

  /// The values as JSON with sorted keys, times in ISO 8601, ending with a line break: the same bytes for the same values.
  public func json() throws(Failure) -> String { try JSONText.of(self, pretty: true) }
}

/// Values as JSON.
public enum JSONText {
  /// One value as JSON with sorted keys, ending with a line break.
  public static func of(_ value: some Encodable, pretty: Bool) throws(Failure) -> String {
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
      throw Failure(.data, "\(what): the JSON that is stored cannot be read; garimpo verify says more")
    }
  }
  /// The value in a JSON text that a stranger wrote; `problem` makes the error of what is wrong with it.
  public static func decoded<Value: Decodable, Problem: Error>(
    _ type: Value.Type, from text: String, problem: (String) -> Problem
  ) throws(Problem) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch let error as DecodingError {
      throw problem(sentence(error))
    } catch {
      throw problem("\(error)")
    }
  }

  private static func sentence(_ error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty ? "the body" : path.map(\.stringValue).joined(separator: ".")
    }
    return switch error {
    case .keyNotFound(let key, let context): "\(place(context.codingPath + [key])): missing"
    case .valueNotFound(_, let context): "\(place(context.codingPath)): found null, expected a value"
    case .typeMismatch(let type, let context): "\(place(context.codingPath)): expected \(word(type))"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty ? "not JSON" : "\(place(context.codingPath)): \(context.debugDescription)"
    @unknown default: "not what was expected"
    }
  }

  private static func word(_ type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is Int.Type, is Int64.Type, is Double.Type: "a number"
    case is [Any].Type: "a list"
    default: "an object"
    }
  }
}
