/// Long work that goes on in the server, or went on: what the API says of it, and what `round`, `import` and `check` events
/// carry.
struct Job: Encodable, Sendable {
  /// What is worked on; also the name of the events that tell of it.
  enum Kind: String, Encodable, Sendable {
    case round, `import`
    /// Looking at a file, to say what an import would do.
    case check
  }

  /// How far it is.
  enum State: String, Encodable, Sendable {
    case running, done, failed, cancelled
  }

  /// Its number, from 1, as long as the server runs.
  var id: Int
  /// What is worked on.
  var kind: Kind
  /// How far it is.
  var state = State.running
  /// Who started it.
  var startedBy: String
  /// What it is doing, as a word that the pages translate (`js_job_step_…`); nil before its first step.
  var step: String?
  /// How much is done, 0 to 1; nil where that cannot be said.
  var share: Double?
  /// For how long it has run, or ran.
  var seconds = 0.0
  /// Whether it was asked to end before it is done.
  var isCancelling = false
  /// What came of it, once it is done.
  var result: Outcome?
  /// Why it failed.
  var problem: Problem?

  /// What came of a job, of whatever type.
  struct Outcome: Encodable, Sendable {
    let value: any Encodable & Sendable

    func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
  }

  /// What annotators are told of a job: neither what came of it nor why it failed.
  struct Glance: Encodable, Sendable {
    var id: Int
    var kind: Kind
    var state: State

    init(_ job: Job) { (id, kind, state) = (job.id, job.kind, job.state) }
  }
}
