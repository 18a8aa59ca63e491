/// The unread items in the order of worth.
public struct RankedItems: Reply {
  /// The path of the project.
  public var project: String
  /// The round whose model ranks.
  public var round: Int
  /// SHA-256 of the model.
  public var model: String
  /// Unread items in all.
  public var unreadCount: Int
  /// Of these, items that came or changed since the round.
  public var newCount: Int
  /// The items that are listed, best first; empty when they went to a file.
  public var items: [Item]
  /// The file that they went to.
  public var output: String?
  /// How many are listed, here or in the file.
  public var listedCount: Int

  /// An item in the order.
  public struct Item: Sendable, Codable {
    /// Its place among the unread items, from 1; equal scores in the order of the items.
    public var rank: Int
    /// P(yes).
    public var score: Double
    /// Its place in the pool of the round, where the round asked or might have asked it.
    public var roundRank: Int?
    /// Whether it came or changed since the round.
    public var isNew: Bool
    /// Its id.
    public var id: String
    /// Its title.
    public var title: String
    /// Its page on the web, where it has one.
    public var link: String?
    /// Its date, where the recipe has one.
    public var date: String?
  }

  private enum CodingKeys: String, CodingKey {
    case project, round, model, unreadCount, newCount, items, output, listedCount
  }

  /// The list, and what it was made by.
  public func text(_ style: TextStyle) -> String {
    var lines = [
      style.apply(.heading, to: "The items most worth reading")
        + " of \(DisplayText.printable(project)), by the model of round \(round)"
    ]
    if let output {
      lines += DisplayText.paragraph(
        "\(DisplayText.printable(output)): \(Text.grouped(listedCount)) of \(Text.count(unreadCount, "unread item"))")
    } else if items.isEmpty {
      lines += DisplayText.paragraph(
        unreadCount == 0 ? "every item is read; import more" : "none scores as high as that")
    } else {
      lines += table(style)
      lines += DisplayText.paragraph("\(Text.grouped(listedCount)) of \(Text.count(unreadCount, "unread item"))")
    }
    if newCount > 0 {
      lines += DisplayText.paragraph(
        "\(Text.count(newCount, "item")) came or changed since the round (*): scored by its model, but not part of its "
          + "pool")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(_ style: TextStyle) -> [String] {
    let hasDates = items.contains { $0.date != nil }
    let hasLinks = !hasDates && items.contains { $0.link != nil }
    let ids = items.map { DisplayText.cut(DisplayText.printable($0.id), to: 24) }
    let taken = 2 + 5 + 2 + 6 + 2 + (ids.map(DisplayText.width).max() ?? 0) + (hasDates ? 12 : hasLinks ? 32 : 0)
    var table = TextTable([.right, .left, .left, .left, .left])
    table.addHeader(["rank", "p", "id"] + (hasDates ? ["date"] : hasLinks ? ["link"] : []) + ["title"])
    for (item, id) in zip(items, ids) {
      let middle =
        hasDates ? [String((item.date ?? "").prefix(10))] : hasLinks ? [DisplayText.cut(item.link ?? "", to: 30)] : []
      table.add(
        [
          .init(Text.grouped(item.rank)), .init(Text.decimal(item.score, places: 3) + (item.isNew ? "*" : "")),
          .init(id),
        ]
          + middle.map { .init(DisplayText.printable($0), .faint) }
          + [.init(DisplayText.cut(DisplayText.printable(item.title), to: max(20, 78 - taken)))])
    }
    return table.lines(style)
  }
}
