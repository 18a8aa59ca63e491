import GarimpoProject

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Standard output and standard error, and what a person wants of them.
struct Console: Sendable {
  /// When colour is used.
  enum Colour: String, Sendable, CaseIterable {
    case auto, always, never
  }

  let colour: Colour
  let isQuiet: Bool

  init(colour: Colour = .auto, isQuiet: Bool = false) {
    self.colour = colour
    self.isQuiet = isQuiet
  }

  /// The style for a text that goes to `descriptor`: coloured on a terminal that can, unless `NO_COLOR` is set.
  func style(for descriptor: Int32) -> TextStyle {
    let isColoured =
      switch colour {
      case .always: true
      case .never: false
      case .auto: Self.isTerminal(descriptor) && Self.variable("NO_COLOR") == nil
      }
    return TextStyle(isColoured: isColoured)
  }

  /// Whether `descriptor` is a terminal that can move its cursor.
  static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && variable("TERM") ?? "dumb" != "dumb"
  }

  /// Writes a result to standard output.
  static func write(_ text: String) throws(Failure) {
    let code = write(text, to: 1)
    // The reader of the pipe has seen enough (`| head`): the work is done and its files are whole.
    if code == EPIPE { exit(0) }
    if code != 0 { throw Failure(.system, "standard output: cannot be written: \(String(cString: strerror(code)))") }
  }

  /// Writes a message to standard error. When that is gone there is nobody left to tell.
  static func tell(_ text: String) { _ = write(text, to: 2) }

  private static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var bytes = Array(text.utf8)
    while !bytes.isEmpty {
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, bytes, bytes.count)
      #else
        let count = Musl.write(descriptor, bytes, bytes.count)
      #endif
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      bytes.removeFirst(count)
    }
    return 0
  }

  static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
