/// Why a project file cannot be used. Nothing was changed: what was begun was rolled back.
public struct StoreError: Error, Sendable, Hashable {
  /// What is wrong.
  public enum Problem: Sendable, Hashable {
    /// There is no file of this name.
    case missing
    /// There is something of this name already.
    case exists
    /// A folder has this name.
    case isDirectory
    /// Beside the free name lies what another file of this name had not finished.
    case leftover(file: String)
    /// The file that is to be replaced is open, or was not closed.
    case inUse
    /// The folder that it is to be in does not exist.
    case noFolder
    /// The file has no byte.
    case empty
    /// The file is something else.
    case notAProject
    /// A newer program wrote the file.
    case newer(version: Int, supported: Int)
    /// The file, or its folder, may not be written.
    case readOnly
    /// It is to be read where nothing may be written, and the copy that this takes finds no place in the folder.
    case uncopied(folder: String)
    /// Others wrote to it while it was read without a lock.
    case changed
    /// The file or its folder may not be opened.
    case notPermitted
    /// Another process kept it for longer than we waited.
    case busy(seconds: Double)
    /// The disk is full.
    case full
    /// Parts of the file are not as they were written.
    case damaged(detail: String)
    /// The system refused to read or write.
    case failed(detail: String)
    /// What was to be stored breaks a rule of the file.
    case refused(detail: String)
    /// The bytes of a model are no longer kept: `compact` dropped them.
    case modelDropped(id: Int64)
  }

  /// The path as it was given.
  public let path: String
  /// What is wrong.
  public let problem: Problem

  /// An error about the file at `path`.
  public init(path: String, _ problem: Problem) {
    self.path = path
    self.problem = problem
  }
}

extension StoreError: CustomStringConvertible {
  /// Where, what was found, what to do.
  public var description: String { "\(path): \(sentence)" }

  private var sentence: String {
    switch problem {
    case .missing: "no such project; garimpo init makes one, --project names another"
    case .exists: "exists already; give another name, or use the project that is there"
    case .leftover(let file):
      "\(file) is left from an earlier file of this name, and would be read as part of a new one; move it away"
    case .inUse: "is in use, or was not closed (\(path)-wal is beside it); close it there, or give another name"
    case .isDirectory: "is a directory; name the project file in it"
    case .noFolder: "its folder does not exist; make it first, or give another name"
    case .empty: "is empty; a project file never is: restore it from a backup, or remove it and run garimpo init"
    case .notAProject: "is not a project of Garimpo; expected a file that garimpo init made"
    case .newer(let version, let supported):
      "was written by a newer Garimpo (format \(version)); this program reads formats up to \(supported): "
        + "install the newer one"
    case .readOnly: "may not be written (read-only); make the file and its folder writable, or copy it elsewhere"
    case .uncopied(let folder):
      "may not be written (read-only) and can be read from a copy only, for which there is no place in \(folder); make "
        + "room there, name another folder by TMPDIR, or make the file and its folder writable"
    case .changed: "was written to while it was read, and may not be locked here (read-only); try again"
    case .notPermitted: "may not be opened (permission denied)"
    case .busy(let seconds):
      "another process has been writing to it for more than \(Self.shown(seconds)); try again when it is done, "
        + "or wait longer with --wait"
    case .full: "the disk is full; nothing of this was stored: make room and try again"
    case .damaged(let detail):
      "is damaged (\(detail)); garimpo verify says where, garimpo backup saves what can be read"
    case .failed(let detail): "cannot be read or written: \(detail)"
    case .refused(let detail): "refused by the file: \(detail)"
    case .modelDropped(let id):
      "the bytes of model \(id) were dropped when the file was compacted; name a newer round, or run one"
    }
  }

  private static func shown(_ seconds: Double) -> String {
    guard let whole = Int(exactly: seconds) else { return "\(seconds) seconds" }
    return whole == 1 ? "1 second" : "\(whole) seconds"
  }
}
