import GarimpoProject
import HTTPTypes

/// Keeps files that were brought until they are imported, given up or too old; few at a time.
///
/// A file's time begins anew whenever somebody asks for it. One that nobody has ever asked for, as when a browser was closed
/// before it was told the id, goes sooner. While a job looks at a file it stays.
actor UploadShelf {
  /// The most files at a time, those on their way included. The oldest goes when another comes.
  static let limit = 4

  private let lifetime: Duration
  private let unclaimedLifetime: Duration
  private var uploads: [(upload: Upload, lastUse: ContinuousClock.Instant)] = []
  private var arrivingCount = 0

  /// An empty shelf that keeps each file for so long after its last use, and one that nobody has asked for `unclaimed` long.
  init(lifetime: Duration = .seconds(3600), unclaimed: Duration = .seconds(600)) {
    self.lifetime = lifetime
    unclaimedLifetime = unclaimed
  }

  /// The ids of what is kept, oldest first.
  var ids: [String] { uploads.map(\.upload.id) }

  /// For how many seconds a file is still kept if nobody asks for it.
  func secondsLeft(of id: String) -> Int {
    guard let place = place(of: id) else { return 0 }
    return max(0, Int((expiry(of: place) - ContinuousClock.now) / .seconds(1)))
  }

  /// Runs `receive`, which takes a file in, unless too many are on their way already, and keeps what it returns.
  ///
  /// - Throws: what `receive` throws, or a `Problem` (429).
  func keep(_ receive: @Sendable () async throws -> Upload) async throws -> Upload {
    guard arrivingCount < Self.limit else {
      throw Problem(
        .tooManyRequests, "uploads", "Too many files at a time",
        detail: "\(arrivingCount) files are on their way, expected at most \(Self.limit); wait until one is there")
    }
    arrivingCount += 1
    defer { arrivingCount -= 1 }
    let upload = try await receive()
    removeOld()
    while uploads.count >= Self.limit {
      uploads.remove(at: uploads.firstIndex { !$0.upload.isLookedAt } ?? uploads.startIndex)
    }
    uploads.append((upload, .now))
    removeLater(upload.id)
    return upload
  }

  /// A file that is kept; its time begins anew.
  ///
  /// - Throws: a `Problem` (404).
  func upload(_ id: String) throws -> Upload {
    removeOld()
    guard let place = place(of: id) else { throw Self.notThere }
    uploads[place].upload.isTakenUp = true
    use(place)
    return uploads[place].upload
  }

  /// A job begins to look at a file.
  ///
  /// - Throws: a `Problem`: 404 where it is not kept, 409 where a job looks at it already.
  func beginLook(at id: String) throws {
    guard let place = place(of: id) else { throw Self.notThere }
    guard !uploads[place].upload.isLookedAt else {
      throw Problem(
        .conflict, "job-running", "Another job is under way",
        detail: "the file is looked at already; wait for the end or cancel it, then ask again")
    }
    uploads[place].upload.isLookedAt = true
  }

  /// The job has ended: what it found is kept. Where it found nothing, what was found before stays; a file of which nothing
  /// is known goes.
  func endLook(at id: String, _ check: ImportCheck?) {
    guard let place = place(of: id) else { return }
    guard let known = check ?? uploads[place].upload.check else { return remove(id) }
    uploads[place].upload.isLookedAt = false
    uploads[place].upload.check = known
    use(place)
  }

  /// Gives a file up.
  func remove(_ id: String) { uploads.removeAll { $0.upload.id == id } }

  private static var notThere: Problem {
    Problem(
      .notFound, "not-found", "It is not there",
      detail: "there is no file with this id; files are kept for an hour, at most \(limit) of them: send it again")
  }

  // MARK: Time

  private func place(of id: String) -> Int? { uploads.firstIndex { $0.upload.id == id } }

  private func expiry(of place: Int) -> ContinuousClock.Instant {
    uploads[place].lastUse + (uploads[place].upload.isTakenUp ? lifetime : unclaimedLifetime)
  }

  private func use(_ place: Int) {
    uploads[place].lastUse = .now
    removeLater(uploads[place].upload.id)
  }

  private func removeLater(_ id: String) {
    guard let place = place(of: id) else { return }
    let expiry = expiry(of: place)
    Task { [weak self] in
      try? await Task.sleep(until: expiry, clock: .continuous)
      await self?.removeOld()
    }
  }

  private func removeOld() {
    let now = ContinuousClock.now
    for place in uploads.indices.reversed() where !uploads[place].upload.isLookedAt && expiry(of: place) <= now {
      uploads.remove(at: place)
    }
  }
}
