import GRDB

extension StoreError {
  /// What SQLite's answer means for the file at `path`; `waited` is how long a lock was waited for.
  init(_ error: DatabaseError, path: String, waited: Double) {
    let detail = error.message ?? "SQLite's result \(error.extendedResultCode.rawValue)"
    let problem: Problem =
      switch error.resultCode {
      // The file of locks could not grow.
      case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: .full
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(seconds: waited)
      case .SQLITE_FULL: .full
      case .SQLITE_READONLY: .readOnly
      case .SQLITE_PERM, .SQLITE_AUTH: .notPermitted
      case .SQLITE_CANTOPEN: .failed(detail: "the file, or the two beside it (-wal and -shm), cannot be opened")
      case .SQLITE_ERROR where detail == "unsupported file format": .damaged(detail: detail)
      case .SQLITE_NOTADB: .notAProject
      case .SQLITE_CORRUPT: .damaged(detail: detail)
      case .SQLITE_CONSTRAINT: .refused(detail: detail)
      default: .failed(detail: detail)
      }
    self.init(path: path, problem)
  }
}
