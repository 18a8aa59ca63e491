import Testing

@testable import GarimpoRecipes

@Suite struct TimestampTests {
  /// Walks the calendar day by day from 1600-01-01 to 2400-01-01 by the rules of the months, and looks at both
  /// directions of the conversion on each of the 292,194 days.
  @Test func `Every day of eight centuries converts to its number and back`() {
    // 1600-01-01 is 135,140 days before 1970-01-01: 370 years of 365 days and 90 leap days.
    var (year, month, day, number) = (1600, 1, 1, Int64(-(370 * 365 + 90)))
    var wrong = 0
    while year < 2400 {
      let stamp = Timestamp(year: year, month: month, day: day)
      if stamp?.secondsSince1970 != number * 86_400 { wrong += 1 }
      if let civil = stamp?.adding(86_399).civil, civil != (year, month, day) { wrong += 1 }
      number += 1
      day += 1
      let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      if day > [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] {
        (month, day) = (month + 1, 1)
      }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect(wrong == 0)
    #expect(Timestamp(year: 1970, month: 1, day: 1)?.secondsSince1970 == 0)
    // `date -u -d 2400-01-01 +%s` of GNU coreutils 9.1
    #expect(number * 86_400 == 13_569_465_600)
  }

  @Test(arguments: [
    (2019, 2, 29), (2100, 2, 29), (2019, 4, 31), (2019, 0, 1), (2019, 13, 1), (2019, 1, 0), (0, 1, 1), (10_000, 1, 1),
  ])
  func `A day that the calendar lacks is no timestamp`(year: Int, month: Int, day: Int) {
    #expect(Timestamp(year: year, month: month, day: day) == nil)
  }

  @Test func `A timestamp describes itself in ISO 8601 and reads that back`() throws {
    for seconds: Int64 in [0, 1, -1, 1_541_154_600, -62_135_596_800, 253_402_300_799] {
      let stamp = Timestamp(secondsSince1970: seconds)
      #expect(Timestamp(iso8601: stamp.description) == stamp)
    }
    #expect(Timestamp(secondsSince1970: -1).description == "1969-12-31T23:59:59Z")
    #expect(Timestamp(iso8601: "nonsense") == nil)
    #expect(Timestamp(iso8601: "2018-11-02 ") == Timestamp(year: 2018, month: 11, day: 2))
  }

  @Test func `Days between moments are whole and part`() throws {
    let day = try #require(Timestamp(iso8601: "2019-12-03"))
    let half = try #require(Timestamp(iso8601: "2019-12-01T12:00"))
    #expect(day.days(since: half) == 1.5)
    #expect(half.days(since: day) == -1.5)
    #expect((day.year, day.month, day.day) == (2019, 12, 3))
  }
}
