import GarimpoProject

/// Tells the pages what comes into the log by other ways than this server: a command, another server, an import.
actor LogWatch {
  private let project: OpenProject
  private let threads: Threads
  private let events: EventHub
  /// Up to where the log was looked at; nil before the first look, which tells nothing.
  private var position: Int64?
  /// What was told as it was stored, behind `position`.
  private var told: Set<Int64> = []

  init(_ project: OpenProject, _ threads: Threads, _ events: EventHub) {
    self.project = project
    self.threads = threads
    self.events = events
  }

  /// An answer of this server, which it tells by itself.
  func pass(_ position: Int) { told.insert(Int64(position)) }

  /// Looks what is new, and tells it. What cannot be read now is read next time.
  func look() async {
    let (project, known, since) = (project, told, position)
    let found = try? await threads.quickly {
      let end = try project.labelPosition()
      guard let since, end > since else { return (end, [] as [NewAnswers]) }
      return (end, try project.newAnswers(after: since, upTo: end, unless: known.contains))
    }
    guard let (end, answers) = found else { return }
    position = end
    told = told.filter { $0 > end }
    for answer in answers { await events.tell("answer", answer) }
  }
}
