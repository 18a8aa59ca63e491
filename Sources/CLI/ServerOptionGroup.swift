import ArgumentParser
import GarimpoProject
import GarimpoWeb

/// How pages are served.
struct ServerOptionGroup: ParsableArguments {
  private static let usualUpload = OptionValue.Size(2_000_000_000)

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
  var maxUpload = usualUpload

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
    try options.check()
    return options
  }

  /// The options that were given otherwise than they are by default: those that say how pages are served.
  var given: [String] {
    let usual: [(String, Bool)] = [
      ("--port", port == nil), (open == false ? "--no-open" : "--open", open == nil), ("--host", host == "127.0.0.1"),
      ("--name", names.isEmpty), ("--certificate", certificate == nil), ("--key", key == nil),
      ("--token", token == nil), ("--insecure-without-tls", !isInsecureWithoutTLS),
      ("--max-upload", maxUpload.bytes == Self.usualUpload.bytes), ("--overlap", overlap == 1),
      ("--recheck", recheck == 0), ("--remote-pictures", !remotePictures), ("--threads", threads == nil),
    ]
    return usual.filter { !$0.1 }.map(\.0)
  }

  /// The server of a project, ready to run; the options are looked at before the project is opened, or made.
  ///
  /// - Parameter json: whether a result is to be printed as JSON, which a server does not have.
  func serving(
    as annotator: String, json: Bool, _ console: ConsoleOptions, _ project: () throws -> OpenProject
  ) throws -> Serving {
    guard !json else {
      throw Failure(.usage, "--json: pages are served, so there is no result to print; leave it out")
    }
    let options = try options(annotator: annotator)
    return Serving(
      project: try project(), options: options, opensBrowser: open ?? Browser.canBeSeen, console: console.console)
  }
}
