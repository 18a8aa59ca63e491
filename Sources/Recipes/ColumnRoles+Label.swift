/// Which columns hold answers, and which a batch of ours wrote.
extension ColumnRoles {
  private static let answers: [(yes: String, no: String)] = [
    ("1", "0"), ("1.0", "0.0"), ("yes", "no"), ("y", "n"), ("true", "false"), ("t", "f"), ("sim", "não"),
    ("sim", "nao"),
    ("s", "n"), ("relevant", "irrelevant"), ("relevant", "not relevant"), ("included", "excluded"),
    ("include", "exclude"), ("spam", "ham"), ("positive", "negative"), ("pos", "neg"), ("good", "bad"),
    ("accept", "reject"), ("accepted", "rejected"),
  ]
  /// Names of answer columns, the surest first.
  private static let labelNames = [
    "label", "y", "labels", "included", "include", "relevant", "relevance", "target", "class", "decision", "gold",
    "answer", "rotulo", "alvo", "classe", "spam", "interesting", "liked",
  ]

  /// The columns that look like answers, the surest first.
  func findLabels() -> [LabelGuess] {
    var found: [(guess: LabelGuess, rank: Int)] = []
    for (column, profile) in profiles.enumerated() {
      guard let pair = answers(of: profile) else { continue }
      var rank = ColumnRoles.labelNames.firstIndex { profile.words == [$0] }
      // `label_included` before `label_abstract_screening`: the narrower decision is the last one.
      if rank == nil, profile.isNamed(["label"]), profile.isNamed(["included", "final"]) { rank = 20 }
      if rank == nil, profile.isNamed(Set(ColumnRoles.labelNames)) { rank = 30 }
      // Without a name that says so, 0 and 1 may be anything; words such as spam and ham may not.
      let isWord = pair.yes.first.map { $0.utf8.count > 1 && AnswerText.key($0).count > 1 } ?? false
      let isPartly = profile.filledCount < profile.sampleCount && profile.filledCount > 2
      let other = pair.count == 2 ? (isPartly ? 35 : isWord ? 40 : nil) : nil
      guard let rank = rank ?? other else { continue }
      let reason = holds(profile, rank < 35 ? ", and the name says so" : "")
      found.append((LabelGuess(column: column, yes: pair.yes, no: pair.no, reason: reason), rank))
    }
    // Without a name that says so a column is a label only where nothing better is: `is_live` is none beside `label`.
    let named = found.filter { $0.rank < 35 }
    let partly = found.filter { $0.rank == 35 }
    let chosen = !named.isEmpty ? named : partly.isEmpty ? Array(found.prefix(1)) : partly.count == 1 ? partly : []
    return chosen.sorted { a, b in a.rank != b.rank ? a.rank < b.rank : a.guess.column < b.guess.column }.map(\.guess)
  }

  /// The answers that a column's values are, each spelling once, as the column has it; case does not count.
  private func answers(of profile: ColumnProfile) -> (yes: [String], no: [String], count: Int)? {
    guard (1...8).contains(profile.distinctCount) else { return nil }
    var keys: [String] = []
    var texts: [String] = []
    for (text, _) in profile.frequent {
      let key = String(decoding: AnswerText.key(text), as: UTF8.self)
      if keys.contains(key) { continue }
      keys.append(key)
      texts.append(text)
    }
    func plain(_ key: String) -> String { key == "não" ? "nao" : key }
    for pair in ColumnRoles.answers where keys.allSatisfy({ plain($0) == pair.yes || plain($0) == pair.no }) {
      let yes = zip(texts, keys).filter { plain($0.1) == pair.yes }.map(\.0)
      let no = zip(texts, keys).filter { plain($0.1) == pair.no }.map(\.0)
      return (yes.isEmpty ? [pair.yes] : yes, no.isEmpty ? [pair.no] : no, (yes.isEmpty ? 0 : 1) + (no.isEmpty ? 0 : 1))
    }
    return nil
  }

  /// The columns that hold two answers, each several times, though nothing says that they are the label.
  func twoAnswers() -> [LabelGuess] {
    profiles.enumerated().compactMap { column, profile in
      guard let pair = answers(of: profile), pair.count == 2, profile.filledCount > 2 else { return nil }
      return LabelGuess(column: column, yes: pair.yes, no: pair.no, reason: holds(profile, ""))
    }
  }

  private func holds(_ profile: ColumnProfile, _ more: String) -> String {
    let values = profile.frequent.prefix(2).map { "\"\($0.text)\"" }.joined(separator: " and ")
    let share = ColumnRoles.percent(Double(profile.filledCount) / Double(max(1, profile.sampleCount)))
    return "holds only \(values), \(share) of the rows have one\(more)"
  }

  /// The columns that a batch file of ours adds: the model's score of a row and how it was chosen.
  func batchColumns() -> [Int] {
    let names = ["p", "why", "rank", "inclusion_probability"]
    let own = names.map { "garimpo_\($0)" }
    let there = Set(profiles.map(\.name))
    let isComplete = zip(names, own).allSatisfy { there.contains($0) || there.contains($1) }
    let isPlain = names.allSatisfy { there.contains($0) }
    return profiles.indices.filter { column in
      let name = profiles[column].name
      if own.contains(name) { return true }
      return names.contains(name) && (isPlain || (isComplete && !there.contains("garimpo_\(name)")))
    }
  }
}
