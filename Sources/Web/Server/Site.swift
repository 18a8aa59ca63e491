import GarimpoProject

/// What all handlers share.
struct Site: Sendable {
  /// The project: all use cases.
  let project: OpenProject
  /// How the pages are served.
  let options: WebOptions
  /// Where use cases run.
  let threads: Threads
  /// Who is told what happens.
  let events = EventHub()
  /// The templates.
  let pages: PageLibrary
  /// Style sheet and scripts.
  let assets = Assets()

  init(_ project: OpenProject, _ options: WebOptions, threads: Threads) throws {
    self.project = project
    self.options = options
    self.threads = threads
    pages = try PageLibrary(projectName: try project.status().name)
  }
}
