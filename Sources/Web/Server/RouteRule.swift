import HTTPTypes

/// What a route demands of who asks, and how much it takes: the one place that says so.
///
/// A route that is not listed is open to owners only and takes a small body; a test holds that all are listed,
/// and nothing else.
struct RouteRule: Hashable {
  /// Who may ask.
  enum Need: Hashable, Comparable { case anyone, annotator, owner }

  /// How much may be sent.
  enum Body: Hashable { case small, upload }

  var need: Need
  var body = Body.small

  /// Whether `visitor` (nil: nobody has signed in) may.
  func allows(_ visitor: Visitor?) -> Bool {
    switch need {
    case .anyone: true
    case .annotator: visitor != nil
    case .owner: visitor?.isOwner == true
    }
  }

  /// The rule of a route, `path` as it was registered; HEAD is as GET.
  static func of(_ method: HTTPRequest.Method, _ path: String) -> RouteRule {
    table["\(method == .head ? "GET" : method.rawValue) \(path)"] ?? RouteRule(need: .owner)
  }

  /// The methods of the route that `path`, a real one, leads to; empty if there is none.
  static func methods(at path: String) -> [String] {
    // A path that is a route to the letter is that route, and not one with a name in its place.
    let exact = table.keys.filter { $0.hasSuffix(" " + path) }.map { String($0.prefix { $0 != " " }) }
    if !exact.isEmpty { return exact.sorted().flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] } }
    let wanted = path.split(separator: "/", omittingEmptySubsequences: false)
    let found = table.keys.compactMap { key -> String? in
      let parts = key.split(separator: " ")
      let pattern = parts[1].split(separator: "/", omittingEmptySubsequences: false)
      let matches =
        pattern.count == wanted.count
        && zip(pattern, wanted).allSatisfy { $0 == $1 || ($0.hasPrefix("{") && !$1.isEmpty) }
      return matches ? String(parts[0]) : nil
    }
    return Set(found).sorted().flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] }
  }

  static let table: [String: RouteRule] = {
    var table: [String: RouteRule] = [:]
    for route in open { table[route] = RouteRule(need: .anyone) }
    for route in annotators { table[route] = RouteRule(need: .annotator) }
    for route in owners { table[route] = RouteRule(need: .owner) }
    for route in uploads { table[route] = RouteRule(need: .owner, body: .upload) }
    return table
  }()

  /// Before anybody has signed in.
  private static let open = ["GET /assets/{name}", "GET /login", "POST /login", "POST /logout"]

  /// Who answers: asking, answering, taking back, looking at items and at one's own progress.
  private static let annotators = [
    "GET /", "GET /rank", "GET /item/{id}", "GET /api/v1/next", "GET /api/v1/next/{id}", "POST /api/v1/labels",
    "POST /api/v1/undo", "GET /api/v1/answers", "GET /api/v1/progress", "GET /api/v1/items", "GET /api/v1/items/{id}",
    "GET /api/v1/items/{id}/explanation", "POST /api/v1/items/seen", "GET /api/v1/search", "GET /api/v1/rank",
    "GET /api/v1/events", "GET /api/v1/openapi.json",
  ]

  /// Who is answerable for the project: rounds, what comes in and goes out, and how well everybody does.
  private static let owners = [
    "GET /quality", "GET /rounds", "GET /import", "GET /api/v1/jobs", "POST /api/v1/jobs/{id}/cancel",
    "GET /api/v1/rounds", "POST /api/v1/rounds", "POST /api/v1/rounds/{round}/choice", "GET /api/v1/rounds/{round}",
    "GET /api/v1/rounds/{round}/compare/{other}", "GET /api/v1/metrics", "GET /api/v1/estimates",
    "GET /api/v1/annotators",
    "GET /api/v1/check-labels", "GET /api/v1/stopping", "GET /api/v1/items.csv", "GET /api/v1/items.jsonl",
    "GET /api/v1/labels.csv", "GET /api/v1/labels.tsv", "GET /api/v1/labels.jsonl", "GET /api/v1/ranking.csv",
    "GET /api/v1/ranking.jsonl", "POST /api/v1/imports/{id}/check", "POST /api/v1/imports/{id}/run",
    "GET /api/v1/imports/{id}", "DELETE /api/v1/imports/{id}",
  ]

  /// Files: streamed to the disk, never into memory.
  private static let uploads = ["POST /api/v1/imports"]
}
