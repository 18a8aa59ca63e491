import GarimpoCharts
import GarimpoEvaluation
import GarimpoQuerying
import GarimpoTabular

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The files of a simulation: `result.json` with everything, `runs.csv` with every question, `curves.csv` for drawing,
/// `curves.svg` drawn, `report.html` for people, and `times.csv`, the only one that is another each time.
struct SimulationFiles {
  private let folder: String?
  private let replacesExisting: Bool

  /// Checks, before anything is computed, that files can be written there; the folder is made with them.
  init(_ folder: String?, replacesExisting: Bool) throws(Failure) {
    self.folder = folder
    self.replacesExisting = replacesExisting
    guard let folder else { return }
    var information = stat()
    if stat(folder, &information) == 0 {
      guard information.st_mode & S_IFMT == S_IFDIR else {
        throw Failure(.output, "\(folder): --output: found a file, expected a folder or nothing")
      }
      for name in Self.names { try OutputPlace("\(folder)/\(name)").check(replacesExisting: replacesExisting) }
    } else {
      // Where the folder cannot be made no file can be, either.
      try OutputPlace(folder).check(replacesExisting: false)
    }
  }

  static let names = [
    "result.json", "runs.csv", "curves.csv", "curves.svg", "report.html", "times.csv",
  ]

  /// The folder cannot be made.
  static func folderFailure(_ folder: String, _ code: Int32) -> Failure {
    Failure(.output, "\(folder): --output: the folder cannot be made: \(String(cString: strerror(code)))")
  }

  /// The runs that are done already, of what `header` says; nil: none are kept, as there is no folder.
  func keptRuns(_ header: KeptRuns.Header) throws(Failure) -> KeptRuns? {
    guard let folder else { return nil }
    return try KeptRuns(in: folder, header, replacesExisting: replacesExisting)
  }

  /// Writes the files, all of them or none.
  func write(_ reply: SimulationReply, ids: [String]) throws(Failure) {
    guard let folder else { return }
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw Self.folderFailure(folder, errno) }
    let report = SimulationReport(reply: reply)
    let contents = [
      Array(try reply.json().utf8), Self.runs(reply, ids), Self.curves(reply),
      Array(report.figure.file.description.utf8),
      Array(SimulationReport.render(reply).utf8), Self.times(reply),
    ]
    try OutputPlace.write(
      zip(Self.names, contents).map { ("\(folder)/\($0)", $1) }, replacesExisting: replacesExisting)
  }

  /// One line for each question.
  private static func runs(_ reply: SimulationReply, _ ids: [String]) -> [UInt8] {
    var writer = CSVWriter()
    writer.append(["learner", "asking", "repetition", "place", "id", "answer", "strategy", "inclusion_probability"])
    for way in reply.ways {
      for (repetition, run) in way.runs.enumerated() {
        for item in run.priors {
          writer.append([way.learner, way.asking, "\(repetition)", "0", ids[item], "", "prior", ""])
        }
        for (place, question) in run.questions.enumerated() {
          writer.append([
            way.learner, way.asking, "\(repetition)", "\(place + 1)", ids[question.item],
            question.isPositive ? "yes" : "no", question.strategy.rawValue,
            question.inclusionProbability.map { "\($0)" } ?? "",
          ])
        }
      }
    }
    return writer.bytes
  }

  /// The share of the yes that was found after each number of items read: mean, least and most over the repetitions.
  private static func curves(_ reply: SimulationReply) -> [UInt8] {
    var writer = CSVWriter()
    writer.append(["learner", "asking", "read", "recall_mean", "recall_least", "recall_most", "runs"])
    for way in reply.ways {
      let orders = way.runs.map(\.screening)
      for count in 0...(orders.map(\.readCount).max() ?? 0) {
        // A run that found everything stays at 1; one that stopped before is left out from there on.
        let recalls = orders.compactMap { order in
          count <= order.readCount || order.foundPlaces.count == order.positiveCount ? order.recall(at: count) : nil
        }
        guard let least = recalls.min(), let most = recalls.max() else { continue }
        let mean = recalls.reduce(0, +) / Double(recalls.count)
        writer.append([way.learner, way.asking, "\(count)", "\(mean)", "\(least)", "\(most)", "\(recalls.count)"])
      }
    }
    return writer.bytes
  }

  /// One line for each run: how long it took.
  private static func times(_ reply: SimulationReply) -> [UInt8] {
    var writer = CSVWriter()
    writer.append([
      "learner", "asking", "repetition", "questions", "steps", "seconds", "milliseconds_per_step",
    ])
    for (way, times) in zip(reply.ways, reply.times) {
      for (repetition, (seconds, steps)) in zip(times.seconds, times.stepCounts).enumerated() {
        writer.append([
          way.learner, way.asking, "\(repetition)", "\(way.runs[repetition].questions.count)", "\(steps)",
          Text.decimal(seconds, places: 6), steps > 0 ? Text.decimal(1000 * seconds / Double(steps), places: 3) : "",
        ])
      }
    }
    return writer.bytes
  }
}
