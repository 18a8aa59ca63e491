import GarimpoTabular
import Testing

@testable import GarimpoRecipes

/// Texts put together at random from what the readers know, to find what they trip over.
@Suite struct RandomTextTests {
  private static let pieces = [
    "1", "12", "123", "2018", "20181102", "9999999999", "0", "00", ".", ",", " ", "\u{A0}", "\u{202F}", "-", "/", ":",
    "t", "z", "+", "%", "$", "€", "e", "k", "m", "mil", "mi", "mio.", "views", "vues", "visualizações", "nenhuma", "no",
    "de", "nov", "nov.", "mar", "may", "published on", "estreou em", "há", "ago", "hace", "vor", "fa", "il y a",
    "horas",
    "months", "years", "ontem", "agora", "um", "am", "pm", "às", "st", "º", "\u{200E}", "é", "日本", "😀", "[", "]",
    "\"", "'", "\\u00", "\\", "\n",
  ]

  @Test(arguments: ReadingLocale.names) func `No text trips a reader, and what is read makes sense`(name: String) throws
  {
    var state = ContentHash.of([name])
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let locale = try #require(ReadingLocale(named: name))
    let numbers = NumberReader(locale: locale)
    let orders: [ReadingLocale.DateOrder?] = [nil, .dayFirst, .monthFirst, .yearFirst, .yearOnly]
    let dates = orders.map { DateReader(locale: locale, order: $0) }
    let tags = TagsReader(separator: ",")
    let observed = try #require(Timestamp(year: 2020, month: 3, day: 31))
    var (countsRead, datesRead, nonsense) = (0, 0, 0)
    for _ in 0..<3_000 {
      let text = (0...draw(7)).map { _ in Self.pieces[draw(Self.pieces.count)] + (draw(3) == 0 ? " " : "") }.joined()
      let cell = CellText(text).bytes
      if let count = numbers.count(cell)?.value {
        countsRead += 1
        if count < 0 || count != count.rounded() || !count.isFinite { nonsense += 1 }
      }
      if let number = numbers.number(cell)?.value, !number.isFinite { nonsense += 1 }
      for reader in dates {
        guard let moment = reader.date(cell, observed: observed)?.value else { continue }
        datesRead += 1
        if Timestamp(iso8601: moment.description) != moment { nonsense += 1 }
      }
      if let values = tags.tags(text)?.value, values.contains("") { nonsense += 1 }
      // What is normal already stays as it is.
      if CellText(String(decoding: cell.map { $0 == CellText.hardSpace ? 0x20 : $0 }, as: UTF8.self)).bytes.count
        > cell.count
      {
        nonsense += 1
      }
    }
    #expect(countsRead > 20 && datesRead > 20)
    #expect(nonsense == 0)
  }
}
