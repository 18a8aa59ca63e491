import GarimpoKernels
import GarimpoMatrix
import GarimpoRecipes
import GarimpoStore

/// What the thread of a live model does. Nothing of it is seen by another thread but what it publishes.
struct LiveWorker {
  private let project: OpenProject
  private let workers: WorkerPool
  private let candidateLimit: Int
  private let publish: (_ change: (inout LiveModel.Published) -> Void) -> Void
  private let isStopping: () -> Bool

  private var labels = LabelState()
  /// The place in the log up to which it was read.
  private var position: Int64 = 0
  /// The newest entry that changed what can be learnt of an item.
  private var labelPosition: Int64 = 0
  private var seed: UInt64 = 0
  private var round: LiveOffer.Round?
  private var batch: [Int64] = []
  private var centre: HardCentre?

  private var material: LiveMaterial?
  private var fit: LiveFit?
  private var offer: LiveOffer?
  private var scan: LiveScan?
  private var older: [Int64: CSRMatrix] = [:]
  /// Why the items could not be loaded; not tried again before they, or the recipe, change.
  private var loadFailure: (versionPosition: Int64, recipeID: Int64, failure: Failure)?

  init(
    _ project: OpenProject, _ workers: WorkerPool, candidateLimit: Int, isStopping: @escaping () -> Bool,
    publish: @escaping (_ change: (inout LiveModel.Published) -> Void) -> Void
  ) {
    self.project = project
    self.workers = workers
    self.candidateLimit = candidateLimit
    self.isStopping = isStopping
    self.publish = publish
  }

  /// Whether there are items left to score while nothing else is to be done.
  var hasMoreToScore: Bool { scan != nil }

  // MARK: Steps

  /// Takes in what has changed: items, then labels.
  mutating func step() {
    var tried = position
    do {
      let (versionPosition, recipeID, newest) = try project.read {
        (try $0.versionPosition(), try $0.project().recipe.id, try $0.labelPosition())
      }
      tried = newest
      if material?.versionPosition == versionPosition && material?.recipeID == recipeID {
        loadFailure = nil
      } else if loadFailure?.versionPosition != versionPosition || loadFailure?.recipeID != recipeID {
        try load(versionPosition, recipeID)
      }
      try learn()
      if let loadFailure { throw loadFailure.failure }
    } catch is Stopped {
      return
    } catch {
      let (tried, failure) = (max(tried, position), Failure(error, path: project.path))
      publish {
        $0.state.phase = .failed
        $0.state.message = failure.statement
        $0.triedPosition = tried
      }
    }
  }

  /// Scores a piece of the pool, and publishes the whole order after the last.
  mutating func score() {
    guard var scan = self.scan else { return }
    // One owner, so that the scores are not copied.
    self.scan = nil
    scan.advance(on: workers)
    guard scan.isDone else {
      self.scan = scan
      return
    }
    let order = scan.order()
    let isNewest = scan.fit.labelPosition == fit?.labelPosition && scan.fit.material === fit?.material
    if isNewest, let centre, var offer {
      offer.offer(
        PoolOrder(items: order.items, scores: order.scores, origin: .live(labelPosition: offer.position)),
        isWhole: true, centre: centre, seed: scan.fit.seed)
      self.offer = offer
    } else if let fit, let material {
      // Newer models have come since: the newest goes over the pool next.
      self.scan = LiveScan(fit, isLabelled: isLabelled(material), position: position)
    }
    let offer = offer
    publish {
      $0.whole = isNewest ? offer?.order : order
      $0.wholeFit = scan.fit
      $0.offer = offer
      $0.state.isWhole = offer?.isWhole ?? false
    }
  }

  private struct Stopped: Error {}

  private mutating func load(_ versionPosition: Int64, _ recipeID: Int64) throws {
    let hasModel = fit != nil
    publish {
      if !hasModel {
        $0.state.phase = .loading
        $0.state.message = "Reading the items."
      }
    }
    let recipe = try project.read { try OpenProject.recipe(try $0.recipe(recipeID)) }
    let loading = LiveLoading(
      project: project, recipe: recipe, recipeID: recipeID, versionPosition: versionPosition)
    let loaded: LiveMaterial
    do {
      loaded = try loading.run {
        if isStopping() { throw Stopped() }
        // Answers that come in meanwhile are learnt from with the items as they were.
        if material != nil { try? learn() }
      }
    } catch let stopped as Stopped {
      throw stopped
    } catch {
      let failure = Failure(error, path: project.path)
      if failure.kind != .busy { loadFailure = (versionPosition, recipeID, failure) }
      throw failure
    }
    (material, fit, scan, older, loadFailure) = (loaded, nil, nil, [:], nil)
    publish { $0.state.itemCount = loaded.numbers.count }
  }

  // MARK: Learning

