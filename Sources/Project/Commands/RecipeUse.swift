import GarimpoRecipes
import GarimpoTabular

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What can be done with a recipe alone: list, show, check, guess.
public struct RecipeUse: Sendable {
  /// The names of the recipes that come with the program.
  public static var builtInNames: [String] { Recipe.builtInNames }

  private let source: String

  /// The recipe with this name, or in the file at this path.
  public init(_ source: String) { self.source = source }

  /// The recipes that come with the program, a line each: name and what it is for.
  public static func list() throws(Failure) -> String {
    var table = TextTable([.left, .left], wrapsLast: true)
    for name in Recipe.builtInNames {
      let recipe = try RecipeSource(name).load()
      table.add([.init(name), .init(recipe.about)])
    }
    return table.lines(TextStyle()).map { "\($0.dropFirst(2))\n" }.joined()
  }

  /// The recipe's text.
  public func yaml() throws(Failure) -> String { try RecipeSource(source).load().yaml }

  /// How the recipe is understood, in lines, and how it reads the columns of a table.
  ///
  /// - Parameter table: the path of a table, or nil to look at the recipe alone.
  public func check(
    table path: String?, reading: TableReading = TableReading(), style: TextStyle = TextStyle()
  ) throws(Failure) -> String {
    let options = try reading.options()
    let recipe = try RecipeSource(source).load()
    var lines = [style.apply(.heading, to: "Recipe \(DisplayText.printable(recipe.name))")]
    lines += RecipeWords(recipe).table.lines(style)
    if let path {
      let table = try Failure.wrapping(path) { () throws(TableError) in try Table(path: path, options: options) }
      let problems = recipe.check(table).map(\.description)
      let (_, cleaning) = try Failure.wrapping(path) { () throws(RecipeError) in
        try recipe.items(
          of: table, importTime: Timestamp(secondsSince1970: Int64(time(nil))), labelsRequired: false)
      }
      let section = ReadingSection(source: .init(table, path: path), cleaning: cleaning, recipe: recipe.name)
      lines += ["", style.apply(.heading, to: section.heading)] + section.lines(style)
      if !problems.isEmpty { lines.append("") }
      for problem in problems { lines += DisplayText.paragraph(problem) }
    }
    return DisplayText.folded(lines.map { $0 + "\n" }.joined())
  }

  /// `videos` for `data/videos.csv.gz`.
  static func recipeName(of path: String) -> String {
    let file = path.utf8.split(separator: 0x2F).last ?? path.utf8[...]
    let stem = file.prefix { $0 != 0x2E }
    return path == "-" || stem.isEmpty ? "my-table" : String(decoding: stem, as: UTF8.self)
  }
}

extension Recipe {
  /// What the recipe says it is for: its line `about: …`.
  fileprivate var about: String {
    let key = "about: "
    return yaml.split(separator: "\n").first { $0.hasPrefix(key) }.map { String($0.dropFirst(key.count)) } ?? ""
  }
}
