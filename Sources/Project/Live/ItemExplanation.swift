/// Why the live model gives an item its score, in parts that people can read.
///
/// `sum` is `base`, plus the amounts of all parts, plus `rest`, within 1e-6, in the units of `scale`: what each feature adds
/// (`FittedModel.contributions`). Of a forest it is the score; other learners come from it to the score by a curve. An amount
/// above 0 speaks for yes.
public struct ItemExplanation: Sendable, Hashable, Encodable {
  /// P(yes).
  public internal(set) var score: Double
  /// In what base and amounts are: `probability`, `logOdds`, `decisionValue`; nil, and no parts, of a learner that does not
  /// say what each feature adds.
  public internal(set) var scale: String?
  /// Whether a curve makes the score of the sum; else they are the same.
  public internal(set) var isByCurve = false
  /// What base and all amounts come to.
  public internal(set) var sum: Double
  /// The sum before anything is known of the item: of a forest the mean over the trees, whose classes are weighed as the
  /// recipe says.
  public internal(set) var base: Double
  /// What speaks strongest for or against, strongest first.
  public internal(set) var parts: [Part]
  /// How many other features have a say.
  public internal(set) var restCount: Int
  /// What these add together.
  public internal(set) var rest: Double
  /// Words of the text fields that speak for or against, by field and place; no two overlap.
  public internal(set) var marks: [Mark]
  /// The labelled items with the most similar texts, most similar first.
  public internal(set) var neighbours: [Neighbour]
  /// The place in the log of labels up to which the model had seen.
  public internal(set) var modelPosition: Int64

  /// A feature and what it adds.
  public struct Part: Sendable, Hashable, Codable {
    /// What a feature is made of.
    public enum Kind: String, Sendable, Hashable, Codable {
      /// A word or words of a text.
      case term
      /// A quantity or a ratio.
      case number
      /// One of few values.
      case category
    }
    /// Its name: `title: kaggle`, `views per day since published`, `category=Educação`.
    public internal(set) var name: String
    /// What it is made of.
    public internal(set) var kind: Kind
    /// The item's number, before any transform; nil when it is missing or this is no number.
    public internal(set) var value: Double?
    /// Whether the item has it: of terms and categories whether they occur; an absent one may speak, too.
    public internal(set) var isPresent: Bool
    /// What it adds to the sum.
    public internal(set) var amount: Double
  }

  /// A stretch of a text.
  public struct Mark: Sendable, Hashable, Encodable {
    /// The recipe's name of the text field.
    public internal(set) var field: String
    /// Where it begins, in UTF-16 code units.
    public internal(set) var offset: Int
    /// How long it is, in UTF-16 code units.
    public internal(set) var length: Int
    /// What its term adds to the sum, over all its occurrences.
    public internal(set) var amount: Double
  }

  /// A labelled item.
  public struct Neighbour: Sendable, Hashable, Encodable {
    /// Its id.
    public internal(set) var id: String
    /// Its title.
    public internal(set) var title: String
    /// Its label: `yes` or `no`.
    public internal(set) var label: String
    /// The cosine of the angle between the terms of both, above 0, at most 1.
    public internal(set) var similarity: Double
  }
}
