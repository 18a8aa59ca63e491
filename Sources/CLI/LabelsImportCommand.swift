import ArgumentParser
import GarimpoProject

/// `garimpo labels import`.
struct LabelsImportCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring answers back from a sheet.",
    usage: "garimpo labels import [<options>] <file>",
    discussion: """
      Rows are matched by id, never by position; where the id is gone, by a title that is unique, which is reported. A \
      cell that still says what was exported changes nothing; one that was changed becomes an answer; where the log has \
      changed too, nothing is stored until --on-conflict says which of the two counts. A row whose annotator is \
      another than was exported brings that annotator's answer. What cannot be used is listed with its record and its \
      reason. The exit code is 65 when no row can be used, and when nothing is stored, or with --dry-run would be, \
      because of what the log says.

      Encoding, delimiter, line ends, double encoding and the spelling of answers (1, 1.0, sim, yes, TRUE) are found out.

      Examples:
        garimpo labels import to-label.csv --dry-run
        garimpo labels import to-label.csv --annotator ana
        garimpo labels import to-label.csv --on-conflict newest
      """)

  @Argument(
    help: .init("The sheet: CSV, TSV or JSON Lines, also gzip'd; - is standard input.", valueName: "file"),
    completion: .file())
  var file: String

  @OptionGroup var conflicts: ConflictOptionGroup

  @Flag(help: "Take back answers whose cell was emptied.")
  var emptyIsUndo = false

  @OptionGroup var annotator: AnnotatorOptionGroup
  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup(title: "Reading the table") var table: TableOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    var options = LabelImportOptions(sheet: file, annotator: annotator.name)
    options.reading = table.reading
    options.isRehearsal = conflicts.dryRun
    options.emptyIsUndo = emptyIsUndo
    options.onConflict = conflicts.onConflict
    options.takesTheirs = try conflicts.question()
    let result = try project.open().importLabels(options)
    try show(result)
    if let failure = result.failure { throw failure }
    if result.isRefused { throw ExitCode(65) }
  }
}
