import ArgumentParser
import GarimpoProject

/// Which project a command is about, and how it answers.
struct ProjectOptionGroup: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: .init("The project file (default: the only *.garimpo in this folder).", valueName: "file"),
    completion: .file(extensions: ["garimpo"]))
  var project: String?

  @Option(
    parsing: .unconditional,
    help: .init("How many seconds to wait while another process writes.", valueName: "seconds"))
  var wait = 10.0

  @Flag(help: "Print the result as JSON.")
  var json = false

  /// The project that is meant.
  var choice: ProjectChoice {
    var choice = ProjectChoice(path: project)
    choice.waitSeconds = wait
    return choice
  }

  /// The project, open.
  func open() throws -> OpenProject { try OpenProject(choice) }

  /// The project, open for many at a time.
  func openToServe(_ path: String? = nil) throws -> OpenProject {
    var choice = choice
    if let path { choice.path = path }
    return try OpenProject(choice, readers: 4)
  }

  /// The project, open for a command that only reads it.
  func openForReading() throws -> OpenProject { try OpenProject.reading(choice) }
}

/// Who is answering.
struct AnnotatorOptionGroup: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: .init("Who answers (default: GARIMPO_ANNOTATOR, else the login name).", valueName: "name"))
  var annotator: String?

  /// The name that goes into the log.
  var name: String { Self.name(annotator) }

  /// The name that goes into the log where `given` was given.
  static func name(_ given: String?) -> String {
    given ?? Console.variable("GARIMPO_ANNOTATOR") ?? Console.variable("USER") ?? Console.variable("LOGNAME")
      ?? "me"
  }
}

/// A command that answers about a project.
protocol ProjectCommand: ConsoleCommand {
  var project: ProjectOptionGroup { get }
}

extension ProjectCommand {
  /// Prints a reply as text or, if asked, as JSON.
  func show(_ reply: some Reply) throws {
    let console = console.console
    if project.json {
      try Console.write(try reply.json())
    } else if !console.isQuiet {
      try Console.write(reply.screen(console.style(for: 1)))
    }
  }
}
