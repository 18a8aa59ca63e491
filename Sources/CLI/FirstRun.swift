import GarimpoProject

/// Makes or opens the project of a table, and says what happened: `garimpo label videos.csv`.
struct FirstRun {
  let project: TableProject
  /// Whether what is guessed is taken without a question.
  let takesGuess: Bool
  let isQuiet: Bool
  /// The options that say how the table is read, as words of a shell.
  let readingWords: [String]
  /// The project as it was named; nil: it was not.
  let projectName: String?

  /// Leaves a project that has the table's rows.
  func prepare() throws {
    if project.exists { return try update() }
    var proposal = try project.propose()
    // Of nothing there is nothing to ask or say: that it cannot be imported is told first.
    guard proposal.rowCount > 0 else {
      _ = try project.make(by: proposal)
      return
    }
    if let doubt = proposal.headerDoubt { tell(doubt) }
    if project.recipe == nil, !proposal.isBuiltIn {
      let label = try label(proposal)
      if label != proposal.label {
        var wishes = ProposalWishes()
        wishes.label = label.map { .column($0) } ?? ProposalWishes.Choice.none
        proposal = try project.propose(wishes)
      }
    }
    let result = try project.make(by: proposal)
    tell("\(heading(proposal))\n" + proposal.outline.dropLast())
    tell(
      "Made \(name(project.path)) of \(name(project.table)): \(Self.count(result.newCount, "item")), "
        + "\(answers(result)).")
    if result.labels.newCount >= result.newCount { tell("Every item has its answer, so nothing is left to label.") }
    tell(otherwise(proposal))
  }

  // MARK: The recipe

  private func heading(_ proposal: RecipeProposal) -> String {
    if let recipe = project.recipe { return "Read by the recipe \(name(recipe)):" }
    guard proposal.isBuiltIn, let fitting = proposal.fitting else { return "Read by a recipe that is guessed:" }
    return "Read by the recipe \(fitting), which comes with the program and fits the table:"
  }

  /// How to have it read otherwise.
  private func otherwise(_ proposal: RecipeProposal) -> String {
    let table = DisplayText.shellWord(project.table)
    let removing = "To have it read otherwise, remove \(name(project.path)) and name "
    if project.recipe != nil { return "\(removing)another recipe (garimpo recipe list has some)." }
    let fitting = proposal.isBuiltIn ? nil : proposal.fitting
    let choice = fitting.map { "\($0), which comes with the program and fits too, or " } ?? ""
    let reading = readingWords.map { " \($0)" }.joined()
    let named = projectName.map { " --project \(DisplayText.shellWord($0))" } ?? ""
    return """
      \(removing)a recipe: \(choice)a guess that you correct.
        garimpo recipe guess \(table)\(reading) > mine.yaml
        garimpo label \(table) --recipe mine.yaml\(reading)\(named)
      """
  }

  // MARK: A project that is there

  private func update() throws {
    let table = name(project.table)
    switch try project.update() {
    case .untouched:
      tell("Opened \(name(project.path)); \(table) is as it was imported.")
      if !readingWords.isEmpty {
        tell(
          "\(readingWords.joined(separator: " ")): not looked at, as the table was not read again. To have it read otherwise, "
            + "remove \(name(project.path)), or name another project with --project.")
      }
    case .nothingNew(let result):
      tell("Opened \(name(project.path)); \(table) says nothing new.")
      tellConflicts(result)
    case .imported(let result):
      tell(
        "Opened \(name(project.path)) and imported \(table): \(Self.count(result.newCount, "new item")), "
          + "\(result.changedCount) changed, \(answers(result)).")
      tellConflicts(result)
    }
  }

  private func tellConflicts(_ result: ImportResult) {
    let count = result.labels.conflicts.count
    guard count > 0 else { return }
    tell(
      "\(Self.count(count, "answer")) of the file contradict\(count == 1 ? "s" : "") the log, which stays; "
        + "garimpo import \(DisplayText.shellWord(project.table)) --on-conflict ask decides otherwise.")
  }

  // MARK: The column of answers

  /// The column of answers: the guess, unless a person at the terminal says otherwise.
  private func label(_ proposal: RecipeProposal) throws -> String? {
    let guessed = proposal.label
    let candidates = proposal.columns.filter { $0.name == guessed || ($0.mayHoldAnswers && $0.examples.count > 1) }
    let saying =
      guessed.map { "Column \(Self.shown($0)) holds the answers that are there already" }
      ?? "No column holds answers yet: you give them in the browser"
    guard !candidates.isEmpty, !takesGuess else {
      tell("\(saying).")
      return guessed
    }
    guard Console.isTerminal(0), Console.isTerminal(2) else {
      tell("\(saying) (a guess: there is no terminal to ask at).")
      return guessed
    }
    return try ask(candidates, guessed)
  }

  private func ask(_ candidates: [RecipeProposal.Column], _ guessed: String?) throws -> String? {
    let usual = guessed.flatMap { guess in candidates.firstIndex { $0.name == guess } }.map { $0 + 1 } ?? 0
    var lines = ["Which column of \(name(project.table)) holds answers that are there already?"]
    for (index, column) in candidates.enumerated() {
      let examples = column.examples.prefix(3).map { DisplayText.cut(DisplayText.printable($0), to: 20) }
      lines.append("  \(index + 1)  \(Self.shown(column.name)): \(examples.joined(separator: ", "))")
    }
    lines.append("  0  none: I label in the browser")
    Console.tell(lines.joined(separator: "\n") + "\n")
    while true {
      Console.tell("Column [\(usual)]: ")
      guard let line = readLine() else {
        throw Failure(
          .usage, "the input ended before the column was named; nothing was made. Say --yes to take the guess")
      }
      let word = line.filter { !$0.isWhitespace }
      if word.isEmpty { return guessed }
      if let named = candidates.first(where: { $0.name == line || $0.name == word }) { return named.name }
      if let number = Int(word), (0...candidates.count).contains(number) {
        return number == 0 ? nil : candidates[number - 1].name
      }
      Console.tell("Type a number from 0 to \(candidates.count), or a column's name.\n")
    }
  }

  // MARK: Words

  private func tell(_ sentence: String) {
    if !isQuiet { Console.tell(DisplayText.folded(sentence) + "\n") }
  }

  private func name(_ path: String) -> String { DisplayText.printable(path) }

  private func answers(_ result: ImportResult) -> String {
    result.labels.newCount == 0
      ? "no new answers"
      : Self.count(result.labels.newCount, "answer")
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  private static func shown(_ column: String) -> String {
    column.isEmpty ? "(no name)" : DisplayText.printable(column)
  }
}
