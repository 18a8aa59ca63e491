import GarimpoProject
import Hummingbird

/// The query for items in an address, and back: the same names on the page and in the API.
struct ItemParameters {
  /// What it asks for.
  var query: ItemQuery

  /// Reads the parameters `q`, `label`, `from`, `to`, `field`, `value`, `seen`, `sort`, `limit` and `cursor`. An empty one
  /// is as if it were not there: a form sends all that it has.
  init(_ request: Request, _ visitor: Visitor, labels: ItemQuery.Labels = .unlabelled, sort: ItemQuery.Sort = .worth)
    throws
  {
    func text(_ name: String) -> String? { request.query(name).flatMap { $0.isEmpty ? nil : $0 } }
    query = ItemQuery()
    query.annotator = visitor.name
    query.hidesLabels = !visitor.isOwner
    query.text = text("q") ?? ""
    query.labels = try Self.choice("label", text("label"), usual: labels)
    query.sort = try Self.choice("sort", text("sort"), usual: sort)
    query.firstDay = text("from")
    query.lastDay = text("to")
    if let value = text("value") {
      guard let field = text("field") else {
        throw Problem.badParameter("field", found: "nothing", expected: "the field that is to have the value")
      }
      query.value = .init(field: field, value: value)
    }
    query.hidesSeen = try Self.choice("seen", text("seen"), usual: Seen.hide) == .hide
    query.limit = try request.query("limit", in: 1...200, default: query.limit)
    query.cursor = text("cursor")
  }

  /// What becomes of items that the visitor has marked as seen.
  private enum Seen: String, CaseIterable {
    case hide, show
  }

  private static func choice<Value: RawRepresentable & CaseIterable>(
    _ name: String, _ text: String?, usual: Value
  ) throws -> Value where Value.RawValue == String {
    guard let text else { return usual }
    guard let value = Value(rawValue: text) else {
      throw Problem.badParameter(
        name, found: text, expected: Value.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return value
  }

  /// The query in an address: only what is not as usual on the page of the ranking.
  ///
  /// - Parameter isWhole: whether all items are meant, so that there are no pages to have a length.
  func address(_ path: String, cursor: String? = nil, isWhole: Bool = false) -> String {
    let usual = ItemQuery()
    var parts: [(String, String)] = []
    if !query.text.isEmpty { parts.append(("q", query.text)) }
    if query.labels != usual.labels { parts.append(("label", query.labels.rawValue)) }
    if let day = query.firstDay { parts.append(("from", day)) }
    if let day = query.lastDay { parts.append(("to", day)) }
    if let value = query.value { parts += [("field", value.field), ("value", value.value)] }
    if !query.hidesSeen { parts.append(("seen", "show")) }
    if query.sort != usual.sort { parts.append(("sort", query.sort.rawValue)) }
    if query.limit != usual.limit, !isWhole { parts.append(("limit", "\(query.limit)")) }
    if let cursor { parts.append(("cursor", cursor)) }
    guard !parts.isEmpty else { return path }
    return path + "?" + parts.map { "\($0.0)=\(SafeText.percentEncoded($0.1))" }.joined(separator: "&")
  }
}
