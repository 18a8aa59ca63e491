/// Learners as text.
///
/// A learner is its name, then parameters that differ from its standard: `forest`, `svm cost=0.11 ratio=9.8`,
/// `extra-trees trees=500 features=log2 leaf=2`.
///
/// | Names | Parameters |
/// |---|---|
/// | `logistic`, `svm` | `cost`, `balance` (none, balanced) or `ratio`, `penalty` (squared, absolute), `intercept` (free, penalised, none), `tolerance`, `steps` |
/// | `naive-bayes`, `complement-naive-bayes` | `smoothing`, `balance` or `ratio` |
/// | `forest`, `extra-trees` | `trees`, `balance` (none, balanced, subsample), `features` (sqrt, log2, a count, or a share as 0.5), `leaf`, `split`, `depth`, `bootstrap` (yes, no), `out-of-bag` (yes, no) |
/// | `elas-u4` | none: `svm cost=0.11 ratio=9.8` |
/// | `platt(LEARNER)`, `isotonic(LEARNER)` | `folds` |
/// | `mean(LEARNER, LEARNER)`, `ranks(LEARNER, LEARNER)` of two learners or more | `weights`, as in 2:1 |
///
/// A learner in parentheses has its own parameters there: `platt(svm cost=0.11) folds=10`.
extension LearnerChoice: CustomStringConvertible {
  /// The names of learners that are not made of others, in the order in which they are listed.
  public static var names: [String] { LearnerName.allCases.map(\.rawValue) }

  /// The learner that `text` names.
  ///
  /// - Throws: `LearnerTextError` if it names none, or a parameter is unknown, out of range, there twice, without effect or
  ///   in contradiction to another.
  public init(_ text: String) throws(LearnerTextError) { self = try LearnerText.learner(text) }

  /// The shortest text from which the learner is read again. What has no effect is not in it: scores out of bag where
  /// trees see all rows.
  public var description: String {
    switch self {
    case .elasU4: return LearnerName.elasU4.rawValue
    case .linear(let parameters):
      let name = parameters.loss == .logistic ? LearnerName.logistic : .svm
      guard case .linear(let standard) = name.standard else { return name.rawValue }
      return LearnerText.text(name.rawValue, parameters, standard, LearnerParameter<LinearClassifier>.all)
    case .naiveBayes(let parameters):
      let name = parameters.kind == .multinomial ? LearnerName.naiveBayes : .complementNaiveBayes
      guard case .naiveBayes(let standard) = name.standard else { return name.rawValue }
      return LearnerText.text(name.rawValue, parameters, standard, LearnerParameter<NaiveBayes>.all)
    case .forest(var parameters):
      let name = parameters.split == .best ? LearnerName.forest : .extraTrees
      guard case .forest(let standard) = name.standard else { return name.rawValue }
      if !parameters.bootstrap { parameters.scoresOutOfBag = false }
      return LearnerText.text(name.rawValue, parameters, standard, LearnerParameter<RandomForest>.all)
    case .calibrated(let calibration):
      let name = calibration.method == .platt ? CombinedName.platt : .isotonic
      return LearnerText.text(
        "\(name)(\(calibration.learner))", calibration, Calibration(calibration.method, of: calibration.learner),
        LearnerParameter<Calibration>.all)
    case .ensemble(let ensemble):
      var standard = ensemble
      for place in standard.members.indices { standard.members[place].weight = 1 }
      return LearnerText.text(
        "\(ensemble.combination.rawValue)(\(ensemble.members.map(\.learner.description).joined(separator: ", ")))",
        ensemble, standard, LearnerParameter<Ensemble>.all)
    }
  }
}

extension LearnerChoice: Codable {
  /// Reads the text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      self = try LearnerText.learner(try container.decode(String.self))
    } catch let error as LearnerTextError {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
    }
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
