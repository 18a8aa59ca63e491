import GarimpoTabular

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension OutputPlace {
  /// Writes files that belong together: all are on the disk before the first appears under its name.
  ///
  /// Ctrl-C and the like wait until this is over, so that nothing half-written stays behind.
  static func write(_ contents: [(path: String, bytes: [UInt8])], replacesExisting: Bool) throws(Failure) {
    try withSignalsWaiting { () throws(Failure) in
      var files: [OutputFile] = []
      for (path, bytes) in contents {
        try Failure.wrapping(path) { () throws(OutputError) in
          let file = try OutputFile(path: path, replacing: replacesExisting)
          do throws(OutputError) { try file.write(bytes) } catch
            where path == "-" && error.problem == .unwritable(EPIPE)
          {
            return  // The reader of the pipe has seen enough.
          }
          files.append(file)
        }
      }
      for file in files {
        try Failure.wrapping(file.path) { () throws(OutputError) in try file.commit() }
      }
    }
  }

  /// Runs `body` with the signals that end a program held back. The threads of the worker pool never take these signals.
  static func withSignalsWaiting(_ body: () throws(Failure) -> Void) throws(Failure) {
    var (held, before) = (sigset_t(), sigset_t())
    sigemptyset(&held)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }
}
