/// How the raw columns of a table become typed fields, and fields become a round: a value read from YAML.
///
///     let recipe = try Recipe.builtIn(named: "youtube-watch-page")
///     let (items, report) = try recipe.items(of: table, importTime: now)
///
/// The format is described in `Documentation/Recipes.md`. What a command-line option sets overrides the recipe's
/// value, which is why the parts of a round can be changed here.
public struct Recipe: Sendable, Hashable {
  /// The recipe's name.
  public let name: String
  /// The file that it was read from, or the built-in recipe's name.
  public let source: String
  /// The text that it was read from, with its comments.
  public let yaml: String
  /// What identifies a row and what a person sees of it.
  public let item: ItemSpec
  /// The column of answers; nil: the table has none.
  public let label: LabelSpec?
  /// When the rows were observed.
  public let observed: ObservedSpec
  /// The typed fields, in the recipe's order.
  public let fields: [FieldSpec]
  /// The blocks of feature columns.
  public var features: [FeatureSpec]
  /// How labelled items are divided into training and validation.
  public var split: SplitSpec
  /// The learner.
  public var model: ModelSpec
  /// What is asked for next.
  public var batch: BatchSpec
  /// What counts as a duplicate.
  public var duplicates: DuplicateSpec
  /// Which version of a labelled item is learnt from, in a project.
  public var versions: VersionSpec
  /// The seed of everything random; nil: 0 unless the command line gives one.
  public var seed: UInt64?
  /// What the features and the split need each field for, by field: the first of them, with its place.
  let needs: [String: RecipeNeed]
  /// Where the features and the batch are, or where they are missing.
  let featuresPlace: RecipePlace
  let batchPlace: RecipePlace

  /// The recipe in a YAML text; `source` is its file's name, for messages.
  public init(yaml: String, source: String) throws(RecipeError) {
    let document = try DocumentNode.document(yaml: yaml, source: source)
    var parser = try RecipeParser(document)
    self.yaml = yaml
    self.source = source
    name = try parser.name()
    item = try parser.item()
    label = try parser.label()
    parser.labelSource = label?.source
    observed = try parser.observed()
    fields = parser.fields
    features = try parser.features()
    split = try parser.split()
    model = try parser.model()
    batch = try parser.batch()
    duplicates = try parser.duplicates()
    versions = try parser.versions()
    seed = try parser.seed()
    needs = parser.needs
    featuresPlace = parser.root["features"]?.place ?? parser.root.place
    batchPlace = parser.root["batch"]?.place ?? parser.root.place
  }

  /// The 64-bit FNV-1a hash of the recipe's text in 16 hexadecimal digits: what a round records of the recipe used.
  public var fingerprint: String { ContentHash.hexadecimal(ContentHash.of([yaml])) }

  /// The field of this name, or nil.
  public func field(named name: String) -> FieldSpec? { fields.first { $0.name == name } }
}

/// Why a field must have values.
struct RecipeNeed: Sendable, Hashable {
  /// `feature 2 (ratio)` or `the split`.
  let description: String
}
