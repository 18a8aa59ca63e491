import GarimpoKernels

/// One invented video: what the site knows of it, and how much it appeals to the person who labelled the example.
struct ExampleVideo {
  let id: String
  var title: String
  let date: ExampleDate
  let views: Int
  let likes: Int
  let dislikes: Int
  let subscribers: Int
  let category: String
  let description: String
  let tag: String
  let channel: ExampleChannel
  let oddities: RowOddities
  /// Small integers that choose between ways of showing the page.
  let pageChoice: Int
  /// How much it appeals, the person's mood included; only the order counts.
  let appeal: Double

  private let form: VideoForm
  private let subject: TitleGrammar.Subject

  /// How much of the labels is mood: the standard deviation of the noise on a scale where a form or a topic counts
  /// about 1.
  private static let mood = 0.9

  /// The video of a row, drawn from the row's own stream.
  init(row: Int, oddities: RowOddities, random: inout SplitMix64) {
    self.oddities = oddities
    id = ExampleIdentifier.drawn(length: 11, random: &random)
    date = ExampleDate(row: row, random: &random)
    channel = ExampleChannel.drawn(random: &random)
    form = random.pick(VideoForm.all) { $0.weight }
    let topic = random.pick(VideoTopic.all)
    let other = random.pick(VideoTopic.all.filter { $0.name != topic.name })
    subject = .init(topic: topic, other: other, channel: channel.name, year: date.year)

    let magnitude = 10.5 + channel.reach + 3.4 * random.nextNearlyNormal()
    views = Self.views(ofMagnitude: magnitude, oddities: oddities, random: &random)
    likes = Int(Double(views) * (0.004 + 0.03 * random.nextUnit()))
    dislikes = Int(Double(likes) * 0.12 * random.nextUnit())
    subscribers = Self.powerOfTwo(11 + 1.5 * channel.reach + random.nextNearlyNormal())
    category = form.category
    tag = oddities.contains(.noTag) ? "" : random.pick([topic.name.lowercased(), channel.name, "dados", "statistics"])
    pageChoice = random.next(below: 1 << 16)
    description = Self.description(of: subject, oddities: oddities, random: &random)
    appeal =
      form.appeal + topic.appeal + channel.appeal + Self.appeal(ofMagnitude: magnitude)
      + Self.mood * random.nextNearlyNormal()
    title = ""
    drawTitle(random: &random)
  }

  /// Draws another title for the same video.
  mutating func drawTitle(random: inout SplitMix64) {
    let plain = TitleGrammar.fill(random.pick(form.templates), subject: subject, random: &random)
    title = TitleGrammar.bend(plain, to: oddities, random: &random)
  }

  private static func views(
    ofMagnitude magnitude: Double, oddities: RowOddities, random: inout SplitMix64
  ) -> Int {
    if oddities.contains(.noViews) { return 0 }
    if oddities.contains(.oneView) { return 1 }
    if oddities.contains(.millionViews) { return 1_000_000 + random.next(below: 2_500_000) }
    return min(999_999, max(2, powerOfTwo(magnitude)))
  }

  /// The person likes what is neither unseen nor everywhere.
  private static func appeal(ofMagnitude magnitude: Double) -> Double {
    switch magnitude {
    case ..<6: -0.5
    case ..<13: 0.4
    case ..<16: 0
    default: -0.6
    }
  }

  /// About two to the power of `exponent`: exact at whole exponents and linear between them, so that every machine
  /// gets the same integer.
  private static func powerOfTwo(_ exponent: Double) -> Int {
    let whole = max(0, exponent).rounded(.down)
    return Int((1 + max(0, exponent) - whole) * Double(1 << Int(min(40, whole))))
  }

  /// The beginning of a description, cut at 160 characters as the site does; empty or one space where the row says so.
  private static func description(
    of subject: TitleGrammar.Subject, oddities: RowOddities, random: inout SplitMix64
  ) -> String {
    if oddities.contains(.noDescription) { return "" }
    if oddities.contains(.spaceAsDescription) { return " " }
    let sentences = [
      "In this video we look at {topic} for {use}, with an example that you can follow at home.",
      "Neste vídeo falamos de {tema}: como usar para {uso}, com dados de verdade.",
      "{person} answers the question \"why {topic}?\" and shows where it fails.",
      "Slides and notebook: https://example.org/{number}.", "Recorded at {event} {year}.",
      "Subscribe to {channel} for a new video every week!", "{topic}, {other} and {use} in one session.",
    ]
    var text = ""
    for _ in 0..<(1 + random.next(below: 5)) {
      if !text.isEmpty { text += " " }
      text += TitleGrammar.fill(random.pick(sentences), subject: subject, random: &random)
    }
    return text.count <= 160 ? text : text.prefix(157) + "..."
  }
}
