import GarimpoProject

/// Tells the pages what comes into the log, each entry once: by this server, a command, another server, an import.
actor LogWatch {
  private let project: OpenProject
  private let threads: Threads
  private let events: EventHub
  /// Up to where the log was looked at.
  private var position: Int64
  private var isLooking = false
  /// Whether a look is under way.
  var isBusy: Bool { isLooking }
  /// Whether somebody asked for a look while one was under way.
  private var isAsked = false

  /// Tells what comes from now on.
  init(_ project: OpenProject, _ threads: Threads, _ events: EventHub) throws {
    self.project = project
    self.threads = threads
    self.events = events
    position = try project.labelPosition()
  }

  /// Looks soon, without that who has stored something waits for it.
  nonisolated func wake() { Task { await look() } }

  /// Looks what is new, and tells it. What cannot be read now is read next time. While a look is under way it looks once more
  /// behind that, so that no two tell the same.
  func look() async {
    isAsked = true
    guard !isLooking else { return }
    isLooking = true
    defer { isLooking = false }
    while isAsked {
      isAsked = false
      await lookOnce()
    }
  }

  private func lookOnce() async {
    let (project, since) = (project, position)
    let found = try? await threads.quickly {
      let end = try project.labelPosition()
      return try (end, end > since ? project.newAnswers(after: since, upTo: end) : [])
    }
    guard let (end, answers) = found else { return }
    position = end
    for answer in answers { await events.tell("answer", answer) }
  }
}
