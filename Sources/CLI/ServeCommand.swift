import ArgumentParser
import Dispatch
import GarimpoProject
import GarimpoWeb
import Synchronization

/// `garimpo serve`.
struct ServeCommand: ProjectCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Label in the browser.",
    usage: "garimpo serve [<options>]",
    discussion: """
      Opens a port of this machine for the pages of the project: label with one key an item, look at the ranking, at how \
      good the model is, and at the rounds. Ends with Ctrl-C; every answer that a page shows as given is on the disk.

      Other machines are let in by --host, which demands accounts (garimpo accounts add) and a certificate.

      Examples:
        garimpo serve
        garimpo serve --project videos.garimpo --port 8080
        garimpo serve --host 0.0.0.0 --name garimpo.example.org --certificate chain.pem --key key.pem
      """)

  @OptionGroup(title: "Server") var server: ServerOptionGroup
  @OptionGroup var annotator: AnnotatorOptionGroup
  @OptionGroup(title: "Project") var project: ProjectOptionGroup
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    let server = try WebServer(
      try OpenProject(project.choice, readers: 4), try server.options(annotator: annotator.name))
    let isQuiet = console.console.isQuiet
    // Said even to those who want to hear nothing.
    if let warning = server.warning {
      Console.tell("\(console.console.style(for: 2).apply(.bad, to: "Warning:")) \(warning)\n")
    }
    try Self.waiting {
      try await server.run { address in
        if !isQuiet { Console.tell("Garimpo is at \(address)   (Ctrl-C ends it)\n") }
      }
    }
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
