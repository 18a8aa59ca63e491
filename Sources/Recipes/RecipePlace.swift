/// A place in a recipe's text, for messages.
public struct RecipePlace: Sendable, Hashable, CustomStringConvertible {
  /// The file's name, or the built-in recipe's.
  public var source: String
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in Unicode scalars.
  public var column: Int
  /// The key: `features[2].tfidf.min_documents`; entries of lists count from 1. Empty for the whole document.
  public var path: String

  /// A place.
  public init(source: String, line: Int, column: Int, path: String) {
    self.source = source
    self.line = line
    self.column = column
    self.path = path
  }

  /// `my.yaml:12:18: features[2].tfidf.min_documents`.
  public var description: String {
    path.isEmpty
      ? "\(source):\(line):\(column)" : "\(source):\(line):\(column): \(ColumnTally.cut(path, to: 120))"
  }
}
