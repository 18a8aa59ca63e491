/// A curve on a grid with a pointwise 95 % band.
///
/// Pointwise: at each abscissa by itself 95 % of the resampled curves lie in the band; a whole curve leaves it somewhere
/// more often than that.
public struct CurveBand: Sendable, Hashable, Codable {
  /// The grid, ascending.
  public let x: [Double]
  /// The curve of the data as they are, at the grid.
  public let y: [Double]
  /// The lower end of the band.
  public let low: [Double]
  /// The upper end of the band.
  public let high: [Double]
}
