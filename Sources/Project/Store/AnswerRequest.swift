import GarimpoRecipes

#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

/// An answer that somebody gives.
public struct AnswerRequest: Sendable, Hashable {
  /// The item's id.
  public var id: String
  /// What is said of it.
  var answer: Answer
  /// What is written beside it; nil: nothing is said of a note, so the same answer given again keeps its own; empty: none.
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
  /// What it contradicts.
  public var contradictions: [Contradiction]

  /// An answer that a new one contradicts.
  public struct Contradiction: Sendable, Hashable, Codable {
    /// What is between the two.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
      /// Somebody else gave it: the item is disputed until that is settled.
      case disputed
      /// Somebody else gave it, and the new one settles that.
      case settled
      /// The same annotator gave it, who was asked again.
      case again
      /// It stands on an item with the same words.
      case duplicate
      /// It stands on an item with nearly the same words.
      case nearDuplicate = "near-duplicate"
    }

    /// What is between the two.
    public var kind: Kind
    /// Who gave it.
    public var annotator: String
    /// What was said: `yes` or `no`.
    public var answer: String
    /// When.
    public var at: Date
    /// The id of the duplicate that it stands on; nil: it stands on the same item.
    public var id: String?
    /// The title of that duplicate.
    public var title: String?
    /// How many words the two share: Jaccard's index of those near to each other.
    public var similarity: Double?

    /// The same in English, for the command line.
    public var sentence: String {
      let (who, day) = (DisplayText.printable(annotator), at.isoDay)
      switch kind {
      case .disputed:
        return "\(who) said \(answer) on \(day): disputed until it is settled with garimpo label --settle"
      case .settled: return "settled against \(who), who said \(answer)"
      case .again: return "you said \(answer) on \(day)"
      case .duplicate, .nearDuplicate:
        let name = kind == .duplicate ? "exact duplicate" : "near duplicate"
        let likeness = similarity.map { " (similarity \(Text.decimal($0, places: 2)))" } ?? ""
        let title = DisplayText.cut(DisplayText.printable(title ?? ""), to: 40)
        return "its \(name) \(DisplayText.printable(id ?? ""))\(likeness) “\(title)” was answered \(answer) by \(who) "
          + "on \(day)"
      }
    }
  }
}
