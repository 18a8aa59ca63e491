import GarimpoRecipes
import GarimpoTabular

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A recipe that is proposed for a table, with what a person may decide otherwise.
public struct RecipeProposal: Reply {
  /// The recipe, with the reasons in comments.
  public var yaml: String
  /// Why each part was decided as it was.
  public var reasons: [String]
  /// The column of ids; nil: ids are hashes of the texts.
  public var key: String?
  /// The column of titles.
  public var title: String?
  /// The column of answers; nil: none, they are given in the project.
  public var label: String?
  /// The columns of the table, in its order.
  public var columns: [Column]
  /// How many rows were read for it.
  public var rowCount: Int
  /// Whether the table has more rows than were read.
  public var isPartial: Bool
  /// The recipe that comes with the program and can read the table as it is; nil: none can.
  public var fitting: String?
  /// Whether that one is what is proposed.
  public var isBuiltIn = false
  /// That the row taken for the header looks like data, as a sentence with what to do; nil: it does not.
  public var headerDoubt: String?

  /// A column of the table.
  public struct Column: Sendable, Hashable, Codable {
    /// Its name; the first may have none.
    public var name: String
    /// Its most frequent values, at most eight.
    public var examples: [String]
    /// Whether its values are few enough to be answers.
    public var mayHoldAnswers: Bool
  }

  /// The recipe.
  public func text(_ style: TextStyle) -> String { yaml }
}

/// What a person has decided of a proposal: columns by name, an empty name for a column that has none.
public struct ProposalWishes: Sendable, Hashable {
  /// A column, or none.
  public enum Choice: Sendable, Hashable {
    /// None.
    case none
    /// This one.
    case column(String)
  }

  /// The column of ids; nil: found out.
  public var key: Choice?
  /// The column of titles; nil: found out.
  public var title: String?
  /// The column of answers; nil: found out.
  public var label: Choice?

  /// All is found out.
  public init() {}

  func wishes(among names: [String]) throws(Failure) -> RecipeWishes {
    var wishes = RecipeWishes()
    wishes.key = try key.map { choice throws(Failure) in try Self.wish(choice, "key", names) }
    wishes.title = try title.map { name throws(Failure) in try Self.known(name, "title", names) }
    wishes.label = try label.map { choice throws(Failure) in try Self.wish(choice, "label", names) }
    if case .column(let name)? = label, name == title {
      throw .badOption("label", found: "\"\(name)\", which is the title", expected: "another column, or none")
    }
    return wishes
  }

  private static func wish(
    _ choice: Choice, _ what: String, _ names: [String]
  ) throws(Failure) -> RecipeWishes.Column {
    switch choice {
    case .none: RecipeWishes.Column.none
    case .column(let name): .named(try known(name, what, names))
    }
  }

  private static func known(_ name: String, _ what: String, _ names: [String]) throws(Failure) -> String {
    guard names.contains(name) else {
      let shown = names.prefix(8).map { "\"\(DisplayText.cut($0, to: 30))\"" }.joined(separator: ", ")
      throw .badOption(
        what, found: "\"\(name)\"",
        expected: "a column: \(shown)\(names.count > 8 ? " or one of \(names.count - 8) more" : "")")
    }
    return name
  }
}

extension RecipeUse {
  /// A file larger than this, in bytes, is not read to its end for a proposal.
  static let wholeByteLimit = 256 << 20
  /// So many of its rows are.
  static let partialRowCount = 200_000

