import GarimpoLearning
import GarimpoMatrix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The items that are uncertain and like many others: no time is lost with outliers.
///
///     maximise H(P(yes | x)) · (mean over the open items u of cos(x, u))^β
///
/// The mean of cosines is the cosine with the mean: one vector of the features, and no matrix of all pairs. A row of zeros is
/// like nothing, and a negative mean counts as 0.
///
/// Cost: O(entries). Source: Settles and Craven, "An analysis of active learning strategies for sequence labeling tasks", 2008.
struct InformationDensity: RankingRule {
  /// β, above 0.
  var power: Double

  func choose(_ request: QueryRequest) -> [Int] {
    BestItems.first(request.count, of: request.open, costs: figures(request).map { -$0 })
  }

  /// The figure of each open item.
  func figures(_ request: QueryRequest) -> [Double] {
    let candidates = request.candidates
    let features = candidates.knownFeatures
    func inverse(_ item: Int) -> Double { features.squares[item] > 0 ? 1 / features.squares[item].squareRoot() : 0 }
    var mean = [Double](repeating: 0, count: features.matrix.columnCount)
    let count = Double(request.open.count)
    // Ascending, so that the sums do not depend on the order of the list.
    features.add(request.open.sorted(), weights: { inverse($0) / count }, to: &mean)
    let products = features.products(with: mean, on: candidates.workers)
    return request.open.map { item in
      Entropy.of(candidates.probability(of: item)) * pow(max(0, products[item] * inverse(item)), power)
    }
  }
}
