public import GarimpoKernels
public import GarimpoMatrix

/// Models that score together.
public struct EnsembleModel: Sendable, Hashable {
  /// A model and how much it counts.
  public struct Member: Sendable, Hashable {
    /// The model.
    public let model: FittedModel
    /// Its weight in the mean.
    public let weight: Double
  }

  /// What is averaged.
  public let combination: Ensemble.Combination
  /// The models, 2 or more, all of the same features.
  public let members: [Member]

  /// The parameters it was fitted with.
  public var parameters: Ensemble {
    Ensemble(combination, of: members.map { Ensemble.Member($0.model.learner, weight: $0.weight) })
  }

  /// The score of each row, shape `[rows]`, in 0 ... 1: the weighted mean of what the members say, added in their order.
  ///
  /// Of ranks the boundary is the mean of the places that the members' boundaries have among their scores.
  public func scores(of matrix: CSRMatrix, on workers: WorkerPool) -> ModelScores {
    let total = members.reduce(0) { $0 + $1.weight }
    var mean = ModelScores([Double](repeating: 0, count: matrix.rowCount), boundary: 0)
    for member in members {
      let part: ModelScores
      switch combination {
      case .probabilities:
        guard let values = member.model.probabilities(of: matrix, on: workers) else {
          preconditionFailure("a member without probabilities")
        }
        part = ModelScores(values, boundary: 0.5)
      case .ranks:
        part = member.model.scores(of: matrix, on: workers).ranked
      }
      let share = member.weight / total
      for row in part.values.indices { mean.values[row] += share * part.values[row] }
      mean.boundary += share * part.boundary
    }
    // Shares sum to 1 but for rounding.
    for row in mean.values.indices { mean.values[row] = min(1, mean.values[row]) }
    return mean
  }
}

extension ModelScores {
  /// The place of each score among all, equal ones in the middle of theirs: 0 for the lowest, 1 for the highest, 0.5 for one
  /// alone. The boundary has the place that a score of its size has, between two scores half-way.
  ///
  /// - Complexity: O(rows · log(rows)).
  var ranked: ModelScores {
    guard values.count > 1 else { return ModelScores(values.map { _ in 0.5 }, boundary: 0.5) }
    let last = Double(values.count - 1)
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var (below, equal) = (0, 0)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end - 1) / 2 / last }
      if values[order[start]] < boundary { below += end - start }
      if values[order[start]] == boundary { equal = end - start }
      start = end
    }
    let middle = (Double(below) + Double(equal - 1) / 2) / last
    return ModelScores(ranks, boundary: min(1, max(0, middle)))
  }
}
