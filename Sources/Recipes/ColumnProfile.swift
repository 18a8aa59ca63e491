import GarimpoTabular

/// What the values of one column look like: the ground on which a recipe is guessed.
struct ColumnProfile {
  /// A way to read the column as numbers or dates.
  struct Reader: Sendable, Hashable {
    let kind: FieldSpec.Kind
    let locale: String
    let order: ReadingLocale.DateOrder?
  }

  let name: String
  /// The name in lower case, its parts separated by single spaces: `watch view count`.
  let words: [String]
  /// Rows looked at, and those of them with content.
  let sampleCount: Int
  let filledCount: Int
  /// Different values among the filled, up to 5,000.
  let distinctCount: Int
  /// The values by number, the most frequent first; at most 50 of them.
  let frequent: [(text: String, count: Int)]
  /// The first value with content.
  let example: String
  /// Mean length of the filled cells in bytes.
  let meanLength: Double
  /// Shares of the filled cells.
  let multiLineShare: Double
  let linkShare: Double
  let pictureShare: Double
  let listShare: Double
  let spaceShare: Double
  /// The separator in most of the cells, of `,` `;` `|`, and the share of cells that have it.
  let separator: (text: String, share: Double)
  /// How many filled cells each way of reading reads, and whether one of them had more than bare digits.
  let readable: [Reader: (count: Int, marked: Bool)]

  /// The share of the filled cells that `reader` reads.
  func share(_ reader: Reader) -> Double {
    filledCount == 0 ? 0 : Double(readable[reader]?.count ?? 0) / Double(filledCount)
  }

  /// Whether one of `names` is among the parts of the column's name.
  func isNamed(_ names: Set<String>) -> Bool { words.contains { names.contains($0) } }

  /// The languages that are tried, English first, so that bare digits are English.
  static let locales = ["en", "pt-BR", "es", "de", "fr", "it"]

  /// The ways of reading that are tried, in order of preference where they read equally much.
  static let readers: [Reader] = {
    var readers: [Reader] = []
    for locale in locales {
      readers.append(Reader(kind: .count, locale: locale, order: nil))
      readers.append(Reader(kind: .number, locale: locale, order: nil))
      readers.append(Reader(kind: .date, locale: locale, order: nil))
    }
    readers.append(Reader(kind: .date, locale: "en", order: .monthFirst))
    readers.append(Reader(kind: .date, locale: "en", order: .dayFirst))
    readers.append(Reader(kind: .date, locale: "en", order: .yearOnly))
    return readers
  }()

  /// The same with what reads: made once, because a locale's tables cost more than a column of few rows.
  private static let trials: [(Reader, NumberReader, DateReader)] = readers.compactMap { reader in
    guard let locale = ReadingLocale(named: reader.locale) else { return nil }
    return (reader, NumberReader(locale: locale), DateReader(locale: locale, order: reader.order))
  }

  /// The profile of a column by the cells of `rows`.
  init(_ table: Table, column: Int, rows: [Int]) {
    name = table.columnNames[column]
    words = ColumnProfile.words(name)
    sampleCount = rows.count
    var filled: [String] = []
    var counts: [String: Int] = [:]
    var (length, multiLine, links, pictures, lists, spaces) = (0, 0, 0, 0, 0, 0)
    var separated = [0, 0, 0]
    for row in rows {
      let text = table[row, column].withoutSpaceAround
      if text.isEmpty { continue }
      filled.append(text)
      if counts.count < 5_000 || counts[text] != nil { counts[text, default: 0] += 1 }
      let utf8 = text.utf8
      length += utf8.count
      if utf8.contains(0x0A) || utf8.contains(0x0D) { multiLine += 1 }
      if ColumnProfile.isLink(text) {
        links += 1
        if ColumnProfile.isPicture(text) { pictures += 1 }
      }
      if utf8.first == UInt8(ascii: "["), utf8.last == UInt8(ascii: "]") { lists += 1 }
      if utf8.contains(0x20) { spaces += 1 }
      for (index, byte) in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|")].enumerated()
      where utf8.contains(byte) { separated[index] += 1 }
    }
    let count = filled.count
    func share(_ part: Int) -> Double { count == 0 ? 0 : Double(part) / Double(count) }
    filledCount = count
    distinctCount = counts.count
    frequent = Array(
      counts.map { (text: $0.key, count: $0.value) }
        .sorted { a, b in a.count != b.count ? a.count > b.count : a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }
        .prefix(50))
    example = filled.first ?? ""
    meanLength = count == 0 ? 0 : Double(length) / Double(count)
    (multiLineShare, linkShare, pictureShare) = (share(multiLine), share(links), share(pictures))
    (listShare, spaceShare) = (share(lists), share(spaces))
    var best = 0
    for index in 1...2 where separated[index] > separated[best] { best = index }
    separator = ([",", ";", "|"][best], share(separated[best]))
    readable = ColumnProfile.readable(filled)
  }

  /// Numbers and dates are short; a column of long texts is not tried.
  private static func readable(_ filled: [String]) -> [Reader: (count: Int, marked: Bool)] {
    var readable: [Reader: (count: Int, marked: Bool)] = [:]
    let cells = filled.filter { $0.utf8.count <= 80 }.map { CellText($0).bytes }
    guard cells.count * 10 >= filled.count * 9 else { return readable }
    let observed = Timestamp(secondsSince1970: 0)
    for (reader, numbers, dates) in trials {
      var (count, marked) = (0, false)
      for (index, cell) in cells.enumerated() {
        // A column that fails from its beginning is not read to its end.
        if index == 200, count < 100 { break }
        let isRead: Bool
        switch reader.kind {
        case .count: isRead = numbers.count(cell) != nil
        case .number: isRead = numbers.number(cell) != nil
        default: isRead = dates.date(cell, observed: observed) != nil
        }
        guard isRead else { continue }
        count += 1
        if !marked { marked = !cell.allSatisfy(Scan.isDigit) }
      }
      if count > 0 { readable[reader] = (count, marked) }
    }
    return readable
  }

  private static func words(_ name: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var wasLower = false
    for byte in Array(name.utf8) + [0x20] {
      let isWord = Scan.isLetterOrDigit(byte)
      let isUpper = (0x41...0x5A).contains(byte)
      if !isWord || (isUpper && wasLower), !word.isEmpty {
        words.append(String(decoding: word, as: UTF8.self))
        word = []
      }
      if isWord { word.append(isUpper ? byte + 0x20 : byte) }
      wasLower = isWord && !isUpper && !Scan.isDigit(byte)
    }
    return words
  }

  private static func isLink(_ text: String) -> Bool {
    text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("www.")
  }

  private static func isPicture(_ text: String) -> Bool {
    let path = text.prefix { $0 != "?" && $0 != "#" }.lowercased()
    return [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].contains { path.hasSuffix($0) }
  }
}
