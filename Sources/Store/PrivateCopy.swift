import Foundation

/// A copy of a file and its write-ahead log, for what must not be done to the file itself.
struct PrivateCopy {
  /// Where it is.
  let place: FilePlace

  /// Copies the file at `source`, then its log, to a hidden file beside `neighbour`.
  ///
  /// In this order, and while a transaction reads from `source`, the copy is what a power cut would leave: a reader keeps
  /// others from carrying later changes over into the file, and from beginning the log anew.
  ///
  /// - Throws: ``StoreError`` about `neighbour`, such as a full disk.
  init(
    of source: FilePlace, beside neighbour: FilePlace, permissions: mode_t = 0o666
  ) throws(StoreError) {
    let part = try neighbour.makePart(permissions: permissions)
    place = FilePlace(part)
    do {
      try RawFile(source.path).copy(to: part)
      let whole = place.byteCount / FileHeader.pageSize * FileHeader.pageSize
      if source.isTorn, whole > 0 {
        // What SQLite would fill up with zeros is better not there.
        let last = TornPage(try RawFile(source.path).bytes(at: whole, count: FileHeader.pageSize))
        if let last {
          try RawFile.patch(part, at: whole, with: last.bytes)
        } else {
          truncate(part, off_t(whole))
        }
      }
      if source.logByteCount > 0 { try RawFile(source.log).copy(to: place.log) }
    } catch {
      FilePlace.remove(part)
      throw error.problem == .full ? StoreError(path: neighbour.path, .full) : error
    }
  }

  /// A copy in the system's folder for temporary files, for nobody else's eyes.
  static func temporary(
    of source: FilePlace, in folder: URL = FileManager.default.temporaryDirectory
  ) throws(StoreError) -> PrivateCopy {
    let neighbour = FilePlace(folder.appending(path: "garimpo").path)
    do {
      return try PrivateCopy(of: source, beside: neighbour, permissions: 0o600)
    } catch {
      // What is wrong with the source is said as it is.
      guard error.path != source.path, error.path != source.log else { throw error }
      throw StoreError(path: source.path, .uncopied(folder: folder.path))
    }
  }

  /// Removes it.
  func remove() { FilePlace.remove(place.path) }
}
