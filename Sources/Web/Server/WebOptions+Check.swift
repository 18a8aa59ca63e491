public import GarimpoProject
import NIOSSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension WebOptions {
  /// Throws unless the options can be served by, as far as they tell without a file or a project.
  public func check() throws(Failure) {
    try askOptions(annotator).check()
    _ = try RoundOptions.threadCount(threadCount)
    for name in names where !Authority.isName(name) {
      throw Failure(
        .usage,
        "--name: found \(Problem.quoted(name)), expected a name such as garimpo.example.org, without scheme and port")
    }
  }

  /// The same with its files read: safe to serve by.
  ///
  /// - Parameter hasAccounts: whether the project has an account that is open.
  func checked(hasAccounts: Bool, now: Date = Date()) throws(Failure) -> WebOptions {
    try check()
    var options = self
    if let tokenFile { options.token = try Self.token(tokenFile) }
    switch (certificateFile, keyFile) {
    case (let certificate?, let key?):
      options.certificate = try ServerCertificate(certificate: certificate, key: key).configuration(now: now)
    case (_?, nil): throw Failure(.usage, "--certificate: expected also its private key by --key FILE")
    case (nil, _?): throw Failure(.usage, "--key: expected also its certificate by --certificate FILE")
    case (nil, nil): break
    }
    guard isExposed else { return options }
    let why = Authority.isLoopback(host) ? "--name \(names[0])" : "--host \(host)"
    guard hasAccounts || options.token != nil else {
      throw Failure(
        .usage,
        "\(why): other machines could come in, and the project has no accounts, so that anybody could change it; "
          + "garimpo accounts add NAME --role owner makes one, --token FILE takes a token from a file")
    }
    guard options.certificate != nil || isInsecureWithoutTLS || Authority.isLoopback(host) else {
      throw Failure(
        .usage,
        "\(why): without TLS tokens and answers could be read and changed on their way; name a certificate by "
          + "--certificate FILE --key FILE, or say --insecure-without-tls if something else guards the way")
    }
    return options
  }

  private static func token(_ path: String) throws(Failure) -> String {
    let text = try OptionFile.text(path, option: "--token")
    let token = text.split(whereSeparator: \.isWhitespace)
    guard token.count == 1, token[0].count >= 32 else {
      let found = token.count == 1 ? "\(token[0].count) characters" : "\(token.count) words"
      throw Failure(
        .input,
        "--token: \(path): found \(found), expected one token of at least 32 characters; "
          + "openssl rand -base64 32 makes one")
    }
    return String(token[0])
  }
}

/// A small file that an option names.
enum OptionFile {
  static func text(_ path: String, option: String) throws(Failure) -> String {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      let reason =
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile?, .fileNoSuchFile?: "there is no such file"
        case .fileReadNoPermission?: "it may not be read by who runs this"
        default: "it cannot be read"
        }
      throw Failure(.input, "\(option): \(path): \(reason)")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
