import GarimpoProject

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The page of the rounds: what each found, two side by side, and a new one.
struct RoundsPage {
  /// The rounds, oldest first, and which is in use.
  let reply: RoundsReply
  let defaults: RoundDefaults
  /// What goes on, for the script to show at once.
  let jobs: [Job]
  let strings: Strings

  private var rounds: [RoundsReply.Round] { reply.rounds }

  /// The page.
  var page: Page {
    get throws {
      var page = Page(template: "rounds", place: .rounds, title: "rounds_title", content: content)
      page.style = "quality"
      page.script = "rounds"
      page.state = try JSONText.of(
        State(jobs: jobs, newest: rounds.last?.round, sentences: strings.sentences), pretty: false)
      return page
    }
  }

  private struct State: Encodable {
    var jobs: [Job]
    var newest: Int?
    var sentences: [String: String]
  }

  private var content: [String: Any] {
    let newestFirst: [RoundsReply.Round] = rounds.reversed()
    func choices(_ chosen: Int) -> [[String: Any]] {
      newestFirst.enumerated().map { ["number": $1.round, "isChosen": $0 == chosen] }
    }
    var content: [String: Any] = [
      "hasRounds": !rounds.isEmpty, "rounds": newestFirst.map(row), "hasTwo": rounds.count > 1,
      "first": choices(1), "second": choices(0), "inUse": inUse,
      "hard": defaults.hard.map(String.init) ?? "", "random": defaults.random, "seed": String(defaults.seed),
      "canStart": defaults.yesCount > 0 && defaults.noCount > 0 && defaults.unreadCount > 0, "cannot": cannot,
      "labels": strings[
        "rounds_labels",
        ["yes": strings.number(defaults.yesCount), "no": strings.number(defaults.noCount)]],
      "hardNote": strings[defaults.hard == nil ? "rounds_hard_band" : "rounds_hard_note"],
    ]
    content["reason"] = reply.choice?.note
    return content
  }

  /// Why no round can be run; empty when one can.
  private var cannot: String {
    if defaults.yesCount == 0 || defaults.noCount == 0 { return strings["rounds_cannot"] }
    return defaults.unreadCount > 0 ? "" : strings["rounds_all_read"]
  }

  /// Which model is in use, and why.
  private var inUse: String {
    guard let current = reply.currentRound else { return "" }
    guard let choice = reply.choice else { return strings["rounds_in_use_newest", ["round": strings.number(current)]] }
    let values = [
      "round": strings.number(choice.round), "newest": strings.number(choice.newestRound), "who": choice.by,
      "day": strings.day(Self.day(choice.at)),
    ]
    return strings["rounds_in_use_chosen", values]
  }

  private func row(_ round: RoundsReply.Round) -> [String: Any] {
    func figure(_ values: [Double]?) -> (value: String, range: String) {
      guard let values, values.count == 3 else { return ("–", "") }
      return (
        strings.decimal(values[0], places: 2),
        round.isTooFew ? strings["figure_too_few"] : strings.range(values[1], values[2])
      )
    }
    let (precision, area) = (figure(round.averagePrecision), figure(round.rocAUC))
    return [
      "number": round.round, "isInUse": round.round == reply.currentRound,
      "useLabel": strings["rounds_use_label", ["round": strings.number(round.round)]],
      "day": strings.day(Self.day(round.at)), "recipe": round.recipe,
      "trained": strings.number(round.trainCount),
      "measured": strings[
        "rounds_measured",
        ["count": strings.number(round.validationCount), "yes": strings.number(round.validationPositiveCount)]],
      "pool": strings.number(round.poolCount),
      "precision": precision.value, "precisionRange": precision.range, "area": area.value, "areaRange": area.range,
      "answered": strings.number(round.answered), "asked": strings.number(round.asked),
      "model": round.model, "modelShort": String(round.model.prefix(12)), "seed": String(round.seed),
    ]
  }

  private static func day(_ date: Date) -> String { String(date.ISO8601Format().prefix(10)) }
}
