import GarimpoProject

/// One line on the terminal that says which step a round is at; nothing when standard error is no terminal.
struct RoundProgress: Sendable {
  private let style: TextStyle?

  init(_ console: Console) {
    style = console.isQuiet || !Console.isTerminal(2) ? nil : console.style(for: 2)
  }

  /// Redraws the line: a bar, and what is being done.
  func show(_ step: RoundStep) {
    guard let style, let done = RoundStep.allCases.firstIndex(of: step) else { return }
    let count = RoundStep.allCases.count
    let bar = String(repeating: "█", count: 2 * done) + String(repeating: "░", count: 2 * (count - done))
    Console.tell("\r\u{1B}[K\(style.apply(.faint, to: bar)) \(Self.name(of: step)) …")
  }

  /// Takes the line away.
  func clear() {
    if style != nil { Console.tell("\r\u{1B}[K") }
  }

  private static func name(of step: RoundStep) -> String {
    switch step {
    case .read: "reading the table"
    case .clean: "making fields of its columns"
    case .features: "making features of the fields"
    case .train: "training"
    case .evaluate: "measuring on the validation items"
    case .score: "scoring validation items and pool"
    case .draw: "drawing the batch"
    case .write: "writing the files"
    }
  }
}

extension ProjectCommand {
  /// What `body` comes to, with a line on the terminal for each step that it tells of.
  func showingProgress<Value>(
    _ body: (_ observer: @escaping @Sendable (RoundStep) -> Void) throws -> Value
  ) rethrows -> Value {
    let progress = RoundProgress(console.console)
    defer { progress.clear() }
    return try body { progress.show($0) }
  }
}
