/// How people of one language and country write numbers, dates and times: what the readers of cells need to know.
///
/// Words are held as the bytes of `CellText`'s form (lower case). The longest word comes first where one begins
/// another, so that the first match is the right one.
struct ReadingLocale: Sendable {
  /// The order in which the numbers of a date such as `05/28/2016` stand.
  enum DateOrder: String, Sendable, Hashable, Codable, CaseIterable {
    /// Day, month, year.
    case dayFirst = "dmy"
    /// Month, day, year.
    case monthFirst = "mdy"
    /// Year, month, day.
    case yearFirst = "ymd"
    /// Year alone: 1 January.
    case yearOnly = "y"
  }

  /// The name in a recipe: `pt-BR`.
  let name: String
  /// What stands between groups of three digits (besides no-break spaces, which every locale may use).
  let groupSeparator: UInt8
  /// Whether an ordinary space may stand there too.
  let groupsBySpace: Bool
  /// What stands before the fraction.
  let decimalSeparator: UInt8
  /// The order of a date in numbers, where the country has only one.
  let dateOrder: DateOrder?
  /// Words that multiply the number before them.
  let multipliers: [(word: [UInt8], factor: Int)]
  /// Words that mean the number 0 before a unit, such as the `no` of `no views`.
  let noneWords: [[UInt8]]
  /// Words between a multiplier and a unit, such as the `de` of `1 mi de visualizações`.
  let unitJoiners: [[UInt8]]
  /// Things that are counted.
  let units: [[UInt8]]
  /// Names of the months, 1 ... 12, long and short.
  let months: [(word: [UInt8], month: Int)]
  /// Names of the days of the week, which a date may begin with.
  let weekdays: [[UInt8]]
  /// Words between the parts of a date, such as `de`.
  let dateJoiners: [[UInt8]]
  /// Phrases that a date may begin with, and what they say of it.
  let leads: [(phrase: [UInt8], lead: ReadingRule.Lead)]
  /// Phrases before (`há`) and after (`ago`) a length of time.
  let agoBefore: [[UInt8]]
  let agoAfter: [[UInt8]]
  /// Words for the number 1 before a unit of time.
  let oneWords: [[UInt8]]
  /// Units of time.
  let timeUnits: [(word: [UInt8], unit: TimeUnit)]
  /// Words for whole days before the observation: today, yesterday; and for the moment itself.
  let days: [(word: [UInt8], daysAgo: Int)]
  let nowWords: [[UInt8]]

  /// A length of time that people count in.
  enum TimeUnit: Sendable {
    case second, minute, hour, day, week, month, year
  }

  /// The names that a recipe can give, in the order in which a guess tries them.
  static let names = ["en", "en-US", "en-GB", "pt-BR", "pt", "es", "de", "fr", "it"]

  /// The locale of this name, or nil.
  init?(named name: String) {
    switch name {
    case "en": self = .english(name, dateOrder: nil)
    case "en-US": self = .english(name, dateOrder: .monthFirst)
    case "en-GB": self = .english(name, dateOrder: .dayFirst)
    case "pt-BR", "pt": self = .portuguese(name)
    case "es": self = .spanish
    case "de": self = .german
    case "fr": self = .french
    case "it": self = .italian
    default: return nil
    }
  }

  /// A locale from words as people read them: alternatives separated by `|`, of which the longest is tried first.
  init(
    name: String, group: Character, decimal: Character, groupsBySpace: Bool = false, dateOrder: DateOrder?,
    words: Words
  ) {
    self.name = name
    groupSeparator = group.asciiValue ?? 0
    decimalSeparator = decimal.asciiValue ?? 0
    self.groupsBySpace = groupsBySpace
    self.dateOrder = dateOrder
    multipliers = Self.table(words.multipliers).map { (word: $0.word, factor: $0.value) }
    noneWords = Self.list(words.none)
    unitJoiners = Self.list(words.unitJoiners)
    units = Self.list(words.units)
    months = Self.table(words.months.enumerated().map { ($0.element, $0.offset + 1) })
      .map { (word: $0.word, month: $0.value) }
    weekdays = Self.list(words.weekdays)
    dateJoiners = Self.list(words.dateJoiners)
    leads = Self.table(words.leads).map { (phrase: $0.word, lead: $0.value) }
    agoBefore = Self.list(words.agoBefore)
    agoAfter = Self.list(words.agoAfter)
    oneWords = Self.list(words.one)
    timeUnits = Self.table(words.timeUnits).map { (word: $0.word, unit: $0.value) }
    days = Self.table(words.days).map { (word: $0.word, daysAgo: $0.value) }
    nowWords = Self.list(words.now)
  }

  /// The words of a locale, as `ReadingLocale.init` takes them.
  struct Words {
    var multipliers: [(String, Int)]
    var none: String
    var unitJoiners: String
    var units: String
    var months: [String]
    var weekdays: String
    var dateJoiners: String
    var leads: [(String, ReadingRule.Lead)]
    var agoBefore: String
    var agoAfter: String
    var one: String
    var timeUnits: [(String, TimeUnit)]
    var days: [(String, Int)]
    var now: String
  }

  private static func list(_ words: String) -> [[UInt8]] {
    words.split(separator: "|").map { Array($0.utf8) }.sorted { $0.count > $1.count }
  }

  private static func table<Value>(_ entries: [(String, Value)]) -> [(word: [UInt8], value: Value)] {
    entries.flatMap { entry in list(entry.0).map { (word: $0, value: entry.1) } }
      .sorted { $0.word.count > $1.word.count }
  }
}