  /// A recipe for the table at `path`, and what may be decided otherwise.
  ///
  /// Where one that comes with the program evidently was made for such tables, it is that one, unless something has been
  /// decided.
  ///
  /// - Parameters:
  ///   - wishes: what has been decided.
  public static func propose(
    table path: String, wishes: ProposalWishes = ProposalWishes(), reading: TableReading = TableReading()
  ) throws(Failure) -> RecipeProposal {
    var (proposal, fitting) = try guessing(table: path, name: nil, wishes, reading)
    guard let fitting, fitting.isEvident, wishes == ProposalWishes() else { return proposal }
    proposal.isBuiltIn = true
    proposal.yaml = fitting.yaml
    proposal.reasons = ["the recipe \(fitting.name), which comes with the program, reads every column as it is"]
    proposal.key = fitting.item.key?.column
    proposal.title = fitting.item.title.column
    proposal.label = (fitting.label?.source.column).flatMap { label in
      proposal.columns.contains { $0.name == label } ? label : nil
    }
    return proposal
  }

  /// A recipe for the table at `path`, made for it whatever comes with the program.
  ///
  /// - Parameter name: the recipe's name; nil: the table's.
  public static func guess(
    table path: String, name: String? = nil, reading: TableReading = TableReading()
  ) throws(Failure) -> RecipeProposal {
    try guessing(table: path, name: name, ProposalWishes(), reading).proposal
  }

  /// The recipe with this name, or in the file at this path, as a proposal for the table at `path`.
  static func proposal(
    of recipe: String, table path: String, _ reading: TableReading
  ) throws(Failure) -> RecipeProposal {
    let recipe = try RecipeSource(recipe).load()
    let (table, isPartial) = try beginning(of: path, reading)
    let label = (recipe.label?.source.column).flatMap { table.columnNames.contains($0) ? $0 : nil }
    return RecipeProposal(
      yaml: recipe.yaml, reasons: [], key: recipe.item.key?.column, title: recipe.item.title.column, label: label,
      columns: [], rowCount: table.rowCount, isPartial: isPartial)
  }

  private static func guessing(
    table path: String, name: String?, _ wishes: ProposalWishes, _ reading: TableReading
  ) throws(Failure) -> (proposal: RecipeProposal, fitting: Recipe?) {
    let shown = reading.name ?? path
    let (table, isPartial) = try beginning(of: path, reading)
    let decided = try wishes.wishes(among: table.columnNames)
    let guess = RecipeGuess.guess(
      table, name: name ?? recipeName(of: shown), wishes: decided, isBeginning: isPartial)
    if case .named(let label)? = decided.label, let column = guess.columns.first(where: { $0.name == label }),
      column.distinctCount > RecipeWishes.answerLimit
    {
      throw .badOption(
        "label", found: "\"\(label)\" with \(Text.grouped(column.distinctCount)) different values",
        expected: "a column of at most \(RecipeWishes.answerLimit), or none")
    }
    let fitting = Recipe.builtIn(fitting: table, label: guess.label)
    let proposal = RecipeProposal(
      yaml: guess.yaml, reasons: guess.reasons, key: guess.key, title: guess.title, label: guess.label,
      columns: guess.columns.map {
        RecipeProposal.Column(name: $0.name, examples: $0.frequent, mayHoldAnswers: $0.mayHoldAnswers)
      },
      rowCount: table.rowCount, isPartial: isPartial, fitting: fitting?.name,
      headerDoubt: fitting == nil ? HeaderDoubt(table, guess.columns)?.sentence : nil)
    return (proposal, fitting)
  }

  /// The table, or the first rows of one that is large.
  private static func beginning(
    of path: String, _ reading: TableReading
  ) throws(Failure) -> (table: Table, isPartial: Bool) {
    let options = try reading.options()
    var information = stat()
    let isLarge = path != "-" && stat(path, &information) == 0 && Int(information.st_size) > wholeByteLimit
    return try Failure.wrapping(reading.name ?? path) { () throws(TableError) in
      guard isLarge else { return (try Table(path: path, options: options), false) }
      let chunks = try TableChunks(path: path, options: options, rowsPerChunk: partialRowCount)
      let rows = try chunks.next() ?? Table(columnNames: chunks.columnNames, rows: [])
      return (rows, try chunks.next() != nil)
    }
  }
}
