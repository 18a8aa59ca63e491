import GarimpoProject
import HTTPTypes

/// Keeps files that were brought until they are imported, given up or too old; few at a time.
actor UploadShelf {
  /// The most files at a time, those on their way included. The oldest goes when another comes.
  static let limit = 4

  private let lifetime: Duration
  private var uploads: [Upload] = []
  private var arrivingCount = 0

  /// An empty shelf that keeps each file for so long.
  init(lifetime: Duration = .seconds(3600)) { self.lifetime = lifetime }

  /// The ids of what is kept, oldest first.
  var ids: [String] { uploads.map(\.id) }

  /// For how many seconds a file is still kept.
  func secondsLeft(of upload: Upload) -> Int {
    max(0, Int((lifetime - (ContinuousClock.now - upload.arrival)) / .seconds(1)))
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
    while uploads.count >= Self.limit { uploads.removeFirst() }
    uploads.append(upload)
    let lifetime = lifetime
    Task { [weak self] in
      try? await Task.sleep(for: lifetime)
      await self?.removeOld()
    }
    return upload
  }

  /// A file that is kept.
  ///
  /// - Throws: a `Problem` (404).
  func upload(_ id: String) throws -> Upload {
    removeOld()
    guard let upload = uploads.first(where: { $0.id == id }) else {
      throw Problem(
        .notFound, "not-found", "It is not there",
        detail:
          "there is no file with this id; files are kept for an hour, at most \(Self.limit) of them: send it again")
    }
    return upload
  }

  /// Notes how many rows a file has.
  func note(rowCount: Int, of id: String) {
    guard let place = uploads.firstIndex(where: { $0.id == id }) else { return }
    uploads[place].rowCount = rowCount
  }

  /// Gives a file up.
  func remove(_ id: String) { uploads.removeAll { $0.id == id } }

  private func removeOld() {
    let now = ContinuousClock.now
    uploads.removeAll { now - $0.arrival >= lifetime }
  }
}
