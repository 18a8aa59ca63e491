import Foundation
import GarimpoProject
import NIOCore
import NIOPosix
import NIOSSL
import Testing

@testable import GarimpoWeb

/// Starting for other machines than this: with accounts and a certificate that can be used, or not at all.
@Suite(.serialized)
struct SafetyTLSTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)  // 2027-01-15

  /// A folder with the files that an administrator has.
  private final class Files {
    let folder: URL
    init() throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "garimpo-tls-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in [
        ("cert.pem", TestCertificate.certificate), ("key.pem", TestCertificate.key),
        ("other.pem", TestCertificate.otherKey), ("encrypted.pem", TestCertificate.encryptedKey), ("empty.pem", ""),
        ("token", String(repeating: "t", count: 32) + "\n"), ("short", "secret\n"), ("words", "two words\n"),
      ] {
        try Data(text.utf8).write(to: folder.appending(path: name))
      }
    }
    deinit { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appending(path: name).path }
  }

  private func failure(
    _ files: Files, hasAccounts: Bool = true, now: Date = now, _ change: (inout WebOptions, Files) -> Void
  ) -> String? {
    var options = WebOptions(annotator: "ana")
    change(&options, files)
    do {
      _ = try options.checked(hasAccounts: hasAccounts, now: now)
      return nil
    } catch {
      return "\(error)".replacing(files.folder.path + "/", with: "")
    }
  }

  private static let noAccounts =
    "other machines could come in, and the project has no accounts, so that anybody could change it; "
    + "garimpo accounts add NAME --role owner makes one, --token FILE takes a token from a file"
  private static let noTLS =
    "without TLS tokens and answers could be read and changed on their way; name a certificate by "
    + "--certificate FILE --key FILE, or say --insecure-without-tls if something else guards the way"

  @Test func `this machine alone needs neither accounts nor TLS`() throws {
    let files = try Files()
    for host in ["127.0.0.1", "localhost", "::1", "127.1.2.3", "LOCALHOST"] {
      #expect(failure(files, hasAccounts: false) { options, _ in options.host = host } == nil)
    }
  }

  @Test(arguments: ["0.0.0.0", "192.168.1.20", "::", "garimpo.example.org", "127.evil.example", "0", ""])
  func `other addresses need accounts and TLS`(_ host: String) throws {
    let files = try Files()
    #expect(
      failure(files, hasAccounts: false) { options, _ in options.host = host }
        == "--host \(host): \(Self.noAccounts)")
    #expect(failure(files) { options, _ in options.host = host } == "--host \(host): \(Self.noTLS)")
    #expect(
      failure(files, hasAccounts: false) { options, _ in
        options.host = host
        options.isInsecureWithoutTLS = true
      } == "--host \(host): \(Self.noAccounts)")
    for hasToken in [true, false] {
      let accepted = failure(files, hasAccounts: !hasToken) { options, files in
        options.host = host
        options.certificateFile = files.path("cert.pem")
        options.keyFile = files.path("key.pem")
        if hasToken { options.tokenFile = files.path("token") }
      }
      #expect(accepted == nil)
    }
    let loud = failure(files) { options, _ in
      options.host = host
      options.isInsecureWithoutTLS = true
    }
    #expect(loud == nil)
  }

  @Test func `a name on this machine needs accounts: a proxy lets others in`() throws {
    let files = try Files()
    #expect(
      failure(files, hasAccounts: false) { options, _ in options.names = ["a.example"] }
        == "--name a.example: \(Self.noAccounts)")
    #expect(failure(files) { options, _ in options.names = ["a.example"] } == nil)
    for name in ["https://a.example", "a.example:443", "", "a b", "*.example", "-a"] {
      #expect(
        failure(files) { options, _ in options.names = [name] }
          == "--name: found \(name), expected a name such as garimpo.example.org, without scheme and port")
    }
  }

  @Test func `the warning is loud where nothing encrypts`() throws {
    let world = try SafetyWorld()
    _ = try world.project.addAccount("ana", role: "owner")
    var options = WebOptions(annotator: "ana")
    #expect(try WebServer(world.project, options).warning == nil)
    options.host = "0.0.0.0"
    options.isInsecureWithoutTLS = true
    #expect(
      try WebServer(world.project, options).warning
        == "WITHOUT TLS: everybody on the way to 0.0.0.0:7878 can read and change tokens and answers")
    options.isInsecureWithoutTLS = false
    #expect(throws: Failure.self) { try WebServer(world.project, options) }
  }

  private static let files: [(String?, String?, String)] = [
    ("missing.pem", "key.pem", "--certificate: missing.pem: there is no such file"),
    ("cert.pem", "missing.pem", "--key: missing.pem: there is no such file"),
    (
      "empty.pem", "key.pem",
      "--certificate: empty.pem: found no certificate in PEM form, expected -----BEGIN CERTIFICATE-----"
    ),
    (
      "key.pem", "key.pem",
      "--certificate: key.pem: found no certificate in PEM form, expected -----BEGIN CERTIFICATE-----"
    ),
    ("cert.pem", "cert.pem", "--key: cert.pem: found no private key in PEM form, expected -----BEGIN PRIVATE KEY-----"),
    (
      "cert.pem", "encrypted.pem",
      "--key: encrypted.pem: is encrypted, and nobody is there to be asked for the passphrase; "
        + "openssl pkey -in encrypted.pem -out FILE writes it without one"
    ),
    (
      "cert.pem", "other.pem",
      "--key: other.pem: this is not the private key of the first certificate in cert.pem; name the two files "
        + "that were made together, and the server's own certificate first"
    ),
    (nil, "key.pem", "--key: expected also its certificate by --certificate FILE"),
    ("cert.pem", nil, "--certificate: expected also its private key by --key FILE"),
    (".", "key.pem", "--certificate: .: it cannot be read"),
  ]

  @Test(arguments: files)
  func `what is wrong with the files is said`(_ certificate: String?, _ key: String?, _ message: String) throws {
    let files = try Files()
    let found = failure(files) { options, files in
      options.certificateFile = certificate.map { $0 == "." ? files.folder.path + "/." : files.path($0) }
      options.keyFile = key.map(files.path)
    }
    #expect(found == message)
  }

  @Test func `a certificate has its time`() throws {
    let files = try Files()
    func found(_ seconds: Double) -> String? {
      failure(files, now: Date(timeIntervalSince1970: seconds)) { options, files in
        options.certificateFile = files.path("cert.pem")
        options.keyFile = files.path("key.pem")
      }
    }
    #expect(
      found(5_000_000_000)
        == "--certificate: cert.pem: expired on 2126-11-01, and no browser would take it; renew it")
    #expect(
      found(1_700_000_000)
        == "--certificate: cert.pem: is valid from 2026-11-25 only; wait for it, or set this machine's clock")
  }

  @Test(arguments: [
    ("missing", "--token: missing: there is no such file"),
    (
      "short",
      "--token: short: found 6 characters, expected one token of at least 32 characters; openssl rand -base64 32 makes one"
    ),
    (
      "words",
      "--token: words: found 2 words, expected one token of at least 32 characters; openssl rand -base64 32 makes one"
    ),
    (
      "empty.pem",
      "--token: empty.pem: found 0 words, expected one token of at least 32 characters; openssl rand -base64 32 makes one"
    ),
  ])
  func `a file without a token is none`(_ name: String, _ message: String) throws {
    let files = try Files()
    #expect(failure(files) { options, files in options.tokenFile = files.path(name) } == message)
  }

  @Test func `the address is told as one opens it`() {
    var options = WebOptions(annotator: "ana")
    #expect(WebServer.address(options, port: 7) == "http://127.0.0.1:7/")
    options.host = "::1"
    #expect(WebServer.address(options, port: 7) == "http://[::1]:7/")
    let own = ["127.0.0.1", "192.168.1.20", "2001:db8::7"]
    for (host, own, expected) in [
      ("0.0.0.0", own, "192.168.1.20"), ("::", own, "192.168.1.20"), ("0.0.0.0", ["127.0.0.1"], "127.0.0.1"),
      ("::", ["::1", "2001:db8::7"], "[2001:db8::7]"), ("0.0.0.0", ["2001:db8::7"], "127.0.0.1"),
    ] {
      options.host = host
      #expect(WebServer.address(options, port: 7, own: own) == "http://\(expected):7/")
    }
    options.host = "0.0.0.0"
    #expect(!WebServer.address(options, port: 7).contains("0.0.0.0"))
    options.names = ["a.example", "b.example"]
    options.certificate = TestCertificate.configuration
    #expect(WebServer.address(options, port: 443) == "https://a.example:443/")
  }

  @Test func `pages come by TLS 1.2 or newer, and by nothing else`() async throws {
    let files = try Files()
    let certificate = try ServerCertificate(certificate: files.path("cert.pem"), key: files.path("key.pem"))
      .configuration(now: Self.now)
    try await LiveServer.serving {
      $0.certificate = certificate
      $0.limits.headSeconds = 1
    } _: { _, port in
      for version in [TLSVersion.tlsv12, .tlsv13] {
        #expect(try await Self.page(port, newest: version)?.hasPrefix("HTTP/1.1 200 ") == true)
      }
      #expect(try await Self.page(port, newest: .tlsv11) == nil)
      // Who speaks no TLS is told nothing, and who says nothing is not waited for.
      for text in ["GET /assets/icon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n", ""] {
        let (answer, isClosed) = try await LiveServer.apart {
          let connection = try RawConnection(port: port)
          connection.send(text)
          return connection.receive(seconds: 20)
        }
        #expect(isClosed && !answer.contains("HTTP/1.1 200"))
      }
    }
  }

  /// The answer to a request by TLS of at most this version; nil: there was no connection.
  private static func page(_ port: Int, newest: TLSVersion) async throws -> String? {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateVerification = .none
    configuration.minimumTLSVersion = .tlsv1
    configuration.maximumTLSVersion = newest
    let context = try NIOSSLContext(configuration: configuration)
    let promise = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: String?.self)
    let channel = try await ClientBootstrap(group: promise.futureResult.eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(
            NIOSSLClientHandler(context: context, serverHostname: "localhost"), Reading(promise))
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    let request = "GET /assets/icon.svg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    try? await channel.writeAndFlush(ByteBuffer(string: request)).get()
    return try await promise.futureResult.get()
  }

  /// Collects what comes until the other end closes.
  private final class Reading: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let promise: EventLoopPromise<String?>
    private var buffer = ByteBuffer()

    init(_ promise: EventLoopPromise<String?>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      buffer.writeImmutableBuffer(unwrapInboundIn(data))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelInactive(context: ChannelHandlerContext) {
      promise.succeed(buffer.readableBytes > 0 ? String(buffer: buffer) : nil)
    }
  }
}
