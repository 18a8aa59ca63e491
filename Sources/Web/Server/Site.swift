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
  let events: EventHub
  /// What tells pages of answers.
  let watch: LogWatch
  /// What learns from each answer.
  let live: LiveModel
  /// Rounds and imports under way.
  let jobs: JobBoard
  /// What the ranking is ordered by.
  let ranking: RankingModel
  /// Who keeps the index of texts up to date.
  let search: SearchKeeper
  /// Figures that take seconds.
  let figures: FigureCache
  /// Who may come in.
  let admission: Admission
  /// The templates.
  let pages: PageLibrary
  /// Style sheet and scripts.
  let assets = Assets()

  init(_ project: OpenProject, _ options: WebOptions, threads: Threads) throws {
    self.project = project
    self.options = options
    self.threads = threads
    live = LiveModel(project, threadCount: options.threadCount)
    events = EventHub()
    watch = try LogWatch(project, threads, events)
    jobs = JobBoard(threads: threads, events: events)
    ranking = RankingModel(project, live)
    search = SearchKeeper(project, threads, events)
    figures = FigureCache(threads: threads)
    admission = Admission(project, options, threads: threads)
    pages = try PageLibrary(projectName: try project.status().name)
  }
}
