import GarimpoKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Items drawn one after the other, without replacement, with chances by their score: near the best without asking the same
/// thing many times over.
///
///     power: P(x is drawn) ∝ s(x)^β      softmax: P(x is drawn) ∝ e^(β · s(x))      of what is left
///
/// s is P(yes), or the entropy of P(yes) in nats. Adding Gumbel noise to the logarithms and taking the largest is one pass for
/// the whole batch. Items of chance 0 come last, at random.
///
/// The chance of a single question is exact; so is that of all items. Between them the chance to be among several drawn one
/// after the other has no closed form, and is not stated.
///
/// Cost: O(open items). Source: Kirsch, Farquhar, Atighehchian, Jesson, Branchaud-Charron and Gal, "Stochastic batch
/// acquisition: a simple baseline for deep active learning", 2023.
struct StochasticBatch: DrawingRule {
  /// How a score becomes a chance.
  enum Form {
    case power
    case softmax
  }

  private let form: Form
  private let beta: Double
  private let score: QueryStrategy.SampledScore

  init(_ form: Form, _ beta: Double, of score: QueryStrategy.SampledScore) {
    self.form = form
    self.beta = beta
    self.score = score
  }

  /// The logarithms of what the chances are in proportion to; −∞ for 0.
  private func logWeights(_ request: QueryRequest) -> [Double] {
    request.open.map { item in
      let probability = request.candidates.probability(of: item)
      let value =
        switch score {
        case .certainty: probability
        case .uncertainty: Entropy.of(probability)
        }
      return switch form {
      case .power: value > 0 ? beta * log(value) : -.infinity
      case .softmax: beta * value
      }
    }
  }

  func choose(_ request: QueryRequest, using generator: inout SplitMix64) -> [Int] {
    let weights = logWeights(request)
    var keys: [Double] = []
    for _ in weights {
      // In the open interval, so that the noise is finite.
      let unit = generator.nextUnit() + 0x1p-54
      keys.append(-log(-log(unit)))
    }
    let possible = weights.indices.filter { weights[$0] > -.infinity }
    let others = weights.indices.filter { weights[$0] == -.infinity }
    let first = BestItems.first(
      min(request.count, possible.count), of: possible, costs: possible.map { -(weights[$0] + keys[$0]) })
    let rest = BestItems.first(request.count - first.count, of: others, costs: others.map { -keys[$0] })
    return (first + rest).map { request.open[$0] }
  }

  func chances(_ request: QueryRequest) -> [Double]? {
    let count = request.open.count
    if request.count >= count { return [Double](repeating: 1, count: count) }
    guard request.count == 1 else { return nil }
    let weights = logWeights(request)
    guard let largest = weights.max(), largest > -.infinity else {
      return [Double](repeating: 1 / Double(count), count: count)
    }
    let shares = weights.map { exp($0 - largest) }
    let sum = shares.reduce(0, +)
    return shares.map { $0 / sum }
  }
}
