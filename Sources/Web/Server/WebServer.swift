public import GarimpoProject
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The pages and the API of a project, on a port of this machine or, with accounts and a certificate, for others too.
///
/// ```swift
/// let server = try WebServer(project, WebOptions(annotator: "ana"))
/// try await server.run { address in print("open \(address)") }
/// ```
///
/// Everything goes through the use cases of `OpenProject`, as from the command line: what the browser was told is stored
/// is on the disk, and other processes may use the project at the same time. `Documentation/Security.md` says what is
/// kept out, and by what.
public struct WebServer: Sendable {
  private let site: Site

  /// A server for a project; fails where it could be reached from other machines without accounts or without TLS.
  public init(_ project: OpenProject, _ options: WebOptions) throws {
    let hasAccounts = try project.accounts().accounts.contains { $0.disabledAt == nil }
    site = try Site(project, try options.checked(hasAccounts: hasAccounts), threads: Threads())
  }

  /// What whoever starts the server ought to know before anybody comes in; nil: nothing.
  public var warning: String? {
    let options = site.options
    guard !Authority.isLoopback(options.host), options.certificate == nil else { return nil }
    return "WITHOUT TLS: everybody on the way to \(options.host):\(options.port) can read and change tokens and answers"
  }

  /// Serves until the process is told to end (`SIGINT`, `SIGTERM`).
  ///
  /// - Parameter onStart: told the address once the port is open.
  public func run(onStart: @escaping @Sendable (String) -> Void) async throws {
    let options = site.options
    let looking = Task {
      // What other processes answer and import is taken in, too.
      while !Task.isCancelled {
        await site.watch.look()
        try await Task.sleep(for: .seconds(2))
        site.live.wake()
      }
    }
    let beating = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: .seconds(5))
        await site.events.beat()
      }
    }
    defer {
      looking.cancel()
      beating.cancel()
    }
    let last = min(options.port + options.furtherPortCount, 65_535)
    var port = options.port
    while true {
      let application = Self.application(site, port: port) { [site] port in
        onStart(Self.address(options, port: port))
        site.search.wake()
        site.live.start()
      }
      do {
        try await Self.run(application)
        break
      } catch let error as IOError {
        guard error.errnoCode == EADDRINUSE, port < last else {
          throw Self.cannotListen(error, host: options.host, options.port...port)
        }
        port += 1
      }
    }
    await site.events.end()
    await site.jobs.stop()
    try await site.threads.slowly { site.live.stop() }
    try await site.threads.stop()
  }

  /// Runs until a signal comes. What is under way then has some seconds to end; a body that drips in has no more.
  private static func run(_ application: some Service) async throws {
    var configuration = ServiceGroupConfiguration(
      services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(5)
    try await ServiceGroup(configuration: configuration).run()
  }

  /// What goes wrong on a connection is its own business; an error of ours is an answer with a status.
  private static var logger: Logger {
    var logger = Logger(label: "garimpo")
    logger.logLevel = .critical
    return logger
  }

  static func cannotListen(_ error: IOError, host: String, _ ports: ClosedRange<Int>) -> Failure {
    guard error.errnoCode == EADDRINUSE else {
      return Failure(
        .output,
        "\(host):\(ports.upperBound): cannot be listened on: \(error.description); name another port with --port")
    }
    return Failure(
      .output,
      ports.count == 1
        ? "\(host):\(ports.lowerBound): the port is taken; name another with --port, or --port 0 for any that is free"
        : "\(host): the ports \(ports.lowerBound) to \(ports.upperBound) are taken; name another with --port, or --port 0 "
          + "for any that is free")
  }

  /// The address to open, by the first name that there is. Where it listens on all addresses of the machine, which is none
  /// to open, by the first that other machines can reach.
  ///
  /// - Parameter own: the addresses of the machine.
  static func address(_ options: WebOptions, port: Int, own: [String] = ownAddresses) -> String {
    var address = options.host
    if ["0.0.0.0", "::", "[::]"].contains(address) {
      address = own.first { !Authority.isLoopback($0) && (address != "0.0.0.0" || !$0.contains(":")) } ?? "127.0.0.1"
    }
    let host = options.names.first ?? (address.contains(":") ? "[\(address)]" : address)
    return "\(options.certificate == nil ? "http" : "https")://\(host):\(port)/"
  }

  /// The addresses of this machine, those of version 4 first; not those that lead no further than the next switch.
  private static var ownAddresses: [String] {
    let found = ((try? System.enumerateDevices()) ?? []).compactMap(\.address?.ipAddress)
      .filter { !$0.lowercased().hasPrefix("fe80:") && !$0.hasPrefix("169.254.") }
    return found.filter { !$0.contains(":") } + found.filter { $0.contains(":") }
  }

  /// Routes, limits and TLS, as they are served; `port`: nil for that of the options.
  static func application(
    _ site: Site, port: Int? = nil, onStart: @escaping @Sendable (Int) -> Void
  ) -> Application<RouterResponder<WebContext>> {
    let (options, limits) = (site.options, site.options.limits)
    return Application(
      router: router(site),
      server: HTTPServerBuilder { responder in
        let http = HTTP1Channel(
          responder: responder,
          configuration: .init(
            additionalChannelHandlers: [RequestWatch(limits)], idleTimeout: .seconds(limits.idleSeconds),
            httpDecoderConfiguration: .init(
              maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
        guard let certificate = options.certificate else { return MeteredChannel(base: http) }
        return MeteredChannel(base: try TLSChannel(http, tlsConfiguration: certificate))
      },
      configuration: .init(
        address: .hostname(options.host, port: port ?? options.port), serverName: "garimpo",
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connectionCount)),
      onServerRunning: { channel in onStart(channel.localAddress?.port ?? 0) },
      logger: logger)
  }

  /// All routes.
  static func router(_ site: Site) -> Router<WebContext> {
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: SecurityHeaders(allowsRemotePictures: site.options.allowsRemotePictures))
    router.add(middleware: Language())
    router.add(middleware: ProblemMiddleware(pages: site.pages))
    router.add(middleware: HostGuard(site.options))
    router.add(middleware: SignIn(admission: site.admission))
    // Once more: what goes wrong from here on is shown to somebody whom we know.
    router.add(middleware: ProblemMiddleware(pages: site.pages))
    router.add(middleware: RouteGuard(limits: site.options.limits))
    router.get("/assets/{name}") { request, context in
      try site.assets.response(context.parameters.require("name"), request)
    }
    SignInRoutes(site: site).add(to: router)
    DescriptionRoutes(site: site).add(to: router)
    EventRoutes(site: site).add(to: router)
    LabelRoutes(site: site).add(to: router)
    JobRoutes(site: site).add(to: router)
    ItemExportRoutes(site: site).add(to: router)
    RankRoutes(site: site).add(to: router)
    ItemRoutes(site: site).add(to: router)
    QualityRoutes(site: site).add(to: router)
    RoundRoutes(site: site).add(to: router)
    ImportRoutes(site: site).add(to: router)
    ExportRoutes(site: site).add(to: router)
    return router
  }
}
