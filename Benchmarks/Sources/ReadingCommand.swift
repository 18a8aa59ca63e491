import ArgumentParser
import GarimpoTabular

/// Reading of a CSV file, the counterpart of `bench_csv.py`.
struct ReadingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "csv", abstract: "Reads a CSV file into a table.")

  @Argument(help: "The file.") var file: String
  @Argument(help: "How often to read it.") var runs = 3

  private struct Measurement: Encodable {
    let peer = "garimpo"
    let rows: Int
    let columns: Int
    let wall: Double
    let cpu: Double
    let cpu_min: Double
    let n: Int
    let rss_mb: Int
  }

  func run() throws {
    let (table, times) = try Stopwatch.repeating(runs) { _ in try Table(path: file) }
    try Output.emit(
      Measurement(
        rows: table.rowCount, columns: table.columnCount, wall: times.wall, cpu: times.cpu, cpu_min: times.cpu_min,
        n: times.n, rss_mb: try Output.peakMegabytes()))
  }
}
