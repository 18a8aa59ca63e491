import GarimpoKernels

/// The text of a source as UTF-8 in one buffer that moves along it.
///
/// `buffer[start ..< textEnd]` is text that nobody has used yet, well-formed and cut between characters. Behind `textEnd`
/// lie at most three bytes of a cut-off character. Memory is one chunk, or the longest record if that is longer.
struct TextSource {
  /// The bytes read at a time, while no record is longer.
  static let usualChunkSize = 256 << 10

  let source: ByteSource
  private(set) var buffer: [UInt8]
  /// Where the unused text begins; the user moves it on.
  var start = 0
  private(set) var textEnd = 0
  /// Whether `textEnd` is the end of the text.
  private(set) var isFinal = false
  private(set) var report: ReadingReport

  /// nil while all bytes were ASCII.
  private var encoding: TextEncoding?
  private let given: TextEncoding?
  private let chunkSize: Int
  private var rawEnd = 0
  /// How many bytes of the source have become text.
  private(set) var offset = 0
  private var transcoder: Transcoder?
  private var hasJudgedMojibake = false

  /// Opens the text: reads the first chunk, finds the encoding and passes the byte order mark.
  init(
    _ source: ByteSource, options: TableOptions, chunkSize: Int = TextSource.usualChunkSize
  ) throws(TableError) {
    self.source = source
    self.chunkSize = chunkSize
    given = options.encoding
    let size = source.knownSize.map { min(chunkSize, $0 + 4) } ?? chunkSize
    buffer = [UInt8](repeating: 0, count: size + ByteScan.padding)
    report = ReadingReport()
    report.source = source.name
    report.isCompressed = source.isCompressed
    try begin()
  }

  private mutating func begin() throws(TableError) {
    let room = buffer.count - ByteScan.padding
    var count = 0
    while count < room {
      let got = try source.read(into: &buffer, at: count, count: room - count)
      if got == 0 { break }
      count += got
    }
    if let kind = FileKind(beginningOf: buffer, count: count) {
      throw TableError(source.name, .notATable(kind: kind.name, advice: kind.advice))
    }
    if FileKind.isBlank(buffer[..<count]) {
      throw TableError(source.name, .notATable(kind: "nothing but NUL bytes", advice: FileKind.copyAgain))
    }
    var mark = 0
    if count >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF {
      (encoding, mark) = (.utf8, 3)
    } else if count >= 2, buffer[0] == 0xFF, buffer[1] == 0xFE {
      (encoding, mark) = (.utf16LittleEndian, 2)
    } else if count >= 2, buffer[0] == 0xFE, buffer[1] == 0xFF {
      (encoding, mark) = (.utf16BigEndian, 2)
    }
    if let given {
      // A mark of another encoding is text of this one, except that Western code pages have no use for one of UTF-8.
      if encoding != given && !(encoding == .utf8) { mark = 0 }
      encoding = given
      report.encodingReason = .given
    } else if encoding != nil {
      report.encodingReason = .byteOrderMark
    } else if let wide = EncodingGuess.utf16(buffer, count: count) {
      encoding = wide
      report.encodingReason = .zeroBytes
    }
    start = mark
    textEnd = mark
    rawEnd = count
    offset = mark
    if count == 0 { isFinal = true }
    try acceptRaw(isLast: count < room)
    if let encoding { report.encoding = encoding }
  }

  /// Reads on: afterwards there is more text behind `textEnd` than before, or `isFinal` is true.
  mutating func more() throws(TableError) {
    guard !isFinal else { return }
    let before = textEnd - start
    while textEnd - start == before && !isFinal {
      ByteScan.moveToFront(&buffer, start..<rawEnd)
      textEnd -= start
      rawEnd -= start
      start = 0
      if buffer.count - ByteScan.padding - rawEnd < max(1, chunkSize / 4) {
        let size = buffer.count - ByteScan.padding
        grow(to: size + min(size, 64 << 20) + 4)
      }
      let got = try source.read(into: &buffer, at: rawEnd, count: buffer.count - ByteScan.padding - rawEnd)
      rawEnd += got
      try acceptRaw(isLast: got == 0)
    }
  }

  /// The bytes that the buffer takes.
  var bufferSize: Int { buffer.count }

  /// The kind of file by its first byte that is not white space.
  var formatByContent: TableOptions.Format {
    let first = buffer[start..<textEnd].first { $0 > 0x20 }
    return first == 0x7B ? .jsonLines : .delimited
  }

  /// Copies what is known about the text into a report.
  func describe(in other: inout ReadingReport) {
    other.encoding = report.encoding
    other.encodingReason = report.encodingReason
    other.nulCount = report.nulCount
    other.invalidCount = report.invalidCount
    other.firstInvalidOffset = report.firstInvalidOffset
    other.suspectsMojibake = report.suspectsMojibake
  }

  private mutating func grow(to size: Int) {
    let wanted = max(size, chunkSize) + ByteScan.padding
    if wanted > buffer.count { buffer.append(contentsOf: repeatElement(0, count: wanted - buffer.count)) }
  }

