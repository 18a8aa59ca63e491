import ArgumentParser
import GarimpoProject
import GarimpoWeb

/// How pages are served.
struct ServerOptionGroup: ParsableArguments {
  @Option(parsing: .unconditional, help: .init("The port to listen on; 0: any that is free.", valueName: "port"))
  var port = 7878

  @Option(parsing: .unconditional, help: .init("How many annotators are to answer each item.", valueName: "n"))
  var overlap = 1

  @Option(
    help: .init(
      "With this probability, such as 0.05, ask something again that was answered, without saying so.",
      valueName: "share"),
    transform: OptionValue.share)
  var recheck = 0.0

  @Flag(help: "Let pages load pictures from other machines (they then see who looks).")
  var remotePictures = false

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: .init("Threads that train (default: one for each processor).", valueName: "n"))
  var threads: Int?

  /// The options of the server.
  func options(annotator: String) throws -> WebOptions {
    guard (0...65_535).contains(port) else {
      throw Failure(.usage, "--port: found \(port), expected a port from 0 to 65535")
    }
    var options = WebOptions(annotator: annotator)
    options.port = port
    options.overlap = overlap
    options.recheckShare = recheck
    options.allowsRemotePictures = remotePictures
    options.threadCount = threads
    return options
  }
}
