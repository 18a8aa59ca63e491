public import ArgumentParser
public import GarimpoProject

/// What an import does with answers that contradict the log.
struct ConflictOptionGroup: ParsableArguments {
  @Flag(name: [.customLong("dry-run"), .customShort("n")], help: "Say what would happen, and store nothing.")
  var dryRun = false

  @Option(help: .init("Answers that contradict the log: ours, theirs, newest or ask.", valueName: "rule"))
  var onConflict: ConflictRule?

  /// Asks a person; nil when nobody is to be asked.
  func question() throws -> (@Sendable (LabelConflict) throws -> Bool)? {
    onConflict == .ask ? try Question.takesTheirs() : nil
  }
}

extension ConflictRule: ExpressibleByArgument {}
