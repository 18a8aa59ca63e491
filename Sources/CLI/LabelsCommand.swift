import ArgumentParser
import GarimpoProject

/// `garimpo labels` and its commands.
struct LabelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "labels",
    abstract: "Label in a spreadsheet: write items out, bring the answers back.",
    usage: "garimpo labels <subcommand>",
    discussion: """
      export writes a sheet for Excel, LibreOffice or Google Sheets; import merges what people made of it into the log, \
      whatever the program did to the file, and lists what it cannot use.
      """,
    subcommands: [LabelsExportCommand.self, LabelsImportCommand.self])
}
