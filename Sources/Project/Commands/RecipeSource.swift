import GarimpoRecipes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a person calls a recipe: the name of a built-in one, or the path of a YAML file.
struct RecipeSource {
  private let text: String

  /// A name or a path. A built-in name wins over a file of the same name; `./papers` is the file.
  init(_ text: String) { self.text = text }

  /// The recipe, whose model is a learner.
  func load() throws(Failure) -> Recipe {
    let recipe = try read()
    _ = try recipe.learner()
    return recipe
  }

  private func read() throws(Failure) -> Recipe {
    let isBuiltIn = Recipe.builtInNames.contains(text)
    guard !isBuiltIn && (text == "-" || text.utf8.contains(0x2F) || hasYAMLEnding || access(text, F_OK) == 0) else {
      return try Failure.wrapping(text) { () throws(RecipeError) in try Recipe.builtIn(named: text) }
    }
    let yaml = try FileText.read(text)
    return try Failure.wrapping(text) { () throws(RecipeError) in
      try Recipe(yaml: yaml, source: text == "-" ? "standard input" : text)
    }
  }

  private var hasYAMLEnding: Bool { [".yaml", ".yml"].contains { text.hasSuffix($0) } }
}
