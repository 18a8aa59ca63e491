import Testing

@testable import GarimpoStore

struct StoreErrorTests {
  @Test(
    arguments: [
      (.missing, "no such project; garimpo init makes one, --project names another"),
      (.exists, "exists already; give another name, or use the project that is there"),
      (
        .leftover(file: "p.garimpo-wal"),
        "p.garimpo-wal is left from an earlier file of this name, and would be read as part of a new one; move it away"
      ),
      (.inUse, "is in use, or was not closed (p.garimpo-wal is beside it); close it there, or give another name"),
      (.isDirectory, "is a directory; name the project file in it"),
      (.noFolder, "its folder does not exist; make it first, or give another name"),
      (.empty, "is empty; a project file never is: restore it from a backup, or remove it and run garimpo init"),
      (.notAProject, "is not a project of Garimpo; expected a file that garimpo init made"),
      (
        .newer(version: 3, supported: 1),
        "was written by a newer Garimpo (format 3); this program reads formats up to 1: install the newer one"
      ),
      (
        .readOnly,
        "may not be written (read-only); make the file and its folder writable, or copy it elsewhere"
      ),
      (
        .uncopied(folder: "/tmp"),
        "may not be written (read-only) and can be read from a copy only, for which there is no place in /tmp; make room "
          + "there, name another folder by TMPDIR, or make the file and its folder writable"
      ),
      (.changed, "was written to while it was read, and may not be locked here (read-only); try again"),
      (.notPermitted, "may not be opened (permission denied)"),
      (
        .busy(seconds: 1),
        "another process has been writing to it for more than 1 second; try again when it is done, or wait longer with "
          + "--wait"
      ),
      (
        .busy(seconds: 10),
        "another process has been writing to it for more than 10 seconds; try again when it is done, or wait longer with "
          + "--wait"
      ),
      (.full, "the disk is full; nothing of this was stored: make room and try again"),
      (
        .damaged(detail: "database disk image is malformed"),
        "is damaged (database disk image is malformed); garimpo verify says where, garimpo backup saves what can be read"
      ),
      (.failed(detail: "disk I/O error"), "cannot be read or written: disk I/O error"),
      (
        .refused(detail: "label_event is append-only: add a row instead"),
        "refused by the file: label_event is append-only: add a row instead"
      ),
      (
        .modelDropped(id: 3),
        "the bytes of model 3 were dropped when the file was compacted; name a newer round, or run one"
      ),
    ] as [(StoreError.Problem, String)])
  func `Each problem is said with what to do`(_ problem: StoreError.Problem, _ sentence: String) {
    #expect("\(StoreError(path: "p.garimpo", problem))" == "p.garimpo: \(sentence)")
  }
}
