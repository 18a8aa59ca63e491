import GarimpoRecipes

/// An answer that somebody gives.
public struct AnswerRequest: Sendable, Hashable {
  /// The item's id.
  public var id: String
  /// What is said of it.
  var answer: Answer
  /// What is written beside it.
  public var note: String?
  /// How long the item was looked at, in seconds.
  public var seconds: Double?
  /// Names the request, so that one sent twice is stored once.
  public var token: String?
  /// Whether it settles a disagreement between annotators.
  public var settles = false
  /// Who answers.
  public var annotator: String
  /// Through what: `command line`, `spreadsheet`, `browser`.
  public var source: String

  /// An answer in a word as a person types it: yes, no, unsure, skip, or as `AnswerReader` understands it.
  public init(id: String, word: String, annotator: String, source: String) throws(Failure) {
    guard case .answer(let answer) = AnswerReader(nil).read(word) else {
      throw .badOption(
        "the answer", found: "\"\(DisplayText.printable(word))\"", expected: "yes, no, unsure or skip")
    }
    self.init(id: id, answer, annotator: annotator, source: source)
  }

  /// What all answers of a file or a stream have in common; id and answer are those of its lines.
  public init(annotator: String, source: String) {
    self.init(id: "", .skip, annotator: annotator, source: source)
  }

  /// An answer.
  init(id: String, _ answer: Answer, annotator: String, source: String) {
    self.id = id
    self.answer = answer
    self.annotator = annotator
    self.source = source
  }
}

/// An answer that is on the disk.
public struct GivenAnswer: Sendable, Codable {
  /// Its place in the log.
  public var position: Int
  /// The item's id.
  public var id: String
  /// The item's title.
  public var title: String
  /// What was said: `yes`, `no`, `unsure` or `skip`.
  public var answer: String
  /// What all answers together make of the item: `yes`, `no`, `unsure`, `skip` or `disputed`.
  public var label: String
  /// Whether the annotator had said so before, with nothing new to store.
  public var isRepeated: Bool
  /// What it contradicts, in sentences.
  public var contradictions: [String]
}
