import Dispatch
import GarimpoProject
import GarimpoWeb
import Synchronization

/// Serves a project until the process is told to end.
struct Serving {
  let project: OpenProject
  let options: WebOptions
  let opensBrowser: Bool
  let console: Console

  /// Opens the port, says where it is, shows it, and waits on this thread for the end.
  func run() throws {
    let server = try WebServer(project, options)
    // Said even to those who want to hear nothing.
    if let warning = server.warning {
      Console.tell("\(console.style(for: 2).apply(.bad, to: "Warning:")) \(warning)\n")
    }
    let (opensBrowser, isQuiet) = (opensBrowser, console.isQuiet)
    try Self.waiting {
      try await server.run { address in
        if !isQuiet { Console.tell("Garimpo is at \(address)   (Ctrl-C ends it)\n") }
        if opensBrowser { Browser.open(address) }
      }
    }
    try project.close()
  }

  /// Waits on this thread until `body` is done.
  private static func waiting(for body: @escaping @Sendable () async throws -> Void) throws {
    let done = DispatchSemaphore(value: 0)
    let outcome = Mutex<Result<Void, any Error>>(.success(()))
    Task {
      do { try await body() } catch { outcome.withLock { $0 = .failure(error) } }
      done.signal()
    }
    done.wait()
    try outcome.withLock { $0 }.get()
  }
}
