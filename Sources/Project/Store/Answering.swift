import GarimpoRecipes
import GarimpoStore

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

/// Gives answers inside a transaction: the only way in which an answer of a person gets into the log.
///
/// The entry says why the item was asked (from the annotator's lease, else from the newest batch that has the item) and
/// names the version that was there to be seen.
struct Answering {
  let transaction: Transaction
  /// What messages call the project.
  let path: String
  /// The time that is recorded.
  let time: Date

  private var snapshot: Snapshot { transaction.snapshot }

  /// Gives one answer. An id that the project does not have is a failure.
  ///
  /// A request that comes again (its token is in the log) changes nothing and is acknowledged as before; under the token of
  /// another answer it is a failure.
  func give(_ request: AnswerRequest) throws -> GivenAnswer {
    let item = try snapshot.demandItem(key: request.id, path: path)
    guard let version = try snapshot.newestVersion(ofItem: item.id) else {
      throw Failure(.data, "\(path): the item \"\(request.id)\" has no content; run garimpo verify")
    }
    if let seconds = request.seconds, !(seconds >= 0 && seconds < 1e7) {
      throw Failure(
        .usage, "--seconds: found \(Text.shortest(seconds)), expected a number of seconds, 0 to less than 10000000")
    }
    try Failure.checkAnnotator(request.annotator)
    guard !request.settles || request.answer != .skip else {
      throw Failure(.usage, "--settle: a skip settles nothing; say yes, no or unsure")
    }
    if let token = request.token, let known = try snapshot.labelEvent(token: token) {
      guard known.item == item.id, known.answer == request.answer.entry, known.annotator == request.annotator else {
        throw Failure.usedToken(token, by: known, id: try snapshot.item(known.item)?.key ?? "")
      }
      return try acknowledgement(
        of: known, id: request.id, title: version.title, before: try snapshot.currentAnswers(ofItem: item.id))
    }
    var event = LabelEvent(
      item: item.id, version: version.id, answer: request.answer.entry, annotator: request.annotator, at: time,
      source: request.source)
    event.note = request.note.flatMap { $0.isEmpty ? nil : $0 }
    event.seconds = request.seconds
    event.settles = request.settles
    event.token = request.token
    event.asking = try snapshot.asking(ofItem: item.id, annotator: request.annotator, at: time)
    let before = try snapshot.currentAnswers(ofItem: item.id)
    if let same = before.first(where: { Self.says($0, event, hasNote: request.note != nil) }) {
      try transaction.removeLease(ofItem: item.id, annotator: request.annotator)
      var given = try acknowledgement(of: same, id: request.id, title: version.title, before: before)
      given.isRepeated = true
      return given
    }
    event.position = try transaction.append(event)
    try transaction.removeLease(ofItem: item.id, annotator: request.annotator)
    return try acknowledgement(of: event, id: request.id, title: version.title, before: before)
  }

  /// Whether an answer that stands says all that a new one would. A skip is for the moment, a recheck is to be measured.
  ///
  /// - Parameter hasNote: whether the new one says something of the note: an empty one takes it away.
  private static func says(_ old: LabelEvent, _ new: LabelEvent, hasNote: Bool) -> Bool {
    old.annotator == new.annotator && old.answer == new.answer && new.answer != .skip
      && new.asking?.strategy != Strategy.recheck && (!hasNote || new.note == old.note)
      && (!new.settles || old.settles)
  }

  private func acknowledgement(
    of event: LabelEvent, id: String, title: String, before: [LabelEvent]
  ) throws -> GivenAnswer {
    GivenAnswer(
      position: Int(event.position), id: id, title: title, answer: event.answer.rawValue,
      label: try snapshot.currentLabel(ofItem: event.item)?.rawValue ?? "", isRepeated: false,
      contradictions: try contradictions(of: event, before: before))
  }

  // MARK: Contradictions

  /// What a yes or a no contradicts: answers of others, one's own when asked again, and those on duplicates.
  private func contradictions(of event: LabelEvent, before: [LabelEvent]) throws -> [GivenAnswer.Contradiction] {
    guard event.answer == .yes || event.answer == .no else { return [] }
    var found: [GivenAnswer.Contradiction] = []
    for other in before where other.answer.isOpposite(of: event.answer) && other.position != event.position {
      let isAgain = other.annotator == event.annotator
      guard !isAgain || event.asking?.strategy == Strategy.recheck else { continue }
      found.append(
        .init(
          kind: isAgain ? .again : event.settles ? .settled : .disputed, annotator: other.annotator,
          answer: other.answer.rawValue, at: other.at))
    }
    for pair in try snapshot.duplicates(ofItem: event.item) {
      let other = pair.item == event.item ? pair.other : pair.item
      guard
        let answer = try snapshot.currentAnswers(ofItem: other).last(where: { $0.answer.isOpposite(of: event.answer) }),
        let version = try snapshot.newestVersion(ofItem: other), let item = try snapshot.item(other)
      else { continue }
      found.append(
        .init(
          kind: pair.kind == .exact ? .duplicate : .nearDuplicate, annotator: answer.annotator,
          answer: answer.answer.rawValue, at: answer.at, id: item.key, title: version.title,
          similarity: pair.kind == .exact ? nil : pair.similarity))
    }
    return found
  }
}

/// Why items are asked, as the log has it.
enum Strategy {
  /// The model is least sure of it.
  static let hard = "hard"
  /// It was drawn at random from the rest of a round's pool.
  static let random = "random"
  /// Nothing else is left of the batch, and the model expects a yes.
  static let certain = "certain"
  /// There is no round yet: it was drawn at random, for the model to begin with. No estimate counts it.
  static let first = "first"
  /// Nobody asked: somebody went to it by themselves. Never in the log.
  static let chosen = "chosen"
  /// There is no model yet: it differs from all that was answered.
  static let diverse = "diverse"
  /// It was answered before, and is asked again without saying so.
  static let recheck = "recheck"
}

extension Answer {
  /// The answer as the log has it.
  var entry: LabelEvent.Answer {
    switch self {
    case .yes: .yes
    case .no: .no
    case .unsure: .unsure
    case .skip: .skip
    }
  }
}

extension LabelEvent.Answer {
  /// Whether one says yes and the other no.
  func isOpposite(of other: LabelEvent.Answer) -> Bool {
    (self == .yes && other == .no) || (self == .no && other == .yes)
  }
}

extension Failure {
  static func usedToken(_ token: String, by event: LabelEvent, id: String) -> Failure {
    Failure(
      .data,
      "the token \"\(DisplayText.cut(DisplayText.printable(token), to: 40))\" is that of entry \(event.position) "
        + "(\(DisplayText.printable(id)): \(event.answer.rawValue) by \(DisplayText.printable(event.annotator))), so nothing "
        + "was stored; give each answer a token of its own")
  }

  static var noAnnotator: Failure { .badOption("--annotator", found: "an empty name", expected: "a name") }

  /// Throws unless a name can be told from others and stands on one line.
  static func checkAnnotator(_ name: String) throws(Failure) {
    guard name.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { throw .noAnnotator }
    guard isAnnotator(name) else {
      throw .badOption(
        "--annotator", found: "\"\(DisplayText.cut(DisplayText.printable(name), to: 40))\"",
        expected: "a name of up to 200 characters on one line")
    }
  }

  /// Whether a text can be the name of an annotator.
  static func isAnnotator(_ name: String) -> Bool {
    name.unicodeScalars.contains { !$0.properties.isWhitespace }
      && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } && name.count <= 200
  }
}
