/// A recipe's `item:`: what identifies a row and what a person sees of it.
public struct ItemSpec: Sendable, Hashable {
  /// The column whose cells are the ids, or nil: ids are hashes of the identifying columns.
  public var key: ColumnSource?
  /// The columns that a hash is made of; empty: the title's and those of the text fields.
  public var identity: [ColumnSource]
  /// What a person calls the item.
  public var title: ColumnSource
  /// The address of a picture.
  public var picture: ColumnSource?
  /// The address of the item itself.
  public var link: ColumnSource?
}

/// A recipe's `label:`: the column of answers.
public struct LabelSpec: Sendable, Hashable {
  /// Where the answers are.
  public var source: ColumnSource
  /// The texts that mean yes; case does not count for ASCII letters.
  public var yes: [String]
  /// The texts that mean no.
  public var no: [String]
}

/// A recipe's `observed:`: when the counts and relative times of a row were true.
public enum ObservedSpec: Sendable, Hashable {
  /// The same moment for every row.
  case fixed(Timestamp)
  /// The moment in a column, read with a locale and an order like a date field.
  case column(ColumnSource, locale: String, order: String?)
  /// The moment at which the table was read.
  case importTime
}
