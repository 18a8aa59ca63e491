import Foundation
import GRDB

extension ProjectFile {
  /// Opens the project at `path` for what only reads: also where nothing may be written, as on a read-only disk.
  ///
  /// SQLite keeps its locks in a file beside the project, which cannot be made there. So the file is read as it lies,
  /// without a lock; whether others wrote to it meanwhile is looked at after each ``read(_:)``. Where changes wait in the
  /// write-ahead log, or the file is of an earlier version, a copy of both is read instead: in the system's folder for
  /// temporary files, for this user only, without a name, gone with the value.
  ///
  /// - Throws: ``StoreError``.
  public static func reading(_ path: String, wait: Double = ProjectFile.usualWait) throws -> ProjectFile {
    try reading(path, wait: wait, copiesIn: FileManager.default.temporaryDirectory)
  }

  /// The same with another folder for copies; for tests.
  static func reading(_ path: String, wait: Double = usualWait, copiesIn folder: URL) throws -> ProjectFile {
    let place = FilePlace(path)
    try place.checkReadable()
    guard !place.isWritable else { return try ProjectFile(opening: path, wait: wait) }
    // A journal of another program would have to be carried out first, in the file itself.
    guard !place.hasJournal else { throw StoreError(path: path, .readOnly) }
    return try mapping(path, wait) {
      if place.logByteCount == 0, !place.isTorn, let file = try inPlace(place, wait) { return file }
      return try copied(place, wait, folder)
    }
  }

  /// The file as it lies; nil where SQLite cannot read it so, and for a version that is to be brought up to date.
  private static func inPlace(_ place: FilePlace, _ wait: Double) throws -> ProjectFile? {
    let state = place.state
    var configuration = readingConfiguration(wait: wait)
    configuration.readonly = true
    guard let address = place.immutableAddress,
      let queue = try? DatabaseQueue(path: address, configuration: configuration)
    else { return nil }
    do {
      guard try queue.read({ try version(of: $0, at: place.path) }) == Schema.version else {
        try queue.close()
        return nil
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      return nil
    }
    return ProjectFile(reading: place.path, wait: wait, unlocked: state, queue)
  }

  /// A copy that is up to date.
  private static func copied(_ place: FilePlace, _ wait: Double, _ folder: URL) throws -> ProjectFile {
    let copy = try stillCopy(of: place, in: folder)
    defer { copy.remove() }
    let queue = try DatabaseQueue(path: copy.place.forSQLite, configuration: configuration(wait: wait))
    let found = try queue.read { try version(of: $0, at: place.path) }
    if found < Schema.version { try Schema.migrator().migrate(queue) }
    // From here on SQLite needs no other file by its name.
    try queue.writeWithoutTransaction { _ = try String.fetchOne($0, sql: "PRAGMA journal_mode = memory") }
    return ProjectFile(reading: place.path, wait: wait, unlocked: nil, queue)
  }

  /// A copy during which nobody carried changes over from the log into the file: what a power cut would have left.
  private static func stillCopy(of place: FilePlace, in folder: URL) throws(StoreError) -> PrivateCopy {
    for _ in 0..<3 {
      let state = place.state
      let copy = try PrivateCopy.temporary(of: place, in: folder)
      if place.state == state { return copy }
      copy.remove()
    }
    throw StoreError(path: place.path, .changed)
  }
}

extension FilePlace {
  /// The address by which SQLite reads the file without locks and without a file beside it; nil for a name that cannot
  /// stand in one.
  fileprivate var immutableAddress: String? {
    var allowed = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\u{0}"..."\u{7F}"))
    allowed.insert(charactersIn: "/._-")
    return forSQLite.addingPercentEncoding(withAllowedCharacters: allowed).map { "file:\($0)?immutable=1" }
  }
}
