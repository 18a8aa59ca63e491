import GarimpoRecipes
import GarimpoStore

/// Which items a page lists, and in which order.
public struct ItemQuery: Sendable, Hashable {
  /// Items by their label.
  public enum Labels: String, Sendable, Hashable, CaseIterable, Codable {
    /// Nobody answered, or it was only skipped.
    case unlabelled
    /// Labelled yes.
    case yes
    /// Labelled no.
    case no
    /// Read, but not decided.
    case unsure
    /// Only skipped.
    case skip
    /// Annotators disagree.
    case disputed
    /// All items.
    case any
  }

  /// An order.
  public enum Sort: String, Sendable, Hashable, CaseIterable, Codable {
    /// By score, the best first, items without a score last; equal ones in the order of the items.
    case worth
    /// By the newest answer that counts, the newest first; items without one are left out.
    case label
    /// By the recipe's date field, the newest first, items without a date last; items that the index of texts does not have
    /// yet are left out.
    case date
    /// By how well the text fits (BM25); by worth without a text, or where too many items have it.
    case relevance
  }

  /// A category or tag that an item must have.
  public struct Value: Sendable, Hashable, Codable {
    /// The field of the recipe.
    public var field: String
    /// Its value, to the letter.
    public var value: String

    /// Items whose `field` is `value`, or has it among others.
    public init(field: String, value: String) {
      self.field = field
      self.value = value
    }
  }

  /// Words that must be in an item's title or texts, as a person types them; empty: any item.
  public var text = ""
  /// Items with these labels.
  public var labels = Labels.unlabelled
  /// The first day, `2019-04-01`; nil: from the beginning.
  public var firstDay: String?
  /// The last day, included; nil: to the end.
  public var lastDay: String?
  /// A category or tag.
  public var value: Value?
  /// Who looks: whose marks are shown and hidden; nil: nobody's.
  public var annotator: String?
  /// Whether items that `annotator` has marked as seen are left out.
  public var hidesSeen = true
  /// Whether the labels of items that `annotator` has yet to answer (a skip is no answer) are as if there were none, as what
  /// others answered could sway them. What is labelled is not among the unlabelled all the same.
  public var hidesLabels = false
  /// The order.
  public var sort = Sort.worth
  /// How many items a page has at most, 1 to 200.
  public var limit = 50
  /// Where the page begins: what the page before gave as ``ItemPage/next``; nil: at the first item.
  public var cursor: String?

  /// The items without a label that are most worth reading.
  public init() {}

  /// The query without the place and size of a page: what its pages have in common.
  var whole: ItemQuery {
    var query = self
    (query.limit, query.cursor) = (0, nil)
    return query
  }

  /// Dates from the first to the last day, as the index has them; nil where any will do.
  func days(_ recipe: Recipe) throws(Failure) -> (first: String, last: String)? {
    guard firstDay != nil || lastDay != nil else { return nil }
    guard SearchedFields(recipe).fields.date != nil else {
      throw .badOption("date", found: "a day", expected: "none, for recipe \(recipe.name) has no date field")
    }
    func day(_ text: String?, _ option: String) throws(Failure) -> String? {
      guard let text else { return nil }
      guard let moment = Timestamp(iso8601: text) else {
        throw .badOption(option, found: "\"\(text)\"", expected: "a day such as 2019-04-01")
      }
      return moment.isoDate
    }
    let first = try day(firstDay, "first day") ?? "0"
    // A date is a day, or a day and a time behind a T.
    let last = try day(lastDay, "last day").map { $0 + "~" } ?? "~"
    return (first, last)
  }

  /// Throws unless the query makes sense for a project of this recipe.
  func check(_ recipe: Recipe) throws(Failure) {
    _ = try RecipeOverrides.checked("limit", limit, from: 1, to: 200)
    guard let value else { return }
    let names = SearchedFields(recipe).fields.values
    guard names.contains(value.field) else {
      throw .badOption(
        "field", found: "\"\(value.field)\"",
        expected: names.isEmpty
          ? "none, for recipe \(recipe.name) has no categories and tags" : Text.alternatives(names))
    }
  }
}
