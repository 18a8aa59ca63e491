/// Reads one line of JSON Lines: the members of one object, strictly as RFC 8259 has them.
///
/// The texts of keys and values lie in one buffer. A string is its text without escapes, a number and a word (`true`,
/// `false`) as written, an array or an object as its JSON text, null nothing.
struct JSONLineParser {
  /// A member of the object: where its value lies in ``bytes``.
  struct Member {
    var column: Int
    var range: Range<Int>
    var isNull: Bool
  }

  /// Why a line is not one object, and where: an index into the text.
  struct Failure: Error {
    var fault: JSONFault
    var index: Int
  }

  /// The deepest nesting that is read.
  static let depthLimit = 512

  /// The names of the columns, in order of first appearance.
  private(set) var names: [String] = []
  /// The members of the line read last.
  private(set) var members: [Member] = []
  /// The text of their values.
  private(set) var bytes: [UInt8] = []
  /// The number of escapes of half a surrogate pair, all replaced by U+FFFD.
  private(set) var loneSurrogateCount = 0
  /// Whether such an escape is an error instead.
  var refusesLoneSurrogates = false

  private var columns: [String: Int] = [:]
  private var seen: [Int] = []
  private var lineNumber = 0
  private var key: [UInt8] = []
  private var text: [UInt8] = []
  private var index = 0
  private var end = 0

  /// Reads the line that is `buffer[range]`.
  mutating func parse(_ buffer: [UInt8], in range: Range<Int>) throws(Failure) {
    begin(buffer, range)
    defer { text = [] }
    lineNumber += 1
    skipSpace()
    guard index < end, text[index] == 0x7B else {
      let start = index
      let kind = index < end ? kindOfValue : "an empty line"
      if index < end { try skipValue(depth: 0) }
      throw Failure(fault: .notAnObject(kind), index: start)
    }
    index += 1
    try object { (parser: inout JSONLineParser) throws(Failure) in try parser.member() }
    skipSpace()
    if index < end { throw unexpected("the end of the line") }
  }

  /// Reads the line that is `buffer[range]`, an array of strings and nulls: the members' columns are their places in it.
  mutating func parseCells(_ buffer: [UInt8], in range: Range<Int>) throws(Failure) {
    begin(buffer, range)
    defer { text = [] }
    skipSpace()
    guard index < end, text[index] == 0x5B else { throw unexpected("'[' before strings and nulls") }
    try array { (parser: inout JSONLineParser) throws(Failure) in try parser.cell() }
    skipSpace()
    if index < end { throw unexpected("the end of the line") }
  }

