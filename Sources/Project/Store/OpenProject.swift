import GarimpoRecipes
import GarimpoStore

#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

/// A project that is open: the use cases of the loop are its methods, one file each.
///
/// ```swift
/// let project = try OpenProject(ProjectChoice(path: "videos.garimpo"))
/// let reply = try project.label(["17"], .yes, LabelContext(annotator: "ana"))
/// print(reply.text(TextStyle()))
/// ```
///
/// The only place that translates between ids (outside) and numbers (in the file).
public struct OpenProject: Sendable {
  let file: ProjectFile
  let clock: @Sendable () -> Date
  /// What pages have in common, kept between them.
  let browsing = BrowsingMemory()

  /// Opens a project.
  ///
  /// - Parameters:
  ///   - readers: so many reads go on at the same time, beside a write: for a server; 0: one thing after the other.
  ///   - clock: what stands for "now"; nothing but the times that are recorded depends on it.
  public init(
    _ choice: ProjectChoice, readers: Int = 0, clock: @escaping @Sendable () -> Date = { Date() }
  ) throws(Failure) {
    let path = try choice.resolved()
    file = try Failure.storing(path) { try ProjectFile(opening: path, wait: choice.waitSeconds, readers: readers) }
    self.clock = clock
  }

  /// Opens a project for what only reads: also where nothing may be written.
  public static func reading(
    _ choice: ProjectChoice, clock: @escaping @Sendable () -> Date = { Date() }
  ) throws(Failure) -> OpenProject {
    let path = try choice.resolved()
    return OpenProject(
      try Failure.storing(path) { try ProjectFile.reading(path, wait: choice.waitSeconds) }, clock: clock)
  }

  init(_ file: ProjectFile, clock: @escaping @Sendable () -> Date = { Date() }) {
    self.file = file
    self.clock = clock
  }

  /// Closes the file, which must not be used from then on: nothing but the file itself stays behind, unless another process
  /// has it open. What was kept is on the disk either way.
  public func close() throws(Failure) { try Failure.storing(path) { try file.close() } }

  /// The path of its file.
  public var path: String { file.path }

  /// What `body` finds in one state of the project.
  func read<Value>(_ body: (Snapshot) throws -> Value) throws(Failure) -> Value {
    try Failure.storing(path) { try file.read(body) }
  }

  /// Runs `body` as one transaction: stored and flushed when this returns, undone when it throws.
  func write<Value>(_ body: (Transaction) throws -> Value) throws(Failure) -> Value {
    try Failure.storing(path) { try file.write(body) }
  }

  /// The recipe in use.
  func recipe(_ snapshot: Snapshot) throws -> Recipe { try Self.recipe(try snapshot.project().recipe) }

  /// A recipe as it is kept in the file.
  static func recipe(_ stored: StoredRecipe) throws -> Recipe {
    try Recipe(yaml: stored.yaml, source: stored.source)
  }
}

extension Snapshot {
  /// The item with the id `key`; one that is not there is a failure that says what to do.
  func demandItem(key: String, path: String) throws -> StoredItem {
    guard let item = try item(key: key) else { throw Failure.unknownItem(key, path: path) }
    return item
  }

  /// The round that is meant: its number, nil for the one in use.
  func demandRound(_ number: Int?, path: String) throws -> RoundRecord {
    guard let newest = try newestRound(), let current = try currentRound() else { throw Failure.noRound(path: path) }
    guard let round = try round(number.map(Int64.init) ?? current) else {
      throw Failure(
        .missing, "\(path): there is no round \(number ?? 0); the rounds are 1 to \(newest)",
        command: ", garimpo rounds lists them")
    }
    return round
  }
}

extension Snapshot {
  /// The round that is meant: its number, nil for the newest, whichever is in use.
  func demandKeptRound(_ number: Int?, path: String) throws -> RoundRecord {
    try demandRound(number ?? newestRound().map { Int($0) }, path: path)
  }
}

extension Failure {
  static func unknownItem(_ key: String, path: String) -> Failure {
    Failure(
      .missing, "\(path): there is no item with the id \"\(key)\"", command: "; garimpo rank and garimpo next show ids")
  }

  static func noRound(path: String) -> Failure {
    Failure(.missing, "\(path): there is no round yet", command: "; run garimpo round")
  }

  /// What `body` returns; every error becomes a failure, those of the store under their own sentence.
  static func storing<Value>(_ path: String, _ body: () throws -> Value) throws(Failure) -> Value {
    do {
      return try body()
    } catch {
      throw Failure(error, path: path)
    }
  }
}