  /// Reads the log on, and learns anew if it says something else now.
  private mutating func learn() throws {
    guard let material else { return }
    let old = (position, labelPosition, round, centre)
    try readLog(material)
    let isNew = fit == nil || fit?.labelPosition != labelPosition || fit?.material !== material
    guard isNew || old.0 != position || old.2 != round || old.3 != centre else { return }
    guard isNew || offer?.order == nil else { return keepOffer(old.2 != round || old.3 != centre) }
    let lesson = try LiveLesson(labels, material, project, older: &older)
    lesson.hasBoth ? try train(material, lesson) : begin(material, lesson)
  }

  private mutating func readLog(_ material: LiveMaterial) throws {
    let (known, events, newest) = try project.read { snapshot in
      let position = try snapshot.labelPosition()
      let record = try snapshot.currentRound().flatMap { try snapshot.round($0) }
      let isChosen = try snapshot.modelChoice() != nil
      seed = try snapshot.project().seed
      if record?.id != round?.number || isChosen != round?.isChosen || centre == nil {
        round = record.map {
          LiveOffer.Round(number: $0.id, labelPosition: $0.labelPosition, isChosen: isChosen)
        }
        batch = try record.map { try snapshot.batch(ofRound: $0.id).map(\.item) } ?? []
        let recipe = try record.map { try snapshot.recipe(ofRound: $0, path: project.path) } ?? material.recipe
        centre = HardCentre(recipe.batch)
      }
      return (self.position, try snapshot.labelEvents(after: self.position, upTo: position), position)
    }
    for event in events {
      let before = lesson(of: event.item)
      labels.add(event)
      if lesson(of: event.item) != before { labelPosition = event.position }
    }
    position = max(known, newest)
  }

  /// What the log has to teach of an item.
  private func lesson(of item: Int64) -> VersionedTarget {
    let target = labels.label(ofItem: item)?.target
    return VersionedTarget(target: target, version: target == nil ? nil : labels.seenVersion(ofItem: item))
  }

  private struct VersionedTarget: Equatable {
    var target: Bool?
    var version: Int64?
  }

  private func isLabelled(_ material: LiveMaterial) -> [Bool] {
    var isLabelled = [Bool](repeating: false, count: material.numbers.count)
    for item in labels.standing.keys where labels.label(ofItem: item)?.target != nil {
      if let row = material.row(of: item) { isLabelled[row] = true }
    }
    return isLabelled
  }

  /// There is no model yet: items to begin with.
  private mutating func begin(_ material: LiveMaterial, _ lesson: LiveLesson) {
    (fit, scan) = (nil, nil)
    var offer = LiveOffer(position: position, labelPosition: labelPosition, round: round)
    offer.diverse = DiverseChoice.picks(material, labels, seed: seed)
    self.offer = offer
    let (yes, no) = (lesson.yesCount, lesson.targets.count - lesson.yesCount)
    let position = position
    publish {
      $0 = LiveModel.Published(
        state: $0.state.begun(yes: yes, no: no, position: position, itemCount: material.numbers.count),
        triedPosition: position, offer: offer)
    }
  }

  private mutating func train(_ material: LiveMaterial, _ lesson: LiveLesson) throws {
    guard let centre else { return }
    publish {
      $0.state.phase = .training
      $0.state.message = "Learning from \(Text.count(lesson.targets.count, "answer"))."
    }
    let fit = try LiveFit(material, lesson, at: labelPosition, seed: seed, on: workers)
    self.fit = fit
    let isLabelled = isLabelled(material)
    let last = publishedWhole
    let candidates = LiveCandidates(
      material, isLabelled: isLabelled, batch: batch, whole: last, centre: centre, seed: fit.seed,
      limit: candidateLimit)
    let order = PoolOrder(
      scoring: candidates.rows.map { material.numbers[$0] }, fit.scores(ofRows: candidates.rows, on: workers),
      position: position)
    var offer = LiveOffer(position: position, labelPosition: labelPosition, round: round)
    offer.offer(order, isWhole: candidates.isWhole, centre: centre, seed: fit.seed)
    self.offer = offer
    if candidates.isWhole {
      scan = nil
    } else if scan == nil || scan?.fit.material !== material {
      // A scan that is under way is finished first.
      scan = LiveScan(fit, isLabelled: isLabelled, position: position)
    }
    publishModel(fit, offer)
  }

  /// The model stays: the log says nothing else to learn, or a round was run.
  private mutating func keepOffer(_ isOtherRound: Bool) {
    guard var offer, let fit, let centre, let order = offer.order else { return }
    offer.round = round
    if isOtherRound { offer.offer(order, isWhole: offer.isWhole, centre: centre, seed: fit.seed) }
    offer.move(to: position)
    self.offer = offer
    publishModel(fit, offer)
  }

  /// The last order of the whole pool.
  private var publishedWhole: PoolOrder? {
    var whole: PoolOrder?
    publish { whole = $0.whole }
    return whole
  }

  private func publishModel(_ fit: LiveFit, _ offer: LiveOffer) {
    publish {
      $0.fit = fit
      $0.offer = offer
      if offer.isWhole { ($0.whole, $0.wholeFit) = (offer.order, fit) }
      $0.triedPosition = offer.position
      $0.state = $0.state.ready(fit, offer)
    }
  }
}
