import GarimpoTabular

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension OutputPlace {
  /// Writes one file piece by piece: it appears under its name when `body` has ended well, or never.
  ///
  /// Ctrl-C and the like wait until this is over, so that nothing half-written stays behind.
  func write(
    replacesExisting: Bool, _ body: (_ append: ([UInt8]) throws(Failure) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    try Self.withSignalsWaiting { () throws(Failure) in
      let file = try Failure.wrapping(path) { () throws(OutputError) in
        try OutputFile(path: path, replacing: replacesExisting)
      }
      var hasReader = true
      try body { (bytes) throws(Failure) in
        guard hasReader else { return }
        try Failure.wrapping(path) { () throws(OutputError) in
          do throws(OutputError) { try file.write(bytes) } catch
            where path == "-" && error.problem == .unwritable(EPIPE)
          {
            hasReader = false  // The reader of the pipe has seen enough.
          }
        }
      }
      guard hasReader else { return }
      try Failure.wrapping(path) { () throws(OutputError) in try file.commit() }
    }
  }
}
