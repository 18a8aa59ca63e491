import GRDB

extension ProjectFile {
  /// Looks at every part of the file at `path` and writes nothing, while others may work with it.
  ///
  /// Also for a file that is too damaged to be opened, or of an earlier version. Memory does not grow with the file. The
  /// time does: every page is read at least twice.
  ///
  /// - Throws: ``StoreError`` where there is no file to look at: a missing or empty one, a folder, no permission, or one
  ///   that another process keeps for longer than `wait` seconds.
  public static func verify(_ path: String, wait: Double = ProjectFile.usualWait) throws -> VerificationReport {
    let place = FilePlace(path)
    try place.checkReadable()
    let reader: Reader
    do { reader = try Reader(best: place, wait: wait) } catch let error as DatabaseError {
      let problem = StoreError(error, path: path, waited: wait)
      switch problem.problem {
      case .notAProject, .damaged: break
      default: throw problem
      }
      return try unreadable(place, error)
    }
    defer { reader.close() }
    return try mapping(path, wait) {
      try reader.read { database in
        var report = Verifier.report(on: database, path: path)
        let header = FileHeader(try RawFile(path).bytes(at: 0, count: 100))
        if reader.isTolerant {
          report.findings.append(refusal(header, place))
        } else if !header.damagedOffsets.isEmpty {
          report.findings.append(
            damaged(header, "it can be read, but perhaps not written; garimpo backup puts them right in a copy"))
        }
        if place.isTorn {
          report.findings.append(
            .init(
              area: .file, place: "size", found: "the file has \(place.byteCount) bytes, no whole number of pages",
              meaning: "its last page was cut off: garimpo backup leaves out what is missing there"))
          if case .whole(let count) = report.labels { report.labels = .damaged(readable: count, missing: 0) }
        }
        return report
      }
    }
  }

  /// What can be said of a file that SQLite does not read at all.
  private static func unreadable(_ place: FilePlace, _ error: DatabaseError) throws(StoreError) -> VerificationReport {
    var report = VerificationReport(path: place.path)
    let header = FileHeader(try RawFile(place.path).bytes(at: 0, count: 100))
    if header.damagedOffsets.isEmpty {
      report.findings.append(
        .init(
          area: .file, place: "first page", found: error.message ?? "it cannot be read",
          meaning: "the list of tables is lost, and with it the way to the rows; use an earlier backup"))
    } else {
      report.findings.append(
        damaged(
          header,
          header.isOfProject
            ? "it cannot be opened, but garimpo backup puts them right in a copy"
            : "the file is something else, or its beginning is lost"))
    }
    return report
  }

  private static func damaged(_ header: FileHeader, _ meaning: String) -> VerificationReport.Finding {
    let offsets = header.damagedOffsets.map(String.init).joined(separator: ", ")
    return .init(
      area: .file, place: "header", found: "the bytes from \(offsets) on are not those of a project", meaning: meaning)
  }

  /// Why SQLite refused the file at first.
  private static func refusal(_ header: FileHeader, _ place: FilePlace) -> VerificationReport.Finding {
    let pages = place.byteCount / FileHeader.pageSize
    if header.pageCount > pages {
      return .init(
        area: .file, place: "size",
        found: "the file has \(pages) pages of \(FileHeader.pageSize) bytes, it once had "
          + "\(header.pageCount)", meaning: "it was cut off, and cannot be opened; what was behind the cut is lost")
    }
    return .init(
      area: .file, place: "first page", found: "the list of tables is damaged",
      meaning: "it cannot be opened; garimpo backup saves what can be read")
  }
}
