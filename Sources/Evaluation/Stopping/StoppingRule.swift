/// A reason to stop asking: the list of all there are.
///
/// ```swift
/// let rule = try StoppingRule("hypergeometric recall=95% risk=5%")
/// print(rule.claim)
/// var watch = StoppingWatch([rule, .inARow(50)], pileCount: 2019, priors: [287, 1232])
/// watch.take(StoppingAnswer(item: 4, isPositive: true, isRandom: false))
/// ```
///
/// As text a rule is its name and, if they are not the usual ones, its parameters (`StoppingRule+Text`). The formula, the paper
/// and the cost of each are with the type that carries it out, named here; `Documentation/Stopping.md` says when to use which.
public enum StoppingRule: Sendable, Hashable {
  /// `in-a-row N`: so many answers without a yes; ``InARow``.
  case inARow(_ count: Int = 50)
  /// `knee least=N`: the curve of yes has bent; ``KneeRule``.
  case knee(least: Int = 1)
  /// `knee-budget`: the curve has bent, and as much was read as a random sample would take; ``KneeBudget``.
  case kneeBudget
  /// `hypergeometric recall=95% risk=5% after=N`: a test on the random tail, looked at after every answer; ``RandomTailTest``.
  /// A simulation begins a random tail once `after` answers in a row are no.
  case hypergeometric(_ promise: RecallPromise = RecallPromise(), after: Int = 50)
  /// `quasi-hypergeometric recall=95% risk=5%`: the same with what the model asked for a tail; ``QuasiTailTest``.
  case quasiHypergeometric(_ promise: RecallPromise = RecallPromise())
  /// `sequential recall=95% risk=5% after=N`: a test on the random tail that keeps its risk however often one looks;
  /// ``SequentialTailTest``.
  case sequential(_ promise: RecallPromise = RecallPromise(), after: Int = 50)
  /// `quant-ci recall=95% risk=5%`: the recall by the model's own probabilities, which must be calibrated; ``QuantCI``.
  case quantCI(_ promise: RecallPromise = RecallPromise())
  /// `kappa BOUND windows=3 every=10 items=2000`: models agree with the ones before; ``PredictionStability``.
  case kappa(_ bound: Double = 0.99, _ comparison: ModelComparison = ModelComparison())
  /// `delta-f BOUND windows=3 every=10 items=2000`: the F measure hardly changes; ``PredictedChange``.
  case deltaF(_ bound: Double = 0.005, _ comparison: ModelComparison = ModelComparison())
  /// `yield-plateau SHARE labels=N`: the newest answers brought few of the yes; ``YieldPlateau``.
  case yieldPlateau(_ bound: Double = 0.01, labels: Int = 100)
  /// `metric-plateau RISE windows=N`: a metric rises no more; ``MetricPlateau``.
  case metricPlateau(_ bound: Double = 0.005, windows: Int = 3)
  /// `budget N`: so many answers; ``LabelBudget``.
  case budget(_ labels: Int)
  /// `minutes M pace=SECONDS`: so much time; ``TimeBudget``.
  case minutes(_ minutes: Double, pace: Double? = nil)

  /// What it promises of the yes; nil: nothing.
  public var promise: RecallPromise? {
    switch self {
    case .hypergeometric(let promise, _), .quasiHypergeometric(let promise), .sequential(let promise, _),
      .quantCI(let promise):
      promise
    default: nil
    }
  }

  /// Whether it looks at what models think: such a rule says nothing where none is fitted.
  public var looksAtModels: Bool {
    switch self {
    case .quantCI, .kappa, .deltaF: true
    default: false
    }
  }

  /// Whether it looks at probabilities, which must be calibrated.
  public var looksAtProbabilities: Bool { if case .quantCI = self { true } else { false } }

  /// After how many answers of no in a row the random tail is to begin that the rule waits for; nil: it needs none.
  public var tailAfter: Int? {
    switch self {
    case .hypergeometric(_, let after), .sequential(_, let after): after
    default: nil
    }
  }

  /// What is true when it is reached, for people; with the conditions on which that hangs.
  public var claim: String {
    switch self {
    case .inARow(let count): return "The last \(count) labels had no yes."
    case .knee: return "Yes came far more often before the bend of the curve than since."
    case .kneeBudget:
      return "The curve has bent, and as much is read as a random sample of ten yes would take; or three quarters are."
    case .hypergeometric(let promise, _):
      return
        "\(Self.sentence(promise)), by a test on items drawn at random at the end. Looking after every answer adds "
        + "to the risk."
    case .quasiHypergeometric(let promise):
      return "\(Self.sentence(promise)), if the order finds yes no worse than chance to the end."
    case .sequential(let promise, _):
      return "\(Self.sentence(promise)), by a test on items drawn at random at the end, however often one looks."
    case .quantCI(let promise):
      return "\(Self.sentence(promise)), if the model's probabilities are calibrated."
    case .kappa(let bound, let comparison):
      return "The last \(comparison.windows + 1) models agree which items are likely yes (kappa at least "
        + "\(StoppingText.number(bound)))."
    case .deltaF(let bound, let comparison):
      return "The F measure of the last \(comparison.windows + 1) models changed by less than "
        + "\(StoppingText.number(bound)) each time, by their own predictions."
    case .yieldPlateau(let bound, let labels):
      return "The last \(labels) labels brought at most \(StoppingText.percent(bound)) of the yes found."
    case .metricPlateau(let bound, let windows):
      return "The metric rose by at most \(StoppingText.number(bound)) in the last \(windows) measurements."
    case .budget(let labels): return "\(labels) labels are given."
    case .minutes(let minutes, _): return "\(StoppingText.number(minutes)) minutes are spent."
    }
  }

  private static func sentence(_ promise: RecallPromise) -> String {
    promise.sentence.prefix(1).uppercased() + promise.sentence.dropFirst()
  }

  /// The rule at work.
  func test(_ record: StoppingRecord, seed: UInt64) -> any StoppingTest {
    switch self {
    case .inARow(let count): InARow(wanted: count)
    case .knee(let least): KneeRule(least: least)
    case .kneeBudget: KneeBudget()
    case .hypergeometric(let promise, _): RandomTailTest(promise: promise)
    case .quasiHypergeometric(let promise): QuasiTailTest(promise: promise)
    case .sequential(let promise, _): SequentialTailTest(promise: promise)
    case .quantCI(let promise): QuantCI(promise: promise)
    case .kappa(let bound, let comparison): PredictionStability(bound, comparison, record, seed: seed)
    case .deltaF(let bound, let comparison): PredictedChange(bound, comparison, record, seed: seed)
    case .yieldPlateau(let bound, let labels): YieldPlateau(bound: bound, labels: labels)
    case .metricPlateau(let bound, let windows): MetricPlateau(bound, windows: windows)
    case .budget(let labels): LabelBudget(labels: labels)
    case .minutes(let minutes, let pace): TimeBudget(minutes: minutes, pace: pace)
    }
  }
}
