public import struct Foundation.Date

/// What a project begins with.
public struct NewProject: Sendable {
  /// What people call it.
  public var name: String
  /// What its columns mean.
  public var recipe: NewRecipe
  /// The seed from which every draw of the project is derived.
  public var seed: UInt64
  /// When it was made.
  public var createdAt: Date
  /// The program and version that made it.
  public var createdWith: String

  /// A project.
  public init(name: String, recipe: NewRecipe, seed: UInt64, createdAt: Date, createdWith: String) {
    self.name = name
    self.recipe = recipe
    self.seed = seed
    self.createdAt = createdAt
    self.createdWith = createdWith
  }
}

/// The text of a recipe, to be kept.
public struct NewRecipe: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// The file that it came from, or its built-in name.
  public var source: String
  /// Its text.
  public var yaml: String

  /// A recipe.
  public init(name: String, source: String, yaml: String) {
    self.name = name
    self.source = source
    self.yaml = yaml
  }
}

/// A recipe that is kept.
public struct StoredRecipe: Sendable, Hashable {
  /// Its number in the file.
  public let id: Int64
  /// Its name.
  public let name: String
  /// The file that it came from, or its built-in name.
  public let source: String
  /// SHA-256 of its text.
  public let sha256: String
  /// Its text.
  public let yaml: String
}

/// What the file says of the project as a whole.
public struct StoredProject: Sendable, Hashable {
  /// What people call it.
  public let name: String
  /// The seed from which every draw of the project is derived.
  public let seed: UInt64
  /// When it was made.
  public let createdAt: Date
  /// The program and version that made it.
  public let createdWith: String
  /// The recipe in use.
  public let recipe: StoredRecipe
}
