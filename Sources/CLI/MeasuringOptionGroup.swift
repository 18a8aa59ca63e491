import ArgumentParser
import GarimpoProject

/// How something is measured.
struct MeasuringOptionGroup: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .init("The seed of everything random (default: the round's, or the project's).", valueName: "n"))
  var seed: UInt64?

  @Option(
    parsing: .unconditional,
    help: .init("Bootstrap resamples behind the intervals, at least 100.", valueName: "n"))
  var resamples = 1000

  @Option(
    parsing: .unconditional,
    help: .init("How many threads work; the result is the same for any (default: one a processor).", valueName: "n"))
  var threads: Int?

  var options: MeasuringOptions {
    var options = MeasuringOptions()
    options.seed = seed
    options.resampleCount = resamples
    options.threadCount = threads
    return options
  }
}
