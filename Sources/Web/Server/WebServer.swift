public import GarimpoProject
import Hummingbird
import Logging
import NIOCore

/// The pages and the API of a project, on a port of this machine.
///
/// ```swift
/// let server = try WebServer(project, WebOptions(annotator: "ana"))
/// try await server.run { address in print("open \(address)") }
/// ```
///
/// Everything goes through the use cases of `OpenProject`, as from the command line: what the browser was told is stored
/// is on the disk, and other processes may use the project at the same time.
public struct WebServer: Sendable {
  private let site: Site

  /// A server for a project.
  public init(_ project: OpenProject, _ options: WebOptions) throws {
    site = try Site(project, options, threads: Threads())
  }

  /// Serves until the process is told to end (`SIGINT`, `SIGTERM`).
  ///
  /// - Parameter onStart: told the address once the port is open.
  public func run(onStart: @escaping @Sendable (String) -> Void) async throws {
    let host = site.options.host
    var logger = Logger(label: "garimpo")
    logger.logLevel = .error
    let application = Application(
      router: Self.router(site),
      server: .http1(
        configuration: .init(
          idleTimeout: .seconds(75),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
      configuration: .init(address: .hostname(host, port: site.options.port), serverName: "garimpo"),
      onServerRunning: { [site] channel in
        site.search.wake()
        onStart("http://\(host):\(channel.localAddress?.port ?? 0)/")
        site.live.start()
      },
      logger: logger)
    let looking = Task {
      // What other processes answer and import is taken in, too.
      while !Task.isCancelled {
        try await Task.sleep(for: .seconds(2))
        site.live.wake()
      }
    }
    defer { looking.cancel() }
    do {
      try await application.runService()
    } catch let error as IOError {
      throw Failure(
        .output,
        "\(host):\(site.options.port): cannot be listened on: \(error.description); name another port with --port")
    }
    await site.events.end()
    await site.jobs.stop()
    try await site.threads.slowly { site.live.stop() }
    try await site.threads.stop()
  }

  /// All routes.
  static func router(_ site: Site) -> Router<WebContext> {
    let router = Router(context: WebContext.self)
    router.add(middleware: SecurityHeaders(allowsRemotePictures: site.options.allowsRemotePictures))
    router.add(middleware: Language())
    router.add(middleware: ProblemMiddleware(pages: site.pages))
    router.add(middleware: HostGuard(names: []))
    router.add(middleware: SignIn(annotator: site.options.annotator))
    router.get("/assets/{name}") { request, context in
      try site.assets.response(context.parameters.require("name"), request)
    }
    DescriptionRoutes().add(to: router)
    EventRoutes(site: site).add(to: router)
    LabelRoutes(site: site).add(to: router)
    JobRoutes(site: site).add(to: router)
    ItemExportRoutes(site: site).add(to: router)
    RankRoutes(site: site).add(to: router)
    ItemRoutes(site: site).add(to: router)
    QualityRoutes(site: site).add(to: router)
    RoundRoutes(site: site).add(to: router)
    return router
  }
}
