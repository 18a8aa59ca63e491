import GarimpoRecipes
import GarimpoStore

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Date
#else
  import struct Foundation.Date
#endif

/// Makes a project: `garimpo init`.
public struct CreateProject: Sendable {
  /// The project's name, or the path of its file; `.garimpo` is added when it is not there.
  public var name: String
  /// The name of a built-in recipe, or the path of a recipe file.
  public var recipe: String
  /// The text of a recipe, which then counts; `recipe` says where it came from.
  public var recipeText: String?
  /// The seed of everything drawn; nil: the recipe's, or 0.
  public var seed: UInt64?

  /// A project called `name`.
  public init(name: String, recipe: String) {
    self.name = name
    self.recipe = recipe
  }

  /// Makes the file; nothing may have its name yet.
  public func run() throws(Failure) -> CreatedProject {
    guard !name.isEmpty, !name.hasSuffix("/") else {
      throw .badOption("the project's name", found: "\"\(name)\"", expected: "a name such as videos")
    }
    let recipe = try loadedRecipe()
    let path = name.hasSuffix(ProjectChoice.ending) ? name : name + ProjectChoice.ending
    let seed = seed ?? recipe.seed ?? 0
    let title = path.split(separator: "/").last.map { String($0.dropLast(ProjectChoice.ending.count)) } ?? path
    let project = NewProject(
      name: title, recipe: NewRecipe(name: recipe.name, source: recipe.source, yaml: recipe.yaml), seed: seed,
      createdAt: Date(), createdWith: Versions.program)
    _ = try Failure.storing(path) { try ProjectFile(creating: path, project) }
    return CreatedProject(project: path, recipe: recipe.name, seed: seed)
  }

  private func loadedRecipe() throws(Failure) -> Recipe {
    guard let recipeText else { return try RecipeSource(recipe).load() }
    let loaded = try Failure.wrapping(recipe) { () throws(RecipeError) in
      try Recipe(yaml: recipeText, source: recipe)
    }
    _ = try loaded.learner()
    return loaded
  }
}

/// A project that was made.
public struct CreatedProject: Reply {
  /// The path of its file.
  public var project: String
  /// The name of its recipe.
  public var recipe: String
  /// The seed of everything drawn.
  public var seed: UInt64

  /// What was made, and what comes next.
  public func text(_ style: TextStyle) -> String {
    """
    Made \(DisplayText.printable(project)), recipe \(DisplayText.printable(recipe)).
    Next:  garimpo import FILE

    """
  }
}
