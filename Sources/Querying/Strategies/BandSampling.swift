import GarimpoKernels

/// Items whose probability lies in a band, drawn at random if it holds more than are asked: the notebook's hard items, which
/// were all those from 0.26 to 1.
///
///     P(x is chosen) = min(1, count ÷ items in the band) for low ≤ P(yes | x) ≤ high, else 0
///
/// A band that holds too few is taken whole; what is missing is drawn from the rest, as the notebook filled its batch. Bounds
/// are compared as `Float`, as a ``Batch`` does. The chances are exact.
///
/// Cost: O(open items).
struct BandSampling: DrawingRule {
  var low: Double
  var high: Double

  private func holds(_ item: Int, _ request: QueryRequest) -> Bool {
    let probability = Float(request.candidates.probability(of: item))
    return probability >= Float(low) && probability <= Float(high)
  }

  func choose(_ request: QueryRequest, using generator: inout SplitMix64) -> [Int] {
    var inside = request.open.filter { holds($0, request) }
    let count = min(request.count, inside.count)
    for place in 0..<count { inside.swapAt(place, place + generator.next(below: inside.count - place)) }
    return Array(inside[..<count])
  }

  func chances(_ request: QueryRequest) -> [Double]? {
    let inside = request.open.map { holds($0, request) }
    let size = inside.count { $0 }
    let chance = size == 0 ? 0 : min(1, Double(request.count) / Double(size))
    return inside.map { $0 ? chance : 0 }
  }
}
