import GarimpoKernels
import GarimpoRecipes

/// An invented channel of the example.
struct ExampleChannel {
  let name: String
  /// How many times as many views as usual its videos get, in powers of two.
  let reach: Double
  let appeal: Double
  /// How often it is drawn among the regular channels.
  var weight = 1

  /// The link of the channel, the same in every example.
  var path: String {
    // A fixed stream for each channel.
    var hash = ContentHash()
    hash.add(Array(name.utf8).span)
    var random = SplitMix64(seed: hash.value)
    return "/channel/UC" + ExampleIdentifier.drawn(length: 22, random: &random)
  }

  /// Whether the page shows the mark of a verified channel.
  var isVerified: Bool { reach >= 2 }

  /// A channel: one of the regular ones in about half of the draws, else one of some four hundred that are seen seldom.
  static func drawn(random: inout SplitMix64) -> ExampleChannel {
    if random.chance(0.5) { return random.pick(regular) { $0.weight } }
    return .init(name: "\(random.pick(firstWords)) \(random.pick(secondWords))", reach: -1, appeal: 0)
  }

  private static let regular: [ExampleChannel] = [
    .init(name: "Leaderboard Weekly", reach: 1, appeal: 0.9, weight: 16),
    .init(name: "The Residuals", reach: 0, appeal: 0.8, weight: 6),
    .init(name: "Out of Bag", reach: -1, appeal: 0.7, weight: 5),
    .init(name: "Peneira de Dados", reach: 0, appeal: 0.5, weight: 5),
    .init(name: "Evening Seminar", reach: -2, appeal: 0.3, weight: 4),
    .init(name: "Estatística no Quintal", reach: 0, appeal: 0.2, weight: 4),
    .init(name: "North Quay Lectures", reach: 2, appeal: 0.1, weight: 4),
    .init(name: "Plain Tutorials", reach: 3, appeal: -0.3, weight: 5),
    .init(name: "Certify Fast", reach: 4, appeal: -0.8, weight: 6),
    .init(name: "CareerLadder TV", reach: 3, appeal: -0.8, weight: 5),
    .init(name: "Acme Cloud Events", reach: 2, appeal: -0.6, weight: 4),
    .init(name: "Zero to Data", reach: 2, appeal: -0.4, weight: 4),
  ]
  private static let firstWords = [
    "Amber", "Blue", "Casa", "Copper", "Delta", "Eager", "Field", "Granite", "Harbour", "Ipê", "Jacarandá", "Lumen",
    "Mango", "Nimbus", "Orla", "Quartz", "Rio", "Silver", "Tidal", "Vento",
  ]
  private static let secondWords = [
    "Academy", "Analytics", "Aulas", "Campus", "Club", "Coders", "Dados", "Foundry", "Group", "Journal", "Labs",
    "Meetup", "Notebook", "Partners", "Robotics", "School", "Stats", "Studio", "Talks", "Workshop",
  ]
}

/// Identifiers as the site writes them.
enum ExampleIdentifier {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// `length` characters of the URL-safe base-64 alphabet.
  static func drawn(length: Int, random: inout SplitMix64) -> String {
    String(decoding: (0..<length).map { _ in random.pick(alphabet) }, as: UTF8.self)
  }
}
