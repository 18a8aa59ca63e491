/// How the pages are served.
public struct WebOptions: Sendable {
  /// The address to listen on; others than 127.0.0.1 need accounts or a token.
  public var host = "127.0.0.1"
  /// The port; 0: any that is free.
  public var port = 7878
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
  /// The number of threads that train; nil: one for each processor.
  public var threadCount: Int?

  /// One annotator, on this machine only.
  public init(annotator: String) { self.annotator = annotator }
}
