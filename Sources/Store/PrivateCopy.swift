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
  init(of source: FilePlace, beside neighbour: FilePlace) throws(StoreError) {
    let part = try neighbour.makePart()
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

  /// Removes it.
  func remove() { FilePlace.remove(place.path) }
}
