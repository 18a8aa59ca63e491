/// Several curves over one abscissa, each with its band: ways that are compared.
///
/// The style sheet is its own (``sheet``): six colours, then the same dashed and dotted, so that no two of eighteen look alike.
public struct LinesFigure: Sendable, Hashable {
  /// A curve.
  public struct Line: Sendable, Hashable {
    /// What it is called.
    public var name: String
    /// The points, abscissa ascending; beyond the last one the curve is not known.
    public var points: [CurveFigure.Point]

    /// A curve.
    public init(name: String, points: [CurveFigure.Point]) {
      self.name = name
      self.points = points
    }
  }

  /// What a screen reader says of the figure: its sentence.
  public var description: String
  /// The abscissa in words.
  public var xLabel: String
  /// The ordinate in words.
  public var yLabel: String
  /// The curves, of which at least the first is drawn on top.
  public var lines: [Line]
  /// The ends of a dashed line to compare with; none when empty.
  public var baseline: [CurveFigure.Point]
  /// The abscissa's ends.
  public var xDomain: ClosedRange<Double>
  /// Decimals of the abscissa, in words and table; 0: it counts whole things.
  public var xPlaces = 0
  /// What it says itself.
  public var words = FigureWords.english

  /// Curves whose ordinate goes from 0 to 1.
  public init(
    description: String, xLabel: String, yLabel: String, lines: [Line], baseline: [CurveFigure.Point] = [],
    xDomain: ClosedRange<Double>
  ) {
    self.description = description
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.lines = lines
    self.baseline = baseline
    self.xDomain = xDomain
  }

  /// The most curves whose bands are all drawn; of more, they would hide each other.
  public static let mostBands = 4
  /// Whether the bands are drawn; if not they are in the words and the table.
  public var drawsBands: Bool { lines.count <= Self.mostBands }

  /// The drawing.
  public var svg: Markup {
    let plot = plot
    return plot.drawing(description, marks(plot))
  }

  /// The drawing as a file of its own, with its style and its legend.
  public var file: Markup {
    let plot = plot
    let keys = lines.enumerated().map { index, line -> Markup in
      let y = Plot.height + 16 + 18 * Double(index)
      return """
        <path class="line \(Self.name(index))" d="M\(at: Plot.left) \(at: y - 4)H\(at: Plot.left + 24)"/>\
        <text x="\(at: Plot.left + 32)" y="\(at: y)">\(line.name)</text>

        """
    }
    let height = Plot.height + 18 * Double(lines.count) + 10
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg viewBox="0 0 \(at: Plot.width) \(at: height)" width="\(at: 1.5 * Plot.width)" height="\(at: 1.5 * height)" \
      role="img" aria-label="\(description)" xmlns="http://www.w3.org/2000/svg">
      <style>
      \(Self.fileSheet)
      \(Self.sheet)
      </style>
      <rect class="paper" width="\(at: Plot.width)" height="\(at: height)"/>
      \(plot.frame)\(marks(plot))\(Markup(keys))</svg>

      """
  }

  /// The names of the curves beside a piece of each, as HTML.
  public var legend: Markup {
    let items = lines.enumerated().map { "<li>\(Self.key($0.offset))\($0.element.name)</li>" as Markup }
    return "<ul class=\"legend\">\(Markup(items))</ul>"
  }

  /// A piece of the curve at `index`, to stand beside its name.
  public static func key(_ index: Int) -> Markup {
    """
    <svg class="swatch" viewBox="0 0 24 10" aria-hidden="true" xmlns="http://www.w3.org/2000/svg">\
    <path class="line \(name(index))" d="M1 5H23"/></svg>
    """
  }

  /// A row for each abscissa that has words, at most 21, evenly along it; a column for each curve.
  public var table: FigureTable {
    FigureTable(
      caption: description, headings: [xLabel] + lines.map(\.name),
      rows: shown.map { x in [words.fixed(x, xPlaces)] + lines.map { $0.point(at: x).map(value) ?? "–" } },
      summary: words.summary)
  }

  private var plot: Plot {
    Plot(x: xLabel, xDomain, y: yLabel, 0...1, leastXStep: xPlaces == 0 ? 1 : 0, words: words)
  }

  private func marks(_ plot: Plot) -> Markup {
    var marks: Markup = ""
    if !baseline.isEmpty {
      marks += "<path class=\"base\" d=\"\(plot.path(baseline.map { ($0.x, $0.y) }))\"/>\n"
    }
    for (index, line) in lines.enumerated() where drawsBands && line.points.contains(where: { $0.low < $0.high }) {
      let outline = line.points.map { ($0.x, $0.low) } + line.points.reversed().map { ($0.x, $0.high) }
      marks += "<path class=\"area \(Self.name(index))\" d=\"\(plot.path(outline))Z\"/>\n"
    }
    for (index, line) in lines.enumerated().reversed() where !line.points.isEmpty {
      marks += "<path class=\"line \(Self.name(index))\" d=\"\(plot.path(line.points.map { ($0.x, $0.y) }))\"/>\n"
    }
    let shown = shown
    for (index, x) in shown.enumerated() {
      let here = plot.x(x)
      let low = index == 0 ? Plot.left : (plot.x(shown[index - 1]) + here) / 2
      let high = index == shown.count - 1 ? Plot.right : (plot.x(shown[index + 1]) + here) / 2
      var dots: Markup = ""
      for line in lines {
        guard let point = line.point(at: x) else { continue }
        dots += "<circle cx=\"\(at: here)\" cy=\"\(at: plot.y(point.y))\" r=\"3\"/>"
      }
      marks += """
        <g class="at"><title>\(sentence(x))</title><rect class="hit" x="\(at: low)" y="\(at: Plot.top)" \
        width="\(at: max(high - low, 1))" height="\(at: Plot.bottom - Plot.top)"/>\(dots)</g>

        """
    }
    return marks
  }

  /// The abscissas that have words.
  private var shown: [Double] {
    let span = xDomain.upperBound - xDomain.lowerBound
    let marks = (0...20).map { xDomain.lowerBound + span * Double($0) / 20 }
    let places = marks.map { xPlaces == 0 ? $0.rounded() : $0 }
    return places.indices.filter { $0 == 0 || places[$0] > places[$0 - 1] }.map { places[$0] }
  }

  /// A line for each curve.
  private func sentence(_ x: Double) -> String {
    let values = lines.compactMap { line in line.point(at: x).map { "\(line.name): \(value($0))" } }
    return "\(xLabel) \(words.fixed(x, xPlaces))" + values.map { "\n" + $0 }.joined()
  }

  private func value(_ point: CurveFigure.Point) -> String {
    let value = words.fixed(point.y, 2)
    guard point.low < point.high else { return value }
    return value
      + words.filled(words.interval, [("low", words.fixed(point.low, 2)), ("high", words.fixed(point.high, 2))])
  }

  private static func name(_ index: Int) -> Markup {
    let dashes: Markup = [" ", " dashed", " dotted"][index / 6 % 3]
    return "c\(index % 6 + 1)\(dashes)"
  }
}

extension LinesFigure.Line {
  /// The point at `x`: the last one that is not beyond it; nil where the curve is not known.
  fileprivate func point(at x: Double) -> CurveFigure.Point? {
    guard let last = points.last, x <= last.x + 1e-9 else { return nil }
    return points.last { $0.x <= x + 1e-9 }
  }
}
