import NIOCore

/// The host and port that a request is for: what stands in `Host`.
struct Authority: Hashable {
  /// In lower case; an IPv6 address without its brackets.
  let host: String
  /// nil: the usual one of the scheme.
  let port: Int?
  /// Whether the host is an address and not a name.
  let isAddress: Bool

  /// nil for everything that a browser would not send: a user, a path, a port that is none.
  init?(_ text: String) {
    var rest = text.lowercased()[...]
    let isBracketed = rest.hasPrefix("[")
    guard let end = isBracketed ? rest.firstIndex(of: "]") : (rest.firstIndex(of: ":") ?? rest.endIndex) else {
      return nil
    }
    let name = isBracketed ? rest[rest.index(after: rest.startIndex)..<end] : rest[..<end]
    rest = isBracketed ? rest[rest.index(after: end)...] : rest[end...]
    host = String(name)
    isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
    guard isBracketed ? isAddress && host.contains(":") : Self.isName(host) else { return nil }
    if rest.isEmpty {
      port = nil
    } else {
      guard rest.hasPrefix(":"), rest.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(rest.dropFirst()), (1...65_535).contains(number)
      else { return nil }
      port = number
    }
  }

  /// Whether `text` is a name of letters, digits, hyphens and dots, or an IPv4 address.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 253
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty && part.utf8.count <= 63 && !part.hasPrefix("-") && !part.hasSuffix("-")
          && part.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
              || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
          }
      }
  }

  /// Whether a server that listens on `host` can be reached from this machine alone.
  static func isLoopback(_ host: String) -> Bool {
    let host = host.lowercased()
    if host == "localhost" || host == "::1" || host == "[::1]" { return true }
    return host.hasPrefix("127.") && (try? SocketAddress(ipAddress: host, port: 0)) != nil
  }

  /// The same host and port under a scheme, whether or not the usual port is named.
  func isSame(as other: Authority, isSecure: Bool) -> Bool {
    let usual = isSecure ? 443 : 80
    return host == other.host && (port ?? usual) == (other.port ?? usual)
  }
}
