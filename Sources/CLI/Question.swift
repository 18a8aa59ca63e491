import GarimpoProject

/// Asks a person at the terminal.
enum Question {
  /// Asks of each conflict whether the log's answer or the file's is to count; true for the file's.
  static func takesTheirs() throws -> @Sendable (LabelConflict) throws -> Bool {
    guard Console.isTerminal(0), Console.isTerminal(2) else {
      throw Failure(.usage, "--on-conflict ask: this is no terminal; say ours, theirs or newest")
    }
    return { conflict in
      Console.tell("\(DisplayText.printable(conflict.description))\n")
      while true {
        Console.tell("Keep the log's (o) or take the file's (t)? ")
        guard let line = readLine() else {
          throw Failure(.usage, "--on-conflict ask: the input ended before all was answered; nothing was stored")
        }
        switch line.lowercased() {
        case "o", "ours": return false
        case "t", "theirs": return true
        default: Console.tell("Type o or t.\n")
        }
      }
    }
  }
}
