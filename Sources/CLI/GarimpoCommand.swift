import ArgumentParser

/// The root of the commands.
struct GarimpoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "garimpo",
    abstract: "Find the few items worth your time in a pile too large to read.",
    discussion: """
      A table, some of its rows labelled yes or no: garimpo learns from these, says how good it is on items it has not
      seen, and picks the rows to label next.

      First steps:
        garimpo example videos.csv
        garimpo round videos.csv --recipe youtube-watch-page \\
          --output to_label.csv --report report.html

      Exit codes: 0 done, 64 wrong command line, 65 unusable data or recipe, 66 unreadable input, 73 output cannot be
      made, 74 writing failed, 130 interrupted.
      """,
    version: "garimpo 0.1.0",
    subcommands: [RoundCommand.self, RecipeCommand.self, ExampleCommand.self])
}