  private mutating func begin(_ buffer: [UInt8], _ range: Range<Int>) {
    text = buffer
    index = range.lowerBound
    end = range.upperBound
    members.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func cell() throws(Failure) {
    let first = bytes.count
    let isNull = index < end && text[index] == 0x6E
    if isNull {
      guard plainWord() == "null" else { throw unexpected("a string or null") }
      index += 4
    } else {
      guard index < end, text[index] == 0x22 else { throw unexpected("a string or null") }
      try string(appending: true, toKey: false)
    }
    members.append(Member(column: members.count, range: first..<bytes.count, isNull: isNull))
  }

  private mutating func member() throws(Failure) {
    let start = index
    key.removeAll(keepingCapacity: true)
    try string(appending: true, toKey: true)
    let name = String(decoding: key, as: UTF8.self)
    let column: Int
    if let known = columns[name] {
      column = known
      if seen[column] == lineNumber { throw Failure(fault: .duplicateKey(name), index: start) }
    } else {
      column = names.count
      names.append(name)
      columns[name] = column
      seen.append(0)
    }
    seen[column] = lineNumber
    try colon()
    let first = bytes.count
    var isNull = false
    switch index < end ? text[index] : 0 {
    case 0x22: try string(appending: true, toKey: false)
    default:
      let valueStart = index
      try skipValue(depth: 0)
      isNull = text[valueStart] == 0x6E
      if !isNull { bytes.append(contentsOf: text[valueStart..<index]) }
    }
    members.append(Member(column: column, range: first..<bytes.count, isNull: isNull))
  }

  /// Reads what follows an opening brace; `member` reads from a key to the end of its value.
  private mutating func object(
    _ member: (inout JSONLineParser) throws(Failure) -> Void
  ) throws(Failure) {
    skipSpace()
    if index < end, text[index] == 0x7D {
      index += 1
      return
    }
    while true {
      skipSpace()
      guard index < end, text[index] == 0x22 else { throw unexpected("a key in double quotes") }
      try member(&self)
      skipSpace()
      guard index < end, text[index] == 0x2C || text[index] == 0x7D else { throw unexpected("',' or '}'") }
      index += 1
      if text[index - 1] == 0x7D { return }
      let comma = index - 1
      skipSpace()
      if index < end, text[index] == 0x7D { throw Failure(fault: .trailingComma, index: comma) }
    }
  }

  private mutating func colon() throws(Failure) {
    skipSpace()
    guard index < end, text[index] == 0x3A else { throw unexpected("':' after the key") }
    index += 1
    skipSpace()
  }

  /// Reads a value without keeping it.
  private mutating func skipValue(depth: Int) throws(Failure) {
    guard depth < Self.depthLimit else { throw Failure(fault: .tooDeep(limit: Self.depthLimit), index: index) }
    guard index < end else { throw unexpected("a value") }
    switch text[index] {
    case 0x22: try string(appending: false, toKey: false)
    case 0x7B:
      index += 1
      try object { (parser: inout JSONLineParser) throws(Failure) in
        try parser.string(appending: false, toKey: false)
        try parser.colon()
        try parser.skipValue(depth: depth + 1)
      }
    case 0x5B:
      try array { (parser: inout JSONLineParser) throws(Failure) in try parser.skipValue(depth: depth + 1) }
    case 0x2D, 0x30...0x39: try number()
    default: try word()
    }
  }

  /// Reads an array from its opening bracket on; `element` reads one value.
  private mutating func array(_ element: (inout JSONLineParser) throws(Failure) -> Void) throws(Failure) {
    index += 1
    skipSpace()
    if index < end, text[index] == 0x5D {
      index += 1
      return
    }
    while true {
      skipSpace()
      try element(&self)
      skipSpace()
      guard index < end, text[index] == 0x2C || text[index] == 0x5D else { throw unexpected("',' or ']'") }
      index += 1
      if text[index - 1] == 0x5D { return }
      let comma = index - 1
      skipSpace()
      if index < end, text[index] == 0x5D { throw Failure(fault: .trailingComma, index: comma) }
    }
  }

  private mutating func number() throws(Failure) {
    let start = index
    if text[index] == 0x2D { index += 1 }
    if let word = plainWord(), word == "Infinity" { throw Failure(fault: .notFinite("-Infinity"), index: start) }
    guard index < end, isDigit else { throw unexpected("a digit") }
    if text[index] == 0x30 {
      index += 1
      if index < end, isDigit { throw unexpected("no digit after a leading zero") }
    } else {
      while index < end, isDigit { index += 1 }
    }
    if index < end, text[index] == 0x2E {
      index += 1
      guard index < end, isDigit else { throw unexpected("a digit after the point") }
      while index < end, isDigit { index += 1 }
    }
    if index < end, text[index] | 0x20 == 0x65 {
      index += 1
      if index < end, text[index] == 0x2B || text[index] == 0x2D { index += 1 }
      guard index < end, isDigit else { throw unexpected("a digit in the exponent") }
      while index < end, isDigit { index += 1 }
    }
  }

  private mutating func word() throws(Failure) {
    guard let word = plainWord() else { throw unexpected("a value") }
    switch word {
    case "true", "false", "null": index += word.utf8.count
    case "NaN", "nan", "Infinity", "inf", "undefined", "None":
      throw Failure(fault: .notFinite(word), index: index)
    default: throw unexpected("a value")
    }
  }

  private var isDigit: Bool { text[index] >= 0x30 && text[index] <= 0x39 }

  private func plainWord() -> String? {
    var last = index
    while last < end, last - index < 16, text[last] | 0x20 >= 0x61 && text[last] | 0x20 <= 0x7A { last += 1 }
    return last == index ? nil : String(decoding: text[index..<last], as: UTF8.self)
  }

  private mutating func skipSpace() {
    while index < end, text[index] == 0x20 || text[index] == 0x09 || text[index] == 0x0D { index += 1 }
  }

  private var kindOfValue: String {
    switch text[index] {
    case 0x22: "a string"
    case 0x5B: "an array"
    case 0x2D, 0x30...0x39: "a number"
    default: found
    }
  }

  /// What stands at `index`, for a message.
  private var found: String {
    guard index < end else { return "the end of the line" }
    let byte = text[index]
    if byte < 0x20 { return "a control character" }
    if let word = plainWord() { return word }
    if byte < 0x80 { return "'\(String(decoding: [byte], as: UTF8.self))'" }
    var last = index + 1
    while last < end, text[last] & 0xC0 == 0x80 { last += 1 }
    return "'\(String(decoding: text[index..<last], as: UTF8.self))'"
  }

  private func unexpected(_ expected: String) -> Failure {
    Failure(
      fault: index < end ? .unexpected(found: found, expected: expected) : .ends(expected: expected), index: index)
  }

  // MARK: Strings

  /// Reads a string from its opening quote on, and appends its text to the key or the values if wanted.
  private mutating func string(appending: Bool, toKey: Bool) throws(Failure) {
    index += 1
    while true {
      let start = index
      while index < end, text[index] != 0x22, text[index] != 0x5C, text[index] >= 0x20 { index += 1 }
      if appending && start < index {
        if toKey { key.append(contentsOf: text[start..<index]) } else { bytes.append(contentsOf: text[start..<index]) }
      }
      guard index < end else { throw unexpected("the closing '\"' of a string") }
      if text[index] == 0x22 {
        index += 1
        return
      }
      if text[index] < 0x20 { throw unexpected("control characters in a string to be escaped") }
      let code = try escape()
      if appending { if toKey { Transcoder.append(code, to: &key) } else { Transcoder.append(code, to: &bytes) } }
    }
  }

  private mutating func escape() throws(Failure) -> UInt32 {
    index += 1
    guard index < end else { throw unexpected("an escape") }
    let byte = text[index]
    if byte == 0x75 { return try unicodeEscape() }
    let code: UInt32? =
      switch byte {
      case 0x22, 0x5C, 0x2F: UInt32(byte)
      case 0x62: 0x08
      case 0x66: 0x0C
      case 0x6E: 0x0A
      case 0x72: 0x0D
      case 0x74: 0x09
      default: nil
      }
    guard let code else { throw unexpected("one of \" \\ / b f n r t u after a backslash") }
    index += 1
    return code
  }

  private mutating func unicodeEscape() throws(Failure) -> UInt32 {
    let start = index - 1
    let first = try fourDigits()
    guard first >= 0xD800 && first <= 0xDFFF else { return first }
    if first < 0xDC00, index + 1 < end, text[index] == 0x5C, text[index + 1] == 0x75 {
      let here = index
      index += 1
      let second = try fourDigits()
      if second >= 0xDC00 && second <= 0xDFFF { return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00) }
      index = here
    }
    if refusesLoneSurrogates {
      throw Failure(fault: .unexpected(found: "half a surrogate pair", expected: "a character"), index: start)
    }
    loneSurrogateCount += 1
    return 0xFFFD
  }

  /// The four hexadecimal digits behind the `u` at `index`.
  private mutating func fourDigits() throws(Failure) -> UInt32 {
    index += 1
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < end, let digit = Self.hexadecimal(text[index]) else { throw unexpected("four hexadecimal digits") }
      value = value << 4 | digit
      index += 1
    }
    return value
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x37)
    case 0x61...0x66: UInt32(byte - 0x57)
    default: nil
    }
  }
}
