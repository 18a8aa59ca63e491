import GarimpoKernels
import GarimpoStore
import GarimpoTabular
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The runs of a simulation that are done, kept while others are played, so that the same command goes on from there.
///
/// The file holds a line for what is played and one for each run, in the order in which they were done: JSON, a tab, and the
/// beginning of its SHA-256. A line is appended with one write. What was cut off by a power failure, or is damaged, is dropped
/// with everything behind it and played again: a run is a function of what the first line says. The file is locked while it is
/// written and goes away when the result is there. A class because it owns the open file.
final class KeptRuns: Sendable {
  /// What is played.
  struct Header: Codable, Hashable, Sendable {
    var format = 1
    var tableSHA256: String
    var wishes: SimulationReply.Wishes
  }

  private struct Line: Codable {
    var unit: Int
    var played: PlayedRun
  }

  private struct State {
    /// Negative: there is no file yet.
    var descriptor: Int32 = -1
    var lastFlush = ContinuousClock.now
  }

  let path: String
  /// The runs that were done already, by their place.
  let runs: [Int: PlayedRun]
  private let folder: String
  private let header: Header
  private let state: Mutex<State>

  /// The runs of `header` that `folder` holds: none if there is no file. Nothing is made before the first run is done.
  ///
  /// - Throws: `Failure` if the file is of something else, unless that is to be replaced, or another process writes to it.
  init(in folder: String, _ header: Header, replacesExisting: Bool) throws(Failure) {
    self.folder = folder
    self.header = header
    let path = "\(folder)/unfinished.runs"
    self.path = path
    let descriptor = open(path, O_RDWR | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw Self.failure(path, errno) }
      runs = [:]
      state = Mutex(State())
      return
    }
    do throws(Failure) {
      try Self.lock(descriptor, folder)
      let bytes = try Failure.wrapping(path) { () throws(TableError) in try FileBytes.read(path) }
      var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()[...]
      var (runs, length) = ([Int: PlayedRun](), 0)
      if let first = lines.popFirst() {
        let found: Header? = Self.value(first)
        if found == header {
          length = first.count + 1
          while let line = lines.popFirst(), let kept: Line = Self.value(line) {
            runs[kept.unit] = kept.played
            length += line.count + 1
          }
        } else if !replacesExisting {
          throw Failure(.output, "\(path): \(Self.difference(header, found)), or choose another --output")
        }
      }
      guard ftruncate(descriptor, off_t(length)) == 0 else { throw Self.failure(path, errno) }
      if length == 0 { try Self.write(header, to: descriptor, path) }
      self.runs = runs
    } catch {
      close(descriptor)
      throw error
    }
    state = Mutex(State(descriptor: descriptor))
  }

  deinit { state.withLock { if $0.descriptor >= 0 { close($0.descriptor) } } }

  /// Keeps a run; at most a second of runs is lost in a power failure.
  func append(_ played: PlayedRun, at unit: Int) throws(Failure) {
    try state.withLock { state throws(Failure) in
      if state.descriptor < 0 { state.descriptor = try begin() }
      try Self.write(Line(unit: unit, played: played), to: state.descriptor, path)
      guard .now - state.lastFlush > .seconds(1) else { return }
      fdatasync(state.descriptor)
      state.lastFlush = .now
    }
  }

  /// Sees to it that what is kept outlives a power failure.
  func flush() {
    state.withLock { if $0.descriptor >= 0 { fdatasync($0.descriptor) } }
  }

  /// Removes the file: the result is there.
  func remove() {
    state.withLock { if $0.descriptor >= 0 { unlink(path) } }
  }

  private func begin() throws(Failure) -> Int32 {
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw SimulationFiles.folderFailure(folder, errno) }
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
    do throws(Failure) {
      try Self.lock(descriptor, folder)
      guard ftruncate(descriptor, 0) == 0 else { throw Self.failure(path, errno) }
      try Self.write(header, to: descriptor, path)
    } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }

  private static func lock(_ descriptor: Int32, _ folder: String) throws(Failure) {
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
    throw Failure(
      .busy, "\(folder): another garimpo is playing there; wait until it is done, or choose another --output")
  }

  private static func failure(_ path: String, _ code: Int32) -> Failure {
    Failure(.output, "\(path): cannot be written: \(String(cString: strerror(code)))")
  }

  private static func write(_ value: some Encodable, to descriptor: Int32, _ path: String) throws(Failure) {
    var bytes = Array(try JSONText.of(value, pretty: false).utf8.dropLast())
    bytes += Array("\t\(checksum(bytes[...]))\n".utf8)
    let code = ByteScan.write(descriptor: descriptor, bytes, in: 0..<bytes.count)
    if code != 0 {
      throw Failure(.system, "\(path): writing failed: \(String(cString: strerror(code))); the runs before are kept")
    }
  }

  /// What a line says; nil if it is not whole, or not of this kind.
  private static func value<Value: Decodable>(_ line: ArraySlice<UInt8>) -> Value? {
    guard let tab = line.lastIndex(of: 0x09), Array(line[(tab + 1)...]) == Array(checksum(line[..<tab]).utf8) else {
      return nil
    }
    return try? JSONDecoder().decode(Value.self, from: Data(line[..<tab]))
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> Substring { Checksum.sha256(Array(bytes)).prefix(16) }

  /// What is there is of something else: of what.
  private static func difference(_ wished: Header, _ found: Header?) -> String {
    guard let found else {
      return "not the runs of an interrupted simulation that this version can read; begin anew with --force"
    }
    let start = "the runs of an interrupted simulation "
    guard found.tableSHA256 == wished.tableSHA256 else {
      return start + "on another table; finish it with that one, begin anew with --force"
    }
    let (old, new) = (found.wishes, wished.wishes)
    func list(_ words: [String]) -> String { words.isEmpty ? "nothing" : words.joined(separator: "; ") }
    let options: [(name: String, old: String, new: String)] = [
      ("--learner", list(old.learners), list(new.learners)), ("--ask", list(old.asking), list(new.asking)),
      ("--stopping", list(old.stopping), list(new.stopping)),
      ("--repeats", "\(old.repetitionCount)", "\(new.repetitionCount)"),
      ("--batch", "\(old.batchSize)", "\(new.batchSize)"), ("--priors", old.priors, new.priors),
      ("--stop", old.stop, new.stop), ("--cold-start", old.coldStart, new.coldStart),
      ("--seed", "\(old.seed)", "\(new.seed)"),
      ("--observed", old.observed ?? "nothing", new.observed ?? "nothing"),
      ("--recipe", old.recipe, new.recipe), ("program", old.program, new.program),
    ]
    let differing = options.first { $0.old != $0.new }
    let what =
      differing.map { "with \($0.name) \($0.old), here it is \($0.new)" } ?? "with another recipe or another reading"
    return start + what + "; finish it as it was begun, begin anew with --force"
  }
}
