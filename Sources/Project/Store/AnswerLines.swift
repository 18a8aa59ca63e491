import GarimpoRecipes

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Cuts bytes that arrive by and by into lines, and makes an answer of each.
///
/// A line is `ID<TAB>ANSWER`, and may have a note behind another tab; with commas or spaces instead of tabs. What follows
/// the answer is the note, whatever is in it. A line that begins with `{` is a JSON object with `id` and `answer`, and
/// perhaps `note`, `seconds` and `token`.
struct AnswerLines {
  /// One line.
  struct Line {
    /// Its number, from 1.
    var number: Int
    /// What it asks for, or why it cannot be used.
    var request: Result<AnswerRequest, Failure>
  }

  /// The most lines that are stored together.
  static let groupSize = 1000
  /// The longest line that is read, in bytes.
  static let longestLine = 1 << 20

  let template: AnswerRequest
  let reader: AnswerReader
  private var pending: [UInt8] = []
  private var lines: [Line] = []
  private var number = 0
  private var isPassingOver = false

  init(template: AnswerRequest, reader: AnswerReader) {
    self.template = template
    self.reader = reader
  }

  /// Takes more bytes.
  mutating func take(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0A) {
      add(rest[..<end])
      rest = rest[(end + 1)...]
    }
    pending += rest
    if pending.count > Self.longestLine {
      if !isPassingOver { fail("longer than \(Self.longestLine >> 20) MiB; expected an id and an answer") }
      isPassingOver = true
      pending = []
    }
  }

  /// There is no more: what has no line end yet is a line too.
  mutating func end() { if !pending.isEmpty { add([]) } }

  /// The next lines that are stored together, nil when there are none.
  mutating func nextGroup() -> [Line]? {
    guard !lines.isEmpty else { return nil }
    defer { lines.removeFirst(min(Self.groupSize, lines.count)) }
    return Array(lines.prefix(Self.groupSize))
  }

  private mutating func add(_ last: ArraySlice<UInt8>) {
    defer {
      pending = []
      isPassingOver = false
    }
    guard !isPassingOver else { return }
    number += 1
    var bytes = pending + last
    if bytes.last == 0x0D { bytes.removeLast() }
    if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else { return fail("not UTF-8", counted: true) }
    guard text.utf8.contains(where: { $0 > 0x20 }) else { return }
    do throws(Failure) {
      lines.append(Line(number: number, request: .success(try request(text))))
    } catch {
      lines.append(Line(number: number, request: .failure(error)))
    }
  }

  private mutating func fail(_ what: String, counted: Bool = false) {
    if !counted { number += 1 }
    lines.append(Line(number: number, request: .failure(Failure(.data, "line \(number): \(what)"))))
  }

  private func request(_ text: String) throws(Failure) -> AnswerRequest {
    if text.utf8.first == 0x7B { return try object(text) }
    guard let parts = parts(text) else {
      throw Failure(
        .data, "line \(number): found \(Self.quoted(text)), expected an id and an answer, such as 17<TAB>yes")
    }
    var request = template
    request.id = parts.id
    request.answer = try answer(parts.answer)
    request.note = parts.note
    return request
  }

  private typealias Parts = (id: String, answer: String, note: String?)

  /// Id, answer and perhaps a note: what stands before the first separator, before the second, and the rest. Without a tab
  /// an id that has spaces or commas is known by an answer that ends the line.
  private func parts(_ text: String) -> Parts? {
    if text.utf8.contains(0x09) { return Self.cut(text) { $0 == "\t" } }
    let text = text.trimmed
    let parts = Self.cut(text) { $0 == "," || $0 == " " }
    if let parts, isAnswer(parts.answer) { return parts }
    guard let place = text.lastIndex(where: { $0 == "," || $0 == " " }) else { return nil }
    let last = String(text[text.index(after: place)...]).trimmed
    let id = String(text[..<place]).trimmed
    return !id.isEmpty && isAnswer(last) ? (id, last, nil) : parts
  }

  private static func cut(_ text: String, where isSeparator: (Character) -> Bool) -> Parts? {
    func next(_ rest: inout Substring) -> String {
      let part = rest.prefix { !isSeparator($0) }
      rest = rest.dropFirst(part.count)
      // One separator, with blanks around it.
      while rest.first == " ", rest.dropFirst().first.map({ isSeparator($0) || $0 == " " }) ?? false {
        rest = rest.dropFirst()
      }
      rest = rest.dropFirst()
      while rest.first == " " { rest = rest.dropFirst() }
      return String(part).trimmed
    }
    var rest = text[...]
    let id = next(&rest)
    let answer = next(&rest)
    guard !id.isEmpty, !answer.isEmpty else { return nil }
    let note = String(rest).trimmed
    return (id, answer, note.isEmpty ? nil : note)
  }

  private func isAnswer(_ text: String) -> Bool {
    if case .answer = reader.read(text) { true } else { false }
  }

  /// An id as a text or as a whole number.
  private struct ObjectID: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      let number = try? value.decode(Int64.self)
      text = try number.map { String($0) } ?? value.decode(String.self)
    }
  }

  private struct Object: Decodable {
    var id: ObjectID
    var answer: String
    var note: String?
    var seconds: Double?
    var token: String?
  }

  private func object(_ text: String) throws(Failure) -> AnswerRequest {
    guard let object = try? JSONDecoder().decode(Object.self, from: Data(text.utf8)) else {
      throw Failure(
        .data,
        "line \(number): found \(Self.quoted(text)), expected a JSON object such as {\"id\": \"17\", \"answer\": \"yes\"}"
      )
    }
    var request = template
    request.id = object.id.text
    request.answer = try answer(object.answer)
    request.note = object.note
    request.seconds = object.seconds
    request.token = object.token
    return request
  }

  private func answer(_ text: String) throws(Failure) -> Answer {
    guard case .answer(let answer) = reader.read(text) else {
      throw Failure(.data, "line \(number): found the answer \(Self.quoted(text)), expected yes, no, unsure or skip")
    }
    return answer
  }

  private static func quoted(_ text: String) -> String { "\"\(DisplayText.cut(DisplayText.printable(text), to: 40))\"" }
}

extension String {
  /// Without spaces and tabs at its ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while let first = text.utf8.first, first == 0x20 || first == 0x09 { text = text.dropFirst() }
    while let last = text.utf8.last, last == 0x20 || last == 0x09 { text = text.dropLast() }
    return String(text)
  }
}
