import ArgumentParser
import GarimpoProject

/// The root of the commands.
struct GarimpoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "garimpo",
    abstract: "Find the few items worth your time in a pile too large to read.",
    discussion: """
      You have a table and have said yes or no to some of its rows. Garimpo learns from these, says how good it is on \
      rows that it has not seen, and picks the rows to label next.

      First steps:
        garimpo example videos.csv
        garimpo label videos.csv
      or, without a browser and keeping nothing:
        garimpo round videos.csv --recipe youtube-watch-page \\
          --output to_label.csv --report report.html

      Exit codes: 0 done, 64 wrong command line, 65 unusable data or recipe, 66 unreadable input, 73 output cannot be \
      made, 74 writing failed, 75 another process is writing, 130 interrupted.
      """,
    version: Versions.program,
    subcommands: [
      InitCommand.self,
      ImportCommand.self,
      LabelsCommand.self,
      RoundCommand.self,
      NextCommand.self,
      LabelCommand.self,
      ServeCommand.self,
      UndoCommand.self,
      StatusCommand.self,
      LogCommand.self,
      RoundsCommand.self,
      ShowCommand.self,
      AnnotatorsCommand.self,
      AccountsCommand.self,
      ReplayCommand.self,
      RankCommand.self,
      ScoreCommand.self,
      EvaluateCommand.self,
      CompareCommand.self,
      EstimateCommand.self,
      SimulateCommand.self,
      TuneCommand.self,
      CheckLabelsCommand.self,
      DuplicatesCommand.self,
      VerifyCommand.self,
      BackupCommand.self,
      CompactCommand.self,
      RecipeCommand.self,
      ExampleCommand.self,
    ])

  /// The words that call `command`: `garimpo recipe show`.
  static func path(of command: any ParsableCommand) -> String {
    func path(to wanted: any ParsableCommand.Type, from command: any ParsableCommand.Type) -> [String]? {
      let name = command.configuration.commandName ?? ""
      if command == wanted { return [name] }
      return command.configuration.subcommands.lazy.compactMap { path(to: wanted, from: $0) }.first.map { [name] + $0 }
    }
    return (path(to: type(of: command), from: GarimpoCommand.self) ?? ["garimpo"]).joined(separator: " ")
  }
}
