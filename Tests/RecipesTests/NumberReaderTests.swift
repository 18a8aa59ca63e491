import Testing

@testable import GarimpoRecipes

@Suite struct NumberReaderTests {
  /// A text and what it must become; nil: it must not be read.
  struct Case: CustomTestStringConvertible, Sendable {
    let locale: String
    let text: String
    let value: Double?
    let rule: String?

    init(_ locale: String, _ text: String, _ value: Double?, _ rule: String? = nil) {
      (self.locale, self.text, self.value, self.rule) = (locale, text, value, rule)
    }
    var testDescription: String { "\(locale): \(text)" }
  }

  static func reader(_ locale: String, units: [String] = []) throws -> NumberReader {
    NumberReader(locale: try #require(ReadingLocale(named: locale)), units: units)
  }

  static let counts: [Case] = [
    // What the seed and its relatives hold.
    Case("pt-BR", "2.167 visualizações", 2167, "count with thousands dots"),
    Case("pt-BR", "1.234.567", 1_234_567, "count with thousands dots"),
    Case("pt-BR", "1.234.567 visualizações", 1_234_567, "count with thousands dots"),
    Case("pt-BR", "123 visualizações", 123, "count without separators"),
    Case("pt-BR", "1 visualização", 1, "count without separators"),
    Case("pt-BR", "Nenhuma visualização", 0, "none, read as 0"),
    Case("pt-BR", "1,2 mil", 1200, "count with a multiplier"),
    Case("pt-BR", "1,2 mil visualizações", 1200, "count with a multiplier"),
    Case("pt-BR", "3,4 mi", 3_400_000, "count with a multiplier"),
    Case("pt-BR", "3,4 mi de visualizações", 3_400_000, "count with a multiplier"),
    Case("pt-BR", "1 bi de visualizações", 1_000_000_000, "count with a multiplier"),
    Case("pt-BR", "1 milhão de inscritos", 1_000_000, "count with a multiplier"),
    Case("pt-BR", "28\u{A0}mil visualizações", 28000, "count with a multiplier"),
    Case("pt-BR", "  VISUALIZAÇÕES", nil),
    Case("pt-BR", " 12\n VISUALIZAÇÕES ", 12, "count without separators"),
    Case("en", "3.4K", 3400, "count with a multiplier"),
    Case("en", "1.2M views", 1_200_000, "count with a multiplier"),
    Case("en", "1.2 million views", 1_200_000, "count with a multiplier"),
    Case("en", "1,234,567", 1_234_567, "count with thousands commas"),
    Case("en", "1,234 views", 1234, "count with thousands commas"),
    Case("en", "No views", 0, "none, read as 0"),
    Case("en", "0", 0, "count without separators"),
    Case("en", "1280.0", 1280, "whole number written with .0"),
    Case("pt-BR", "1280.0", 1280, "whole number written with .0"),
    Case("fr", "1 234 567 vues", 1_234_567, "count with thousands spaces"),
    Case("fr", "1\u{202F}234\u{202F}567 vues", 1_234_567, "count with thousands spaces"),
    Case("fr", "1\u{A0}234", 1234, "count with thousands spaces"),
    Case("fr", "1,2 k vues", 1200, "count with a multiplier"),
    Case("fr", "3,4 M de vues", 3_400_000, "count with a multiplier"),
    Case("fr", "Aucune vue", 0, "none, read as 0"),
    Case("en", "1\u{A0}234 views", 1234, "count with thousands spaces"),
    Case("es", "1.234 visualizaciones", 1234, "count with thousands dots"),
    Case("es", "2,5 M de visualizaciones", 2_500_000, "count with a multiplier"),
    Case("es", "Ninguna visualización", 0, "none, read as 0"),
    Case("de", "1.234 Aufrufe", 1234, "count with thousands dots"),
    Case("de", "3,4 Mio. Aufrufe", 3_400_000, "count with a multiplier"),
    Case("de", "12 Tsd. Aufrufe", 12000, "count with a multiplier"),
    Case("de", "Keine Aufrufe", 0, "none, read as 0"),
    Case("it", "1.234 visualizzazioni", 1234, "count with thousands dots"),
    Case("it", "3,4 Mln di visualizzazioni", 3_400_000, "count with a multiplier"),
    Case("it", "Nessuna visualizzazione", 0, "none, read as 0"),
    // Letters and accents apart, as a Mac writes them.
    Case("pt-BR", "2.167 visualizac\u{327}o\u{303}es", 2167, "count with thousands dots"),
    Case("pt-BR", "2.167 visualizac\u{327} \u{303}", nil),
    // Marks that nobody sees.
    Case("en", "\u{200E}1,234\u{200F} views", 1234, "count with thousands commas"),
    Case("en", "\u{FEFF}7", 7, "count without separators"),
    // What must not be read.
    Case("en", "1.234", nil), Case("pt-BR", "1,234", nil), Case("pt-BR", "12.34", nil), Case("pt-BR", "1234.567", nil),
    Case("pt-BR", "1.2345", nil), Case("pt-BR", "0.123", nil), Case("en", "1,23,456", nil), Case("en", "1,2345", nil),
    Case("en", "1,234.5", nil), Case("en", "1.000", nil), Case("en", "1.2345 K", nil), Case("en", "-5", nil),
    Case("en", "", nil), Case("en", "views", nil), Case("en", "No", nil), Case("en", "no idea", nil),
    Case("en", "12views", nil), Case("en", "5 apples", nil), Case("pt-BR", "5 millones", nil),
    Case("en", "1 234", nil), Case("en", "1,234 5", nil), Case("en", "1.2.3", nil), Case("en", "12 k k", nil),
    Case("en", "99999999999999999999", nil), Case("en", "9223372036854775807 K", nil), Case("en", "1.", nil),
    Case("en", "1e5", nil), Case("en", "٣", nil), Case("en", "12 de março", nil), Case("pt-BR", "1.234,567", nil),
    Case("fr", "1 23", nil), Case("fr", "1 2345", nil), Case("es", "1 mil millones", nil),
  ]

  @Test(arguments: counts) func `A count is read by its rule or not at all`(_ item: Case) throws {
    let reading = try Self.reader(item.locale).count(CellText(item.text).bytes)
    #expect(reading?.value == item.value)
    #expect(reading?.rule.name == item.rule)
  }

  static let numbers: [Case] = [
    Case("en", "3.5", 3.5, "number"), Case("en", "1.234", 1.234, "number"),
    Case("pt-BR", "1.234", 1234, "number with thousands separators"),
    Case("pt-BR", "1,234", 1.234, "number"), Case("pt-BR", "1.234,56", 1234.56, "number with thousands separators"),
    Case("en", "1,234.56", 1234.56, "number with thousands separators"), Case("en", "-2", -2, "number"),
    Case("en", "\u{2212}2.5", -2.5, "number"), Case("en", "+7", 7, "number"),
    Case("en", "$1,234.50", 1234.5, "number with thousands separators"),
    Case("en", "-$5", -5, "number"), Case("en", "$-5", -5, "number"),
    Case("pt-BR", "R$ 1.234,50", 1234.5, "number with thousands separators"),
    Case("de", "12,50 €", 12.5, "number"), Case("en", "45 %", 45, "number"), Case("en", "45%", 45, "number"),
    Case("en", "1e-05", 1e-05, "number"), Case("en", "6.02E+23", 6.02e23, "number"), Case("en", ".5", 0.5, "number"),
    Case("en", "2.5K", 2500, "number with a multiplier"), Case("en", "0.1", 0.1, "number"),
    Case("en", "0.30000000000000004", 0.30000000000000004, "number"),
    Case("en", "123456789012345678901234567890", 123_456_789_012_345_677_877_719_597_056, "number"),
    Case("en", "3.141592653589793238462643383279", 3.141592653589793, "number"),
    Case("fr", "1 234,5", 1234.5, "number with thousands separators"),
    Case("en", "1.2.3", nil), Case("en", "1,23", nil), Case("en", "abc", nil), Case("en", "", nil),
    Case("en", "-", nil),
    // Beyond the largest double: not read, never infinite.
    Case("en", String(repeating: "9", count: 400), nil), Case("en", String(repeating: "9", count: 307) + " bn", nil),
    Case("en", "-1" + String(repeating: ",000", count: 110), nil),
    Case("en", "1e", nil), Case("en", "1e999", nil), Case("en", "nan", nil), Case("en", "inf", nil),
    Case("en", "$", nil),
    Case("en", ".", nil), Case("en", "5 kg", nil), Case("en", "--5", nil), Case("pt-BR", "12.34", nil),
  ]

  @Test(arguments: numbers) func `A number is read by its rule or not at all`(_ item: Case) throws {
    let reading = try Self.reader(item.locale).number(CellText(item.text).bytes)
    #expect(reading?.value == item.value)
    #expect(reading?.rule.name == item.rule)
  }

  @Test func `A unit that the recipe names is read`() throws {
    let reader = try Self.reader("en", units: ["Sheep", "head of cattle"])
    #expect(reader.count(CellText("12 sheep").bytes)?.value == 12)
    #expect(reader.count(CellText("1.2K head of cattle").bytes)?.value == 1200)
    #expect(reader.count(CellText("12 goats").bytes) == nil)
  }

  /// Every text of up to six characters over digits and separators: a count of digits in groups is read exactly when
  /// a slow definition by splitting allows it.
  @Test func `Grouped counts agree with a naive reader on every short text`() throws {
    let reader = try Self.reader("en")
    let alphabet: [Character] = ["0", "1", "7", ",", "."]
    var texts = [""]
    var longest = [""]
    for _ in 1...6 {
      longest = longest.flatMap { text in alphabet.map { text + String($0) } }
      texts += longest
    }
    #expect(texts.count == 19_531)
    for text in texts {
      let read = reader.count(CellText(text).bytes)?.value
      #expect(read == Self.naiveEnglishCount(text), "\(text)")
    }
  }

  private static func naiveEnglishCount(_ text: String) -> Double? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    if halves.count == 2, ["0", "00"].contains(halves[1]), !halves[0].isEmpty, halves[0].allSatisfy(\.isNumber) {
      return Double(halves[0])
    }
    guard halves.count == 1, !text.isEmpty else { return nil }
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    if groups.count == 1 { return Double(text) }
    guard (1...3).contains(groups[0].count), groups[0].first != "0", groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return Double(groups.joined())
  }
}
