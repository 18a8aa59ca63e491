import ArgumentParser
import GarimpoProject

/// `garimpo import`.
struct ImportCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring the rows of a table into the project, again and again.",
    usage: "garimpo import [<options>] <file>",
    discussion: """
      New rows join, changed rows get a version beside the old one, rows that the file lacks stay. Labels in the file go \
      into the log. One that contradicts the log is shown, and nothing is stored until --on-conflict says which of the \
      two counts: ours (the log), theirs (the file), newest, or ask. The exit code is 65 then, with --dry-run too.

      Examples:
        garimpo import videos.csv --dry-run
        garimpo import videos.csv
        garimpo import videos-of-today.csv.gz --on-conflict newest
      """)

  @Argument(
    help: .init("The table: CSV, TSV or JSON Lines, also gzip'd; - is standard input.", valueName: "file"),
    completion: .file())
  var file: String

  @OptionGroup var conflicts: ConflictOptionGroup

  @Option(
    help: .init("When the rows were observed, where the recipe says import time (default: now).", valueName: "date"))
  var observed: String?

  @OptionGroup var annotator: AnnotatorOptionGroup
  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup(title: "Reading the table") var table: TableOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    var options = ImportOptions(table: file, annotator: annotator.name)
    options.reading = table.reading
    options.isRehearsal = conflicts.dryRun
    options.onConflict = conflicts.onConflict
    options.observed = observed
    options.takesTheirs = try conflicts.question()
    let result = try project.open().importTable(options)
    try show(result)
    if result.labels.isRefused { throw ExitCode(65) }
  }
}