  /// Makes text of what was read behind `textEnd`.
  private mutating func acceptRaw(isLast: Bool) throws(TableError) {
    if isLast { isFinal = true }
    switch encoding {
    case nil, .utf8?: try acceptUTF8(isLast: isLast)
    case .some(let other):
      if transcoder == nil { transcoder = Transcoder(other) }
      transcode(isLast: isLast)
    }
    judgeMojibake()
  }

  private mutating func acceptUTF8(isLast: Bool) throws(TableError) {
    let check = ByteScan.checkUTF8(buffer, in: textEnd..<rawEnd)
    if encoding == nil && (check.hasNonASCII || check.validEnd < rawEnd) {
      try decide()
      if let encoding, encoding != .utf8 {
        transcoder = Transcoder(encoding)
        return transcode(isLast: isLast)
      }
    }
    if check.hasNUL { report.nulCount += buffer[textEnd..<check.validEnd].count { $0 == 0 } }
    if check.validEnd == rawEnd || (check.isCutOff && !isLast) {
      offset += check.validEnd - textEnd
      textEnd = check.validEnd
    } else {
      replaceIllFormed(from: check.validEnd, isLast: isLast)
    }
  }

  /// Puts U+FFFD for each ill-formed sequence: for its longest beginning that could have become a character.
  private mutating func replaceIllFormed(from first: Int, isLast: Bool) {
    var fixed: [UInt8] = []
    var from = first
    offset += first - textEnd
    while from < rawEnd {
      let check = ByteScan.checkUTF8(buffer, in: from..<rawEnd)
      if check.hasNUL { report.nulCount += buffer[from..<check.validEnd].count { $0 == 0 } }
      fixed.append(contentsOf: buffer[from..<check.validEnd])
      offset += check.validEnd - from
      from = check.validEnd
      if from == rawEnd || (check.isCutOff && !isLast) { break }
      let length = EncodingGuess.illFormedLength(buffer, at: from, end: rawEnd)
      if report.firstInvalidOffset == nil { report.firstInvalidOffset = offset }
      report.invalidCount += length
      fixed.append(contentsOf: [0xEF, 0xBF, 0xBD])
      offset += length
      from += length
    }
    let rest = Array(buffer[from..<rawEnd])
    textEnd = first + fixed.count
    rawEnd = textEnd + rest.count
    grow(to: rawEnd)
    ByteScan.copy(fixed, in: 0..<fixed.count, into: &buffer, at: first)
    ByteScan.copy(rest, in: 0..<rest.count, into: &buffer, at: textEnd)
  }

  /// The text was ASCII up to here and is not any more: looks at this chunk.
  private mutating func decide() throws(TableError) {
    let guess = EncodingGuess(buffer, in: textEnd..<rawEnd)
    report.encodingReason = guess.reason
    report.encoding = guess.encoding
    encoding = guess.encoding
    if guess.encoding != .utf8, FileKind.isBinary(buffer[textEnd..<rawEnd]) {
      throw TableError(source.name, .notATable(kind: "binary data", advice: FileKind.otherFile))
    }
    if guess.encoding != .utf8 && guess.percentNonASCII > 30 {
      throw TableError(
        source.name,
        .unknownEncoding(percentNonASCII: guess.percentNonASCII, offset: offset + guess.firstInvalid - textEnd))
    }
  }

  /// Everything behind `textEnd` is in another encoding: writes it again as UTF-8.
  private mutating func transcode(isLast: Bool) {
    guard var transcoder else { return }
    let raw = Array(buffer[textEnd..<rawEnd])
    var text: [UInt8] = []
    text.reserveCapacity(raw.count * 2)
    let consumed = transcoder.transcode(raw, isLast: isLast, into: &text)
    let rest = raw[consumed...]
    grow(to: textEnd + text.count + rest.count)
    ByteScan.copy(text, in: 0..<text.count, into: &buffer, at: textEnd)
    if !rest.isEmpty { ByteScan.copy(raw, in: consumed..<raw.count, into: &buffer, at: textEnd + text.count) }
    report.nulCount += text.count { $0 == 0 }
    if let first = transcoder.firstInvalid, report.firstInvalidOffset == nil {
      report.firstInvalidOffset = offset + first
    }
    report.invalidCount += transcoder.takeInvalidCount()
    if transcoder.hasWindowsBytes && encoding == .latin1 && given == nil {
      encoding = .windows1252
      report.encoding = .windows1252
      report.encodingReason = .windowsBytes
    }
    offset += consumed
    textEnd += text.count
    rawEnd = textEnd + rest.count
    self.transcoder = transcoder
  }

  /// Judges once, when the first text that is not ASCII is here, whether it was read in a wrong encoding before.
  private mutating func judgeMojibake() {
    guard !hasJudgedMojibake && encoding == .utf8 else { return }
    hasJudgedMojibake = true
    report.suspectsMojibake = MojibakeRepair.isSuspect(buffer, in: start..<min(textEnd, start + 64 << 10))
  }
}
