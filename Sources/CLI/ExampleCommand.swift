import ArgumentParser
import GarimpoProject

/// `garimpo example`.
struct ExampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "example",
    abstract: "Write a table of invented videos to try everything on.",
    discussion: """
      The table looks like a crawl of video pages in Brazilian Portuguese, with all the oddities of a real \
      one. About 42 % \
      of its rows are labelled, by somebody whose taste can be learnt. The same rows and seed give the same table.

      Examples:
        garimpo example videos.csv
        garimpo example many.csv --rows 100000 --seed 7
      """)

  @Argument(help: .init("The CSV file to write; - is standard output.", valueName: "file"), completion: .file())
  var file: String

  @Option(parsing: .unconditional, help: .init("How many rows.", valueName: "n"))
  var rows = 1200

  @Option(parsing: .unconditional, help: .init("The seed of everything random.", valueName: "n"))
  var seed: UInt64 = 1

  @Flag(help: "Replace the file if it exists.")
  var force = false

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  func run() throws {
    var example = ExampleFile(path: file)
    example.rowCount = rows
    example.seed = seed
    example.replacesExisting = force
    let labelledCount = try example.write()
    if !quiet && file != "-" {
      try Console.write(
        DisplayText.folded(
          """
          Wrote \(DisplayText.printable(file)): \(rows) rows, \(labelledCount) of them labelled.
          Next:  garimpo round \(DisplayText.shellWord(file)) --recipe youtube-watch-page

          """))
    }
  }
}
