/// A curve with its band and a baseline: precision over recall, true over false positives, a figure over rounds.
public struct CurveFigure: Sendable, Hashable {
  /// A point of the curve with its band.
  public struct Point: Sendable, Hashable {
    /// Abscissa.
    public var x: Double
    /// Ordinate.
    public var y: Double
    /// Lower end of the band; equal to `y` where there is none.
    public var low: Double
    /// Upper end of the band.
    public var high: Double

    /// A point; without `low` and `high` it has no band.
    public init(x: Double, y: Double, low: Double? = nil, high: Double? = nil) {
      self.x = x
      self.y = y
      self.low = low ?? y
      self.high = high ?? y
    }
  }

  /// What a screen reader says of the figure: its sentence.
  public var description: String
  /// The abscissa in words.
  public var xLabel: String
  /// The ordinate in words.
  public var yLabel: String
  /// The points, abscissa ascending.
  public var points: [Point]
  /// The ends of a dashed line to compare with; none when empty.
  public var baseline: [Point]
  /// The abscissa's ends.
  public var xDomain: ClosedRange<Double>
  /// The ordinate's ends.
  public var yDomain: ClosedRange<Double>
  /// What it says itself.
  public var words = FigureWords.english
  /// Decimals of the abscissa, in words and table; 0: it counts whole things.
  public var xPlaces = 2
  /// Whether each point is a measurement of its own: a dot with its interval, instead of a band.
  public var showsPoints = false

  /// A curve; both axes go from 0 to 1 unless told otherwise.
  public init(
    description: String, xLabel: String, yLabel: String, points: [Point], baseline: [Point] = [],
    xDomain: ClosedRange<Double> = 0...1, yDomain: ClosedRange<Double> = 0...1
  ) {
    self.description = description
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.points = points
    self.baseline = baseline
    self.xDomain = xDomain
    self.yDomain = yDomain
  }

  /// The drawing.
  public var svg: Markup {
    let plot = Plot(x: xLabel, xDomain, y: yLabel, yDomain, leastXStep: xPlaces == 0 ? 1 : 0, words: words)
    var marks: Markup = ""
    if !showsPoints, points.contains(where: { $0.low < $0.high }) {
      let outline = points.map { ($0.x, $0.low) } + points.reversed().map { ($0.x, $0.high) }
      marks += "<path class=\"band\" d=\"\(plot.path(outline))Z\"/>\n"
    }
    if !baseline.isEmpty {
      marks += "<path class=\"base\" d=\"\(plot.path(baseline.map { ($0.x, $0.y) }))\"/>\n"
    }
    if points.count == 1 {
      marks += "<circle class=\"dot\" cx=\"\(at: plot.x(points[0].x))\" cy=\"\(at: plot.y(points[0].y))\" r=\"4\"/>\n"
    } else if !points.isEmpty {
      marks += "<path class=\"curve\" d=\"\(plot.path(points.map { ($0.x, $0.y) }))\"/>\n"
    }
    for point in showsPoints ? points : [] {
      let here = plot.x(point.x)
      marks += "<path class=\"whisker\" d=\"M\(at: here) \(at: plot.y(point.low))V\(at: plot.y(point.high))\"/>\n"
      guard points.count > 1 else { continue }
      marks += "<circle class=\"dot\" cx=\"\(at: here)\" cy=\"\(at: plot.y(point.y))\" r=\"4\"/>\n"
    }
    let shown = shown
    for (index, point) in shown.enumerated() {
      let here = plot.x(point.x)
      let low = index == 0 ? Plot.left : (plot.x(shown[index - 1].x) + here) / 2
      let high = index == shown.count - 1 ? Plot.right : (plot.x(shown[index + 1].x) + here) / 2
      marks += plot.hover(from: low, to: high, at: (point.x, point.y), sentence(point))
    }
    return plot.drawing(description, marks)
  }

  /// The points that have words and a row in the table: at most 21, evenly along the abscissa.
  public var table: FigureTable {
    let hasBand = points.contains { $0.low < $0.high }
    return FigureTable(
      caption: description, headings: [xLabel, yLabel, words.low, words.high],
      rows: shown.map { point in
        [words.fixed(point.x, xPlaces), words.fixed(point.y, 2)]
          + [point.low, point.high].map { hasBand ? words.fixed($0, 2) : "–" }
      }, summary: words.summary)
  }

  private func sentence(_ point: Point) -> String {
    let value = words.filled(
      words.point,
      [
        ("x", words.fixed(point.x, xPlaces)), ("y", words.fixed(point.y, 2)), ("xLabel", xLabel), ("yLabel", yLabel),
      ])
    guard point.low < point.high else { return value }
    return value
      + words.filled(words.interval, [("low", words.fixed(point.low, 2)), ("high", words.fixed(point.high, 2))])
  }

  private var shown: [Point] {
    guard points.count > 21 else { return points }
    var shown: [Point] = []
    var last = -1
    var index = 0
    for mark in 0...20 {
      let target = xDomain.lowerBound + (xDomain.upperBound - xDomain.lowerBound) * Double(mark) / 20
      while index + 1 < points.count, points[index + 1].x <= target + 1e-12 { index += 1 }
      if index != last { shown.append(points[index]) }
      last = index
    }
    return shown
  }
}
