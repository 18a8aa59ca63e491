import ArgumentParser
import GarimpoProject
import GarimpoWeb

/// How pages are served.
struct ServerOptionGroup: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .init(
      "The port to listen on; 0: any that is free (default: 7878, or one of the next ten if it is taken).",
      valueName: "port"))
  var port: Int?

  @Flag(
    inversion: .prefixedNo,
    help: "Show the page in the browser (default: when there are a terminal and a display).")
  var open: Bool?

  @Option(
    help: .init(
      "The address to listen on. Others than 127.0.0.1 let other machines in: they need accounts and a certificate.",
      valueName: "address"))
  var host = "127.0.0.1"

  @Option(
    name: .customLong("name"),
    help: .init(
      "A name by which browsers may call the server, such as garimpo.example.org; may be given several times.",
      valueName: "name"))
  var names: [String] = []

  @Option(
    help: .init("The certificate and those that sign it, in PEM form: pages come by https.", valueName: "file"),
    completion: .file())
  var certificate: String?

  @Option(help: .init("The private key of the certificate, in PEM form.", valueName: "file"), completion: .file())
  var key: String?

  @Option(
    help: .init("A file with a token of at least 32 characters: who has it is an owner.", valueName: "file"),
    completion: .file())
  var token: String?

  @Flag(
    name: .customLong("insecure-without-tls"),
    help: "Let other machines in without a certificate: tokens and answers can be read and changed on their way.")
  var isInsecureWithoutTLS = false

  @Option(
    help: .init(
      "The largest file that may be imported through the browser, such as 500MB; of a gzip'd one the bytes once unpacked "
        + "count too.", valueName: "size"),
    transform: OptionValue.size)
  var maxUpload = OptionValue.Size(2_000_000_000)

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
    help: .init("Threads that train (default: one for each processor but one).", valueName: "n"))
  var threads: Int?

  /// The options of the server.
  func options(annotator: String) throws -> WebOptions {
    var options = WebOptions(annotator: annotator)
    if let port {
      guard (0...65_535).contains(port) else {
        throw Failure(.usage, "--port: found \(port), expected a port from 0 to 65535")
      }
      options.port = port
    } else {
      options.furtherPortCount = 10
    }
    options.host = host
    options.names = names
    options.certificateFile = certificate
    options.keyFile = key
    options.tokenFile = token
    options.isInsecureWithoutTLS = isInsecureWithoutTLS
    options.uploadBytes = maxUpload.bytes
    options.overlap = overlap
    options.recheckShare = recheck
    options.allowsRemotePictures = remotePictures
    options.threadCount = threads
    return options
  }

  /// The server of a project, ready to run.
  func serving(_ project: OpenProject, _ annotator: String, _ console: ConsoleOptions) throws -> Serving {
    Serving(
      project: project, options: try options(annotator: annotator), opensBrowser: open ?? Browser.canBeSeen,
      console: console.console)
  }
}
