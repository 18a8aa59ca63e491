import GarimpoTabular

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that is written piece by piece and appears under its name when it is whole, or standard output (`-`).
///
/// Ctrl-C and the like are held back while it exists and looked for between pieces: when one has come, the file is given
/// up and removed, and only then the signal takes its way. A class because it owns the open file and the signals.
final class StreamedOutput {
  /// Whether the reader of the pipe has seen enough: nothing that is written reaches anybody.
  private(set) var isUnread = false
  private let path: String
  private var file: OutputFile?
  private var before = sigset_t()

  private static let ending = [SIGINT, SIGTERM, SIGHUP]

  /// Begins a file, in an existing folder.
  init(_ path: String, replacesExisting: Bool) throws(Failure) {
    self.path = path
    file = try Failure.wrapping(path) { () throws(OutputError) in
      try OutputFile(path: path, replacing: replacesExisting)
    }
    var held = sigset_t()
    sigemptyset(&held)
    for signal in Self.ending { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, &before)
  }

  deinit { finish() }

  /// Appends bytes.
  func write(_ bytes: [UInt8]) throws(Failure) {
    guard let file, !isUnread else { return }
    var waiting = sigset_t()
    sigpending(&waiting)
    if Self.ending.contains(where: { sigismember(&waiting, $0) == 1 }) {
      // The signal must not come through before the file is gone, and here it is still in use.
      throw Failure(.system, "\(file.path): interrupted; nothing was kept")
    }
    do throws(OutputError) { try file.write(bytes) } catch {
      guard path == "-" && error.problem == .unwritable(EPIPE) else { throw Failure(error, path: path) }
      isUnread = true
    }
  }

  /// Flushes the file to the disk and gives it its name.
  func commit() throws(Failure) {
    defer { finish() }
    guard let file, !isUnread else { return }
    try Failure.wrapping(path) { () throws(OutputError) in try file.commit() }
  }

  /// Removes what is not whole, and lets signals through again.
  private func finish() {
    guard file != nil else { return }
    file = nil
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
