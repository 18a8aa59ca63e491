import GarimpoProject
import NIOSSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The certificate by which the server proves its name, and its private key: two PEM files.
struct ServerCertificate {
  /// The certificate, followed by those that sign it.
  let certificate: String
  /// The private key, not encrypted.
  let key: String

  /// TLS 1.2 or newer by these files.
  func configuration(now: Date) throws(Failure) -> TLSConfiguration {
    let chain = try chain(now: now)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(try privateKey()))
    configuration.minimumTLSVersion = .tlsv12
    do {
      _ = try NIOSSLContext(configuration: configuration)
    } catch {
      throw Failure(
        .input,
        "--key: \(key): this is not the private key of the first certificate in \(certificate); name the two files "
          + "that were made together, and the server's own certificate first")
    }
    return configuration
  }

  private func chain(now: Date) throws(Failure) -> [NIOSSLCertificate] {
    let text = try OptionFile.text(certificate, option: "--certificate")
    guard let chain = try? NIOSSLCertificate.fromPEMBytes(Array(text.utf8)), let first = chain.first else {
      throw Failure(
        .input,
        "--certificate: \(certificate): found no certificate in PEM form, expected -----BEGIN CERTIFICATE-----")
    }
    let begin = Date(timeIntervalSince1970: Double(first.notValidBefore))
    let end = Date(timeIntervalSince1970: Double(first.notValidAfter))
    guard end > now else {
      throw Failure(
        .input, "--certificate: \(certificate): expired on \(Self.day(end)), and no browser would take it; renew it")
    }
    guard begin <= now else {
      throw Failure(
        .input,
        "--certificate: \(certificate): is valid from \(Self.day(begin)) only; wait for it, or set this machine's clock"
      )
    }
    return chain
  }

  private func privateKey() throws(Failure) -> NIOSSLPrivateKey {
    let text = try OptionFile.text(key, option: "--key")
    guard !text.contains("ENCRYPTED") else {
      throw Failure(
        .input,
        "--key: \(key): is encrypted, and nobody is there to be asked for the passphrase; "
          + "openssl pkey -in \(key) -out FILE writes it without one")
    }
    guard let key = try? NIOSSLPrivateKey(bytes: Array(text.utf8), format: .pem) else {
      throw Failure(
        .input, "--key: \(key): found no private key in PEM form, expected -----BEGIN PRIVATE KEY-----")
    }
    return key
  }

  private static func day(_ date: Date) -> String { String(date.ISO8601Format().prefix(10)) }
}
