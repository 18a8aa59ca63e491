import GarimpoKernels

/// Items whose answers would move a linear model far, and in different directions: BADGE.
///
///     g(x) = (P(yes | x) − ŷ) · x,  ŷ = 1 if P(yes | x) ≥ ½ else 0: the gradient of the logistic loss if the model were right;
///     the first maximises ‖g(x)‖, each next is drawn with chances ∝ min over chosen c of ‖g(x) − g(c)‖²
///
/// as k-means++ draws its seeds, from the largest as the authors' program begins. Where all differences are 0 the lowest index
/// comes next. The features are those of the pile, whatever the learner.
///
/// The first is certain and the second drawn with known chances: one or two questions have exact chances, more have none that
/// could be stated.
///
/// Cost: O(count · (open items + entries of the columns that an item has)). Source: Ash, Zhang, Krishnamurthy, Langford and
/// Agarwal, "Deep batch active learning by diverse, uncertain gradient lower bounds", 2020.
struct GradientEmbedding: DrawingRule {
  func choose(_ request: QueryRequest, using generator: inout SplitMix64) -> [Int] {
    var seeds = Seeds(request)
    while seeds.chosen.count < request.count, !seeds.open.isEmpty {
      let sum = seeds.distances.reduce(0, +)
      guard !seeds.chosen.isEmpty, sum > 0 else {
        seeds.takeFirst()
        continue
      }
      seeds.take(WeightedDraw.place(seeds.distances, sum: sum, using: &generator))
    }
    return seeds.chosen
  }

  func chances(_ request: QueryRequest) -> [Double]? {
    let open = request.open
    if request.count >= open.count { return [Double](repeating: 1, count: open.count) }
    guard request.count <= 2 else { return nil }
    var chances = [Double](repeating: 0, count: open.count)
    guard request.count > 0 else { return chances }
    var seeds = Seeds(request)
    seeds.takeFirst()
    if request.count == 2 {
      let sum = seeds.distances.reduce(0, +)
      if sum == 0 { seeds.takeFirst() }
      for (place, item) in open.enumerated() where sum > 0 {
        if let other = seeds.open.firstIndex(of: item) { chances[place] = seeds.distances[other] / sum }
      }
    }
    for (place, item) in open.enumerated() where seeds.chosen.contains(item) { chances[place] = 1 }
    return chances
  }

  /// What is chosen so far, and how far all else is from it.
  private struct Seeds {
    private(set) var chosen: [Int] = []
    /// What is not chosen.
    private(set) var open: [Int]
    /// min ‖g(x) − g(c)‖² of each open item; infinite before the first.
    private(set) var distances: [Double]
    /// P(yes | x) − ŷ of each open item.
    private var slopes: [Double]
    private let features: QueryFeatures

    init(_ request: QueryRequest) {
      features = request.candidates.knownFeatures
      open = request.open
      slopes = open.map { item in
        let probability = request.candidates.probability(of: item)
        return probability >= 0.5 ? probability - 1 : probability
      }
      distances = [Double](repeating: .infinity, count: open.count)
    }

    /// Takes the largest gradient or, once something is chosen, the lowest index.
    mutating func takeFirst() {
      let costs =
        chosen.isEmpty
        ? open.indices.map { -slopes[$0] * slopes[$0] * features.squares[open[$0]] } : open.map { _ in 0.0 }
      if let place = BestItems.least(of: open, costs: costs) { take(place) }
    }

    mutating func take(_ place: Int) {
      let (item, slope) = (open.remove(at: place), slopes.remove(at: place))
      distances.remove(at: place)
      chosen.append(item)
      let products = features.products(of: item)
      let square = slope * slope * features.squares[item]
      for other in open.indices {
        let theirs = slopes[other] * slopes[other] * features.squares[open[other]]
        let distance = max(0, (square + theirs) - 2 * (slope * slopes[other] * products[open[other]]))
        distances[other] = min(distances[other], distance)
      }
    }
  }
}

/// Drawing a place with chances in proportion to weights.
enum WeightedDraw {
  /// A place of `weights`, which are 0 or more and sum to `sum`, above 0.
  static func place(_ weights: [Double], sum: Double, using generator: inout SplitMix64) -> Int {
    var left = generator.nextUnit() * sum
    var last = 0
    for place in weights.indices where weights[place] > 0 {
      if left < weights[place] { return place }
      left -= weights[place]
      last = place
    }
    // Rounding may leave a crumb: it belongs to the last that can be drawn.
    return last
  }
}
