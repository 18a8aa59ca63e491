/// The duplicates of a project, in groups.
public struct ListedDuplicates: Reply {
  /// Which duplicates are listed.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Those with the same words.
    case exact
    /// Those that share most of their word shingles.
    case near
  }

  /// The path of the project.
  public var project: String
  /// Which were asked for; nil: all.
  public var kind: Kind?
  /// Groups in all.
  public var groupCount: Int
  /// Items in all of them.
  public var itemCount: Int
  /// The groups that are listed, in the order of their first items.
  public var groups: [Group]

  /// Items that say the same, directly or through others.
  public struct Group: Sendable, Codable {
    /// The lowest similarity of a pair in it, 1 when all are exact.
    public var similarity: Double
    /// Whether it holds a yes and a no.
    public var isContradictory: Bool
    /// Its items, in the order of first import.
    public var items: [Item]
  }

  /// An item of a group.
  public struct Item: Sendable, Codable {
    /// Its id.
    public var id: String
    /// Its title.
    public var title: String
    /// Its label, nil when nobody has answered.
    public var label: String?
    /// The greatest similarity to an item before it in the group; nil for the first, and for one that only later items
    /// tie to the group.
    public var similarity: Double?
  }

  /// The groups, a line for each item.
  public func text(_ style: TextStyle) -> String {
    let what = kind.map { "\($0.rawValue) duplicates" } ?? "duplicates"
    guard groupCount > 0 else { return "\(DisplayText.printable(project)) has no \(what).\n" }
    var lines = [
      style.apply(.heading, to: what.prefix(1).uppercased() + what.dropFirst())
        + " in \(DisplayText.printable(project))"
    ]
    let ids = groups.map { $0.items.map { DisplayText.cut(DisplayText.printable($0.id), to: 24) } }
    let room = max(20, 78 - 18 - (ids.flatMap { $0 }.map(DisplayText.width).max() ?? 0))
    var table = TextTable([.right, .left, .left, .left])
    for (group, ids) in zip(groups, ids) {
      table.add([])
      for (item, id) in zip(group.items, ids) {
        let tone: TextStyle.Tone = item.label == "yes" ? .good : item.label == "no" ? .bad : .plain
        table.add([
          .init(item.similarity.map { Text.decimal($0, places: 2) } ?? "", .faint), .init(item.label ?? "-", tone),
          .init(id), .init(DisplayText.cut(DisplayText.printable(item.title), to: room)),
        ])
      }
      if group.isContradictory {
        table.add([.init(""), .init(""), .init(""), .init("a yes and a no: see garimpo check-labels", .bad)])
      }
    }
    lines += table.lines(style) + [""]
    lines += DisplayText.paragraph(
      "\(Text.grouped(groups.count)) of \(Text.count(groupCount, "group")), \(Text.count(itemCount, "item")) in all")
    return lines.joined(separator: "\n") + "\n"
  }
}
