/// How a text for a terminal or a file is dressed.
public struct TextStyle: Sendable, Hashable {
  /// Whether escape sequences for colour and weight are used.
  public var isColoured: Bool

  /// A style; plain unless asked otherwise.
  public init(isColoured: Bool = false) { self.isColoured = isColoured }

  /// What a piece of text is, which decides its colour.
  public enum Tone: Sendable, Hashable {
    /// Ordinary text.
    case plain
    /// A heading.
    case heading
    /// What matters less.
    case faint
    /// What speaks for yes, or went well.
    case good
    /// What speaks for no, or went wrong.
    case bad
  }

  /// `text` in the tone's colour.
  public func apply(_ tone: Tone, to text: String) -> String {
    guard isColoured && !text.isEmpty else { return text }
    return switch tone {
    case .plain: text
    case .heading: "\u{1B}[1m\(text)\u{1B}[0m"
    case .faint: "\u{1B}[2m\(text)\u{1B}[0m"
    case .good: "\u{1B}[32m\(text)\u{1B}[0m"
    case .bad: "\u{1B}[31m\(text)\u{1B}[0m"
    }
  }
}
