import ArgumentParser
import GarimpoProject

/// `garimpo labels export`.
struct LabelsExportCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write items and their labels as a sheet to fill in.",
    usage: "garimpo labels export [<options>] [<file>]",
    discussion: """
      Without further options these are the items of the batch in use, in the order of asking; before the first round \
      all items. The column of answers has the name and the words that the recipe gives it. The project notes what was \
      exported, so that import can tell what was changed.

      Examples:
        garimpo labels export to-label.csv
        garimpo labels export para-rotular.csv --excel
        garimpo labels export answered.jsonl --labelled
        garimpo labels export --batch 2 > batch-2.csv
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, tsv, jsonl }

  @Argument(
    help: .init("The sheet; its ending tells the format. - is standard output.", valueName: "file"),
    completion: .file())
  var file = "-"

  @Option(
    defaultAsFlag: RoundChoice.latest, parsing: .next,
    help: .init("The batch of this round; of the newest without a number, or with latest.", valueName: "round"))
  var batch: RoundChoice?

  @Flag(help: "The items with an answer.")
  var labelled = false

  @Flag(help: "The items without a yes, no or unsure.")
  var pool = false

  @Flag(help: "All items.")
  var all = false

  @Option(help: .init("The format: csv, tsv or jsonl (default: by the file's ending).", valueName: "name"))
  var format: Format?

  @Flag(help: "For Excel where numbers have a decimal comma: semicolons, CRLF and a byte order mark.")
  var excel = false

  @Flag(help: "Replace a file that exists.")
  var force = false

  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    if project.json && file == "-" {
      throw Failure(.usage, "--json: standard output is taken by the sheet; give the sheet a name")
    }
    var options = LabelExportOptions(target: file)
    let project = try project.openForReading()
    options.scope = try scope(project)
    options.format = format.flatMap { LabelExportOptions.Format(rawValue: $0.rawValue) }
    options.isForExcel = excel
    options.replacesExisting = force
    let export = try project.exportLabels(options)
    if file != "-" {
      try show(export)
    } else if !console.quiet {
      Console.tell(export.screen(console.console.style(for: 2)))
    }
  }

  private func scope(_ project: OpenProject) throws -> LabelExportOptions.Scope {
    var scopes: [(name: String, scope: LabelExportOptions.Scope)] = []
    if let batch { scopes.append(("--batch", .batch(try batch.number(in: project)))) }
    if labelled { scopes.append(("--labelled", .labelled)) }
    if pool { scopes.append(("--pool", .pool)) }
    if all { scopes.append(("--all", .all)) }
    guard scopes.count < 2 else {
      throw Failure(
        .usage, "\(scopes.map(\.name).joined(separator: " and ")): these are different items; say one of them")
    }
    return scopes.first?.scope ?? .usual
  }
}
