import GarimpoQuerying
import GarimpoTabular

/// The result file of a simulation, from which it is played again.
struct RecordedSimulation: Sendable {
  /// What of a result file says how it came about, and what came of it.
  struct Contents: Sendable, Decodable {
    struct Way: Sendable, Decodable {
      var learner: String
      var asking: String
      var runs: [SimulationRun]
    }

    var table: String
    var tableSHA256: String
    var wishes: SimulationReply.Wishes
    var ways: [Way]
  }

  let path: String
  let text: String
  let contents: Contents

  /// Reads a result file.
  init(_ path: String) throws(Failure) {
    let bytes = try Failure.wrapping(path) { () throws(TableError) in try FileBytes.read(path) }
    text = String(decoding: bytes, as: UTF8.self)
    contents = try JSONText.decoded(Contents.self, from: text) { problem in
      Failure(
        .data,
        "\(path): not the result of a simulation (\(problem)); expected the result.json that garimpo simulate "
          + "--output wrote")
    }
    self.path = path
  }

  /// Throws unless a table with the checksum `sha256` is the one that was played on.
  func check(_ sha256: String, of table: String) throws(Failure) {
    guard sha256 != contents.tableSHA256 else { return }
    throw Failure(
      .data,
      "\(table): not the table that \(path) was made from: found SHA-256 \(sha256.prefix(12))…, expected "
        + "\(contents.tableSHA256.prefix(12))…; name the table as it was then, behind --again \(path)")
  }

  /// A table that cannot be read.
  func missing(_ error: TableError) -> Failure {
    Failure(
      .input,
      "\(error) (the table of \(path)); if it lies elsewhere, name it behind --again \(path)")
  }

  /// Whether `reply`, played on the same table, is what the file holds; where the table lies and which version played aside.
  func comparison(with reply: SimulationReply) throws(Failure) -> SimulationReply.Again {
    var same = reply
    (same.table, same.wishes.program) = (contents.table, contents.wishes.program)
    let versions =
      reply.wishes.program == contents.wishes.program
      ? "" : " (\(contents.wishes.program) then, \(reply.wishes.program) now)"
    let start = "Played again from \(path)\(versions): the table is the same, "
    if try same.json() == text {
      return .init(path: path, isSame: true, sentence: start + "and so is the result, byte for byte.")
    }
    for (place, (old, new)) in zip(contents.ways, reply.ways).enumerated() {
      for (repetition, (one, other)) in zip(old.runs, new.runs).enumerated() where one != other {
        let question = zip(one.questions, other.questions).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        let words = question.map { ", from question \($0 + 1) on" } ?? ""
        return .init(
          path: path, isSame: false,
          sentence: start
            + "the result is not: way \(place + 1) differs first, in repetition \(repetition + 1)\(words).")
      }
    }
    return .init(
      path: path, isSame: false, sentence: start + "and so are all questions, but the file is not, byte for byte.")
  }
}

extension SimulationReply {
  /// What came of playing again from a result file.
  public struct Again: Sendable, Hashable {
    /// The file.
    public var path: String
    /// Whether the same came of it, byte for byte; the path of the table and the version of the program aside.
    public var isSame: Bool
    /// That in words.
    public var sentence: String
  }
}

extension SimulationOptions {
  /// What the result file at `path` was made with.
  ///
  /// - Parameter table: where the table is now; nil: where it was.
  /// - Throws: `Failure` if the file is not a result, or was made from standard input and no table is named.
  public init(again path: String, table: String? = nil) throws(Failure) {
    let recorded = try RecordedSimulation(path)
    guard let table = table ?? (recorded.contents.table == "-" ? nil : recorded.contents.table) else {
      throw Failure(
        .usage,
        "--again: the table of \(path) came by standard input; name it behind --again \(path), - for standard input")
    }
    let wishes = recorded.contents.wishes
    self.init(table: table, recipe: wishes.recipe)
    (reading, observed, learners, asking) = (wishes.reading, wishes.observed, wishes.learners, wishes.asking)
    (stopping, repetitionCount, batchSize) = (wishes.stopping, wishes.repetitionCount, wishes.batchSize)
    (priors, stop, coldStart, seed) = (wishes.priors, wishes.stop, wishes.coldStart, wishes.seed)
    self.recorded = recorded
  }
}
