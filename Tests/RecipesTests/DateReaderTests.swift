import Testing

@testable import GarimpoRecipes

@Suite struct DateReaderTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let locale: String
    let order: ReadingLocale.DateOrder?
    let text: String
    let moment: String?
    let rule: String?

    init(_ locale: String, _ text: String, _ moment: String?, _ rule: String? = nil, order: String? = nil) {
      (self.locale, self.text, self.moment, self.rule) = (locale, text, moment, rule)
      self.order = order.flatMap(ReadingLocale.DateOrder.init(rawValue:))
    }
    var testDescription: String { "\(locale): \(text)" }
  }

  static let absolute: [Case] = [
    Case("pt-BR", "Publicado em 2 de nov. de 2018", "2018-11-02", "published: day, month name, year"),
    Case("pt-BR", "Publicado em 31 de dez. de 2018", "2018-12-31", "published: day, month name, year"),
    Case("pt-BR", "Transmitido ao vivo em 8 de mar. de 2019", "2019-03-08", "streamed live: day, month name, year"),
    Case("pt-BR", "Estreou em 14 de abr. de 2020", "2020-04-14", "premiered: day, month name, year"),
    Case("pt-BR", "2 de novembro de 2018", "2018-11-02", "day, month name, year"),
    Case("pt-BR", "1º de março de 2019", "2019-03-01", "day, month name, year"),
    Case("pt-BR", "sexta-feira, 2 de novembro de 2018", "2018-11-02", "day, month name, year"),
    Case("pt-BR", "02/11/2018", "2018-11-02", "day/month/year"),
    Case("en", "Published on Nov 2, 2018", "2018-11-02", "published: month name, day, year"),
    Case("en", "Streamed live on Nov 2, 2018", "2018-11-02", "streamed live: month name, day, year"),
    Case("en", "Premiered Nov 2, 2018", "2018-11-02", "premiered: month name, day, year"),
    Case("en", "November 2, 2018", "2018-11-02", "month name, day, year"),
    Case("en", "2 Nov 2018", "2018-11-02", "day, month name, year"),
    Case("en", "Nov. 2nd, 2018", "2018-11-02", "month name, day, year"),
    Case("en", "2nd of November 2018", "2018-11-02", "day, month name, year"),
    Case("en", "Sept 3 2018", "2018-09-03", "month name, day, year"),
    Case("en", "May 5, 2018 at 7:51 PM", "2018-05-05T19:51:00Z", "month name, day, year"),
    Case("en", "Fri, 02 Nov 2018 10:00:00 +0100", "2018-11-02T09:00:00Z", "day, month name, year"),
    Case("en", "2018-11-02", "2018-11-02", "year-month-day"),
    Case("en", "2018/11/2", "2018-11-02", "year-month-day"),
    Case("en", "2018-11-02 10:30", "2018-11-02T10:30:00Z", "year-month-day and time"),
    Case("en", "2018-11-02T10:30:15Z", "2018-11-02T10:30:15Z", "year-month-day and time"),
    Case("en", "2018-11-02T10:30:15.123456Z", "2018-11-02T10:30:15Z", "year-month-day and time"),
    Case("en", "2018-11-02T10:30:15+05:30", "2018-11-02T05:00:15Z", "year-month-day and time"),
    Case("en", "2018-11-02 22:30:15 -0300", "2018-11-03T01:30:15Z", "year-month-day and time"),
    Case("en", "2018-11-02 10:30:15 UTC", "2018-11-02T10:30:15Z", "year-month-day and time"),
    Case("en", "2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z", "year-month-day and time"),
    Case("en", "20181102", "2018-11-02", "eight digits, year month day"),
    Case("en", "20181102T103000Z", "2018-11-02T10:30:00Z", "year-month-day and time"),
    Case("en", "05/28/2016 19:51", "2016-05-28T19:51:00Z", "month/day/year", order: "mdy"),
    Case("en", "5/28/2016 7:51 PM", "2016-05-28T19:51:00Z", "month/day/year", order: "mdy"),
    Case("en", "5/28/2016 12:00 am", "2016-05-28", "month/day/year", order: "mdy"),
    Case("en-US", "05/28/2016", "2016-05-28", "month/day/year"),
    Case("en-GB", "28/05/2016", "2016-05-28", "day/month/year"),
    Case("en", "28.05.2016", "2016-05-28", "day/month/year", order: "dmy"),
    Case("en", "2001", "2001-01-01", "year alone, read as 1 January", order: "y"),
    Case("en", "1541154600", "2018-11-02T10:30:00Z", "seconds since 1970"),
    Case("en", "1541154600.25", "2018-11-02T10:30:00Z", "seconds since 1970"),
    Case("en", "1541154600000", "2018-11-02T10:30:00Z", "milli-, micro- or nanoseconds since 1970"),
    Case("en", "1541154600000000000", "2018-11-02T10:30:00Z", "milli-, micro- or nanoseconds since 1970"),
    Case("es", "Publicado el 2 nov 2018", "2018-11-02", "published: day, month name, year"),
    Case("es", "2 de noviembre de 2018", "2018-11-02", "day, month name, year"),
    Case("de", "Am 02.11.2018 veröffentlicht", nil),
    Case("de", "2. November 2018", "2018-11-02", "day, month name, year"),
    Case("de", "Premiere am 02.11.2018", "2018-11-02", "premiered: day/month/year"),
    Case("fr", "Ajoutée le 2 nov. 2018", "2018-11-02", "published: day, month name, year"),
    Case("fr", "1er août 2018", "2018-08-01", "day, month name, year"),
    Case("it", "Pubblicato il 2 nov 2018", "2018-11-02", "published: day, month name, year"),
    Case("en", "2020-02-29", "2020-02-29", "year-month-day"),
    Case("en", "1900-02-28", "1900-02-28", "year-month-day"),
    Case("en", "0001-01-01", "0001-01-01", "year-month-day"),
    Case("en", "9999-12-31", "9999-12-31", "year-month-day"),
    // What must not be read.
    Case("en", "20200231", nil), Case("en", "2019-02-29", nil), Case("en", "1900-02-29", nil),
    Case("pt-BR", "31 de fev. de 2018", nil), Case("en", "2018-13-01", nil), Case("en", "0000-01-01", nil),
    Case("en", "05/28/2016", nil), Case("en", "05/06/2016", nil), Case("en", "28/05/2016", nil, order: "mdy"),
    Case("en", "5/28/16", nil, order: "mdy"), Case("en", "2018", nil), Case("en", "Nov 2018", nil),
    Case("en", "Nov 2, 18", nil), Case("en", "2018-11-02 25:00", nil), Case("en", "2018-11-02x", nil),
    Case("en", "2018-11-02T", nil), Case("en", "Published on", nil), Case("en", "Published", nil),
    Case("en", "", nil), Case("en", "123456789", nil), Case("en", "12345678901", nil),
    Case("en", "5/28/2016 13:00 PM", nil, order: "mdy"),
    Case("en", "2018-11/02", nil), Case("en", "Novembre 2, 2018", nil), Case("en", "2 de nov. de 2018", nil),
    Case("en", "2018-11-02 10:30:15 +99:00", nil), Case("en", "May", nil), Case("en", "2", nil),
  ]

  @Test(arguments: absolute) func `A date is read by its rule or not at all`(_ item: Case) throws {
    let reader = DateReader(locale: try #require(ReadingLocale(named: item.locale)), order: item.order)
    let observed = try #require(Timestamp(iso8601: "2020-03-31T12:00:00Z"))
    let reading = reader.date(CellText(item.text).bytes, observed: observed)
    #expect(reading?.value.description == item.moment)
    #expect(reading?.rule.name == item.rule)
  }

  static let relative: [Case] = [
    Case("pt-BR", "há 3 horas", "2020-03-31T09:00:00Z", "time before the observation"),
    Case("pt-BR", "há 10 horas", "2020-03-31T02:00:00Z", "time before the observation"),
    Case(
      "pt-BR", "Stream ao vivo realizado há 10 horas", "2020-03-31T02:00:00Z",
      "streamed live: time before the observation"),
    Case("pt-BR", "Estreou há 10 horas", "2020-03-31T02:00:00Z", "premiered: time before the observation"),
    Case("pt-BR", "há 1 mês", "2020-02-29T12:00:00Z", "time before the observation"),
    Case("pt-BR", "há 13 meses", "2019-02-28T12:00:00Z", "time before the observation"),
    Case("pt-BR", "há 1 ano", "2019-03-31T12:00:00Z", "time before the observation"),
    Case("pt-BR", "3 horas atrás", "2020-03-31T09:00:00Z", "time before the observation"),
    Case("pt-BR", "uma hora atrás", "2020-03-31T11:00:00Z", "time before the observation"),
    Case("pt-BR", "há 2 semanas", "2020-03-17T12:00:00Z", "time before the observation"),
    Case("pt-BR", "ontem", "2020-03-30", "word for a day before the observation"),
    Case("pt-BR", "anteontem", "2020-03-29", "word for a day before the observation"),
    Case("pt-BR", "agora", "2020-03-31T12:00:00Z", "time before the observation"),
    Case("en", "2 days ago", "2020-03-29T12:00:00Z", "time before the observation"),
    Case("en", "an hour ago", "2020-03-31T11:00:00Z", "time before the observation"),
    Case("en", "Streamed 2 days ago", "2020-03-29T12:00:00Z", "streamed live: time before the observation"),
    Case("en", "30 seconds ago", "2020-03-31T11:59:30Z", "time before the observation"),
    Case("en", "15 min ago", "2020-03-31T11:45:00Z", "time before the observation"),
    Case("en", "1 month ago", "2020-02-29T12:00:00Z", "time before the observation"),
    Case("en", "yesterday", "2020-03-30", "word for a day before the observation"),
    Case("en", "Today", "2020-03-31", "word for a day before the observation"),
    Case("en", "just now", "2020-03-31T12:00:00Z", "time before the observation"),
    Case("es", "hace 3 horas", "2020-03-31T09:00:00Z", "time before the observation"),
    Case("de", "vor 3 Stunden", "2020-03-31T09:00:00Z", "time before the observation"),
    Case("de", "vor einem Tag", "2020-03-30T12:00:00Z", "time before the observation"),
    Case("fr", "il y a 3 heures", "2020-03-31T09:00:00Z", "time before the observation"),
    Case("it", "3 ore fa", "2020-03-31T09:00:00Z", "time before the observation"),
    Case("pt-BR", "3 horas", nil), Case("pt-BR", "há muitas horas", nil), Case("pt-BR", "há 3 visualizações", nil),
    Case("en", "in 2 days", nil), Case("en", "2 days", nil), Case("en", "ago", nil),
    Case("en", "2 fortnights ago", nil),
    Case("en", "há 3 horas", nil), Case("en", "99999 years ago", nil), Case("en", "2 days ago today", nil),
  ]

  @Test(arguments: relative) func `A time before the observation counts back from it`(_ item: Case) throws {
    let reader = DateReader(locale: try #require(ReadingLocale(named: item.locale)))
    let observed = try #require(Timestamp(iso8601: "2020-03-31T12:00:00Z"))
    let reading = reader.date(CellText(item.text).bytes, observed: observed)
    #expect(reading?.value.description == item.moment)
    #expect(reading?.rule.name == item.rule)
  }

  @Test(arguments: ReadingLocale.names) func `Every month of every language is read, long and short`(_ name: String)
    throws
  {
    let locale = try #require(ReadingLocale(named: name))
    let reader = DateReader(locale: locale)
    #expect(Set(locale.months.map(\.month)) == Set(1...12))
    for entry in locale.months {
      for text in [
        "7 \(String(decoding: entry.word, as: UTF8.self)) 2019",
        "\(String(decoding: entry.word, as: UTF8.self)). 7, 2019",
      ] {
        let value = reader.date(CellText(text).bytes, observed: Timestamp(secondsSince1970: 0))?.value
        #expect(value == Timestamp(year: 2019, month: entry.month, day: 7), "\(text)")
      }
    }
  }
}
