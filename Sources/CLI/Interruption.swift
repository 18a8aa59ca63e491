import GarimpoProject

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Ctrl-C and the like, held back while long work is done that can end early and say how to go on.
enum Interruption {
  private static let ending = [SIGINT, SIGTERM, SIGHUP]

  /// What `body` comes to. It looks now and then whether it is to end; a signal that came takes its way afterwards, so that the
  /// process ends by it. The sentence with which `body` ended is told before.
  static func holding<Value>(_ body: (_ isCancelled: @escaping @Sendable () -> Bool) throws -> Value) throws -> Value {
    var (held, before) = (sigset_t(), sigset_t())
    sigemptyset(&held)
    for signal in ending { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    do { return try body { hasCome } } catch let failure as Failure where hasCome {
      Console.tell("\n\(DisplayText.printable(failure.description))\n")
      throw failure
    }
  }

  /// Whether a signal waits for this process: one that is ignored never does.
  private static var hasCome: Bool {
    var waiting = sigset_t()
    sigpending(&waiting)
    return ending.contains { sigismember(&waiting, $0) == 1 }
  }
}
