import GarimpoProject
import NIOSSL

/// How the pages are served.
public struct WebOptions: Sendable {
  /// The address to listen on; others than those of this machine alone need accounts (or a token) and a certificate.
  public var host = "127.0.0.1"
  /// The port; 0: any that is free.
  public var port = 7878
  /// How many of the ports behind are tried, one after the other, when the port is taken.
  public var furtherPortCount = 0
  /// Names by which browsers may call the server, beside those of this machine.
  public var names: [String] = []
  /// A PEM file with the certificate and those that sign it; nil: no TLS.
  public var certificateFile: String?
  /// A PEM file with the certificate's private key.
  public var keyFile: String?
  /// A file with a token by which `annotator` comes in as an owner.
  public var tokenFile: String?
  /// Whether other machines may be served without TLS, where something else guards the way.
  public var isInsecureWithoutTLS = false
  /// Who answers, where nobody signs in.
  public var annotator: String
  /// How many annotators answer each item, at least 1.
  public var overlap = 1
  /// With which probability an item is asked again of who answered it, without saying so.
  public var recheckShare = 0.0
  /// How long an item is kept for who was shown it, in minutes.
  public var leaseMinutes = 15.0
  /// Whether pages may load pictures from other machines.
  public var allowsRemotePictures = false
  /// The number of threads that train; nil: one for each processor but one.
  public var threadCount: Int?

  /// What the files hold, once they have been read.
  var certificate: TLSConfiguration?
  var token: String?
  /// How much is taken, and how long is waited.
  var limits = Limits()

  /// One annotator, on this machine only.
  public init(annotator: String) { self.annotator = annotator }

  /// The largest file that may be brought in, in bytes.
  public var uploadBytes: Int64 {
    get { limits.uploadBytes }
    set { limits.uploadBytes = newValue }
  }

  /// What a visitor is asked.
  func askOptions(_ annotator: String) -> AskOptions {
    var options = AskOptions(annotator: annotator)
    options.overlap = overlap
    options.recheckShare = recheckShare
    options.leaseMinutes = leaseMinutes
    return options
  }

  /// Whether others than this machine can call: it listens to them, or is called by a name, as behind a proxy.
  var isExposed: Bool { !Authority.isLoopback(host) || !names.isEmpty }
}
