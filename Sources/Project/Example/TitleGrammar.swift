import GarimpoKernels

/// Builds the titles of the example's videos from templates and word lists.
enum TitleGrammar {
  /// Titles that several videos share, as meetings that recur do.
  static let sharedTitles = [
    "Office Hours, Live", "Channel Trailer 2019", "Monthly Meetup Recording", "Perguntas e respostas",
  ]

  /// The most characters that the site allows in a title.
  static let longestTitle = 100

  /// What a title may name.
  struct Subject {
    var topic: VideoTopic
    var other: VideoTopic
    var channel: String
    var year: Int
  }

  /// A template with its slots filled.
  static func fill(_ template: String, subject: Subject, random: inout SplitMix64) -> String {
    var title = ""
    for piece in template.split(separator: "{", omittingEmptySubsequences: false) {
      guard let end = piece.firstIndex(of: "}") else {
        title += piece
        continue
      }
      title += word(for: piece[..<end], subject: subject, random: &random)
      title += piece[piece.index(after: end)...]
    }
    return title
  }

  private static func word(for slot: Substring, subject: Subject, random: inout SplitMix64) -> String {
    switch slot {
    case "topic": subject.topic.name
    case "other": subject.other.name
    case "tema": subject.topic.portuguese
    case "use": random.pick(uses)
    case "uso": random.pick(usesInPortuguese)
    case "tool": random.pick(tools)
    case "job": random.pick(jobs)
    case "person": "\(random.pick(firstNames)) \(random.pick(lastNames))"
    case "event": random.pick(events)
    case "contest": random.pick(contests)
    case "number": String(2 + random.next(below: 29))
    case "year": String(subject.year)
    case "channel": subject.channel
    default: preconditionFailure("no such slot in a title: \(slot)")
    }
  }

  /// The title in another script, or bent to the oddity that its row has. At most 100 characters.
  static func bend(_ title: String, to oddities: RowOddities, random: inout SplitMix64) -> String {
    var title = title
    if oddities.contains(.cyrillicTitle) {
      title = "\(random.pick(cyrillic)), урок \(1 + random.next(below: 90))"
    } else if oddities.contains(.eastAsianTitle) {
      let template = random.pick(eastAsian)
      title = template.head + String(1 + random.next(below: 90)) + template.tail
    } else if oddities.contains(.thaiTitle) {
      title = "สอนวิเคราะห์ข้อมูล ตอนที่ \(1 + random.next(below: 90))"
    } else if oddities.contains(.devanagariTitle) {
      title = "डेटा विश्लेषण सीखें, भाग \(1 + random.next(below: 90))"
    } else if oddities.contains(.emojiTitle) {
      title += " " + random.pick(["🚀", "🔥📊", "🤖", "👩🏽‍💻"])
    } else if oddities.contains(.quoteInTitle) {
      title = "\"\(random.pick(sayings))\" - \(title)"
    } else if oddities.contains(.commaInTitle) && !title.contains(",") {
      title = "\(random.pick(asides)), \(title)"
    } else if oddities.contains(.twoSpacesInTitle), let space = title.firstIndex(of: " ") {
      title.insert(" ", at: space)
    } else if oddities.contains(.zeroWidthSpaceInTitle), let space = title.firstIndex(of: " ") {
      title.insert("\u{200B}", at: space)
    } else if oddities.contains(.hundredCharacters) {
      while title.count < longestTitle { title += " | \(random.pick(asides)) \(random.pick(uses))" }
    }
    title = String(title.prefix(longestTitle))
    if title.hasSuffix(" ") { title = title.dropLast() + "." }
    return title
  }
}

extension TitleGrammar {
  /// Uses that a topic is put to.
  static let uses = [
    "Bus Timetables", "Crop Yields", "Fraud Alerts", "Grocery Baskets", "Hospital Beds", "House Prices", "Job Adverts",
    "Music Playlists", "News Feeds", "Parcel Routes", "River Levels", "School Meals", "Spare Parts", "Support Tickets",
    "Tax Returns", "Video Search", "Wind Farms",
  ]
  /// The same in Portuguese.
  static let usesInPortuguese = [
    "avaliar imóveis", "buscar vídeos", "escolher fornecedores", "estimar colheitas", "ler editais",
    "medir o nível dos rios", "montar playlists", "prever a demanda", "separar chamados", "traçar rotas de ônibus",
  ]
  /// Languages and tools.
  static let tools = ["Python", "R", "Julia", "SQL", "Swift", "Excel"]
  /// Occupations.
  static let jobs = ["Data Scientist", "Data Analyst", "Data Engineer", "Machine Learning Engineer", "Statistician"]
  private static let firstNames = [
    "Adaeze", "Bruna", "Caio", "Dagny", "Elias", "Fernanda", "Goran", "Helena", "Ivo", "Jussara", "Kenji", "Lúcia",
    "Mateus", "Nadia", "Otávio", "Priya", "Rafael", "Sunniva", "Tomás", "Yara",
  ]
  private static let lastNames = [
    "Abrantes", "Bergstad", "Carvalhal", "Dimov", "Eklund", "Figueira", "Gonzaga", "Haruta", "Ibarra", "Junqueira",
    "Kessler", "Lacerda", "Mendonça", "Nwosu", "Oliva", "Pacheco", "Quiroga", "Rezende", "Sarmento", "Tavares",
  ]
  private static let events = [
    "DataHarbour", "Encontro Dados Abertos", "StatSummer", "Forum of Forests", "TabConf South", "Semana da Estatística",
  ]
  private static let contests = [
    "Ferry Arrivals", "Coral Counting", "Coffee Leaf", "Loan Default", "Street Noise", "Bird Calls", "Solar Output",
    "Ticket Routing", "Price Tags", "River Flood",
  ]
  private static let cyrillic = [
    "Анализ данных на практике", "Введение в прогнозирование спроса", "Деревья решений без формул",
    "Разбор соревнования по рядам", "Статистика для начинающих аналитиков",
  ]
  private static let eastAsian: [(head: String, tail: String)] = [
    ("データ分析の勉強会 第", "回"), ("予測モデルを作ってみる その", ""), ("데이터 분석 실습 ", "강"), ("예측 모델 공모전 후기 ", "편"),
    ("数据分析入门 第", "讲"), ("预测竞赛复盘 第", "期"),
  ]
  private static let sayings = ["Just Add Data", "It Works on My Laptop", "Correlation Is Enough", "Ship the Average"]
  private static let asides = ["Step by Step", "Live from Recife", "New", "Explained", "Recap", "Part One", "In Short"]
}
