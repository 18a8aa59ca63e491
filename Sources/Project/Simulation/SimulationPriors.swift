/// What is known from the start.
enum SimulationPriors {
  case drawn(yes: Int, no: Int)
  case items([String])
  case rows([Int])

  init(_ text: String) throws(Failure) {
    let parts = text.split(separator: "+", omittingEmptySubsequences: false).map { Int($0) }
    if parts.count == 2, let yes = parts[0], let no = parts[1], yes >= 0, no >= 0 {
      self = .drawn(yes: yes, no: no)
    } else if text.hasPrefix("items:") {
      let ids = text.dropFirst(6).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard !ids.contains("") else { throw Self.wrong(text) }
      self = .items(ids)
    } else if text.hasPrefix("rows:") {
      var rows: [Int] = []
      for word in text.dropFirst(5).split(separator: ",", omittingEmptySubsequences: false) {
        guard let row = Int(word), row >= 0 else { throw Self.wrong(text) }
        rows.append(row)
      }
      self = .rows(rows)
    } else {
      throw Self.wrong(text)
    }
  }

  private static func wrong(_ text: String) -> Failure {
    .badOption(
      "--priors", found: "\"\(text)\"", expected: "numbers of yes and no such as 1+1, items:ID,ID, or rows:206,163")
  }

  /// How many are drawn.
  var yes: Int { if case .drawn(let yes, _) = self { yes } else { 0 } }
  var no: Int { if case .drawn(_, let no) = self { no } else { 0 } }

  /// The items that are named, or nil if they are drawn.
  func fixed(in source: SimulatedTable) throws(Failure) -> [Int]? {
    var priors: [Int] = []
    func add(_ item: Int?, _ name: String) throws(Failure) {
      guard let item else {
        throw Failure(
          .data,
          "\(source.path): --priors: \(name) is no labelled item; expected one of the \(source.ids.count) that are")
      }
      guard !priors.contains(item) else { throw Failure(.usage, "--priors: \(name) is there twice; name it once") }
      priors.append(item)
    }
    switch self {
    case .drawn: return nil
    case .items(let ids): for id in ids { try add(source.ids.firstIndex(of: id), "item \(id)") }
    case .rows(let rows): for row in rows { try add(source.rows.firstIndex(of: row), "row \(row)") }
    }
    return priors
  }
}
