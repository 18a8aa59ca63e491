import GarimpoStore

/// A page of items.
public struct ItemPage: Reply {
  /// The path of the project.
  public var project: String
  /// The items, in the order of the query.
  public var items: [Item]
  /// The cursor of the next page; nil: this is the last. A page may have fewer items than its limit and still not be the
  /// last: where few of many items are of the kind that was asked for, it ends before the reader has to wait.
  public var next: String?
  /// How many items there are on all pages: exactly, or at least.
  public var total: Int
  /// Whether `total` is exact.
  public var isTotalExact: Bool
  /// The order that the items are in: that of the query, but `worth` where relevance cannot be told.
  public var sort: ItemQuery.Sort
  /// The round whose model scored them.
  public var round: Int?
  /// The place in the log of labels up to which the live model that scored them had seen.
  public var modelPosition: Int?
  /// Versions of items that the index of texts, dates and values has.
  public var indexedCount: Int
  /// Versions of items in all.
  public var versionCount: Int

  /// An item on a page.
  public struct Item: Sendable, Codable {
    /// Its id.
    public var id: String
    /// Its number in the project.
    public var number: Int
    /// Its title.
    public var title: String
    /// Its page on the web, where it has one.
    public var link: String?
    /// P(yes), where it has a score.
    public var score: Double?
    /// Its place among all items that have a score, from 1.
    public var rank: Int?
    /// Its date, where the recipe has one.
    public var date: String?
    /// A few of its fields: the first six categories, tags and numbers that have a value.
    public var fields: [NextItem.Field]
    /// Its label.
    public var label: String?
    /// Whether the annotator has marked it as seen.
    public var isSeen: Bool
    /// The words around what matches the search best, in parts.
    public var snippet: [SnippetPart]?
    /// What pulls its score up most, strongest first, where that was asked for: ``OpenProject/explain(_:by:)``.
    public var why: [ItemExplanation.Part]?
  }

  /// A part of a snippet.
  public struct SnippetPart: Sendable, Hashable, Codable {
    /// The text.
    public var text: String
    /// Whether it is what was searched for.
    public var isMatch: Bool
  }

  /// The items as a table.
  public func text(_ style: TextStyle) -> String {
    var table = TextTable([.right, .left, .left, .left])
    table.addHeader(["rank", "p", "label", "title"])
    for item in items {
      table.add([
        .init(item.rank.map(Text.grouped) ?? "–"), .init(item.score.map { Text.decimal($0, places: 3) } ?? "–"),
        .init(item.label ?? "", .faint), .init(DisplayText.cut(DisplayText.printable(item.title), to: 54)),
      ])
    }
    let count = (isTotalExact ? "" : "at least ") + Text.count(total, "item")
    return (items.isEmpty ? [] : table.lines(style) + [""]).map { $0 + "\n" }.joined() + count + "\n"
  }
}

extension ItemPage.SnippetPart {
  /// Control characters, around what matches; a text that has one of its own is marked oddly, and no worse.
  static let (open, close) = ("\u{1}", "\u{2}")
  /// So many words are shown around a match.
  static let wordCount = 16

  /// The parts of a snippet between such signs.
  static func parts(_ snippet: String) -> [ItemPage.SnippetPart] {
    var parts: [ItemPage.SnippetPart] = []
    var text = ""
    func end(isMatch: Bool) {
      if !text.isEmpty { parts.append(.init(text: text, isMatch: isMatch)) }
      text = ""
    }
    for scalar in snippet.unicodeScalars {
      switch scalar {
      case "\u{1}": end(isMatch: false)
      case "\u{2}": end(isMatch: true)
      default: text.unicodeScalars.append(scalar)
      }
    }
    end(isMatch: false)
    return parts
  }
}
