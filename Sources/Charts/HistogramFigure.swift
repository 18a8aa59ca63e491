/// The scores of the items answered yes and of those answered no, side by side in each bin.
public struct HistogramFigure: Sendable, Hashable {
  /// A bin of the score.
  public struct Bin: Sendable, Hashable {
    /// Lower bound.
    public var from: Double
    /// Upper bound.
    public var to: Double
    /// Items answered yes.
    public var yes: Int
    /// Items answered no.
    public var no: Int

    /// A bin.
    public init(from: Double, to: Double, yes: Int, no: Int) {
      self.from = from
      self.to = to
      self.yes = yes
      self.no = no
    }
  }

  /// What a screen reader says of the figure.
  public var description: String
  /// The bins, score ascending.
  public var bins: [Bin]

  /// A histogram.
  public init(description: String, bins: [Bin]) {
    self.description = description
    self.bins = bins
  }

  /// The drawing.
  public var svg: Markup {
    let most = Double(bins.map { max($0.yes, $0.no) }.max() ?? 0)
    let plot = Plot(x: "score", 0...1, y: "items", 0...Axis.roundEnd(most))
    var marks: Markup = ""
    for bin in bins {
      let left = plot.x(bin.from)
      let right = plot.x(bin.to)
      let gap = (right - left) > 6 ? 1.0 : 0
      let half = max((right - left - 2 * gap) / 2, 0.5)
      marks += "<g class=\"at\"><title>\(words(bin))</title>"
      marks += bar("barN", bin.no, at: left + gap, width: half, plot)
      marks += bar("barY", bin.yes, at: left + gap + half, width: half, plot)
      marks += """
        <rect class="hit" x="\(at: left)" y="\(at: Plot.top)" width="\(at: right - left)" \
        height="\(at: Plot.bottom - Plot.top)"/></g>

        """
    }
    return plot.drawing(description, marks)
  }

  /// A row for each bin.
  public var table: FigureTable {
    FigureTable(
      caption: description, headings: ["score from", "to", "yes", "no"],
      rows: bins.map {
        [Decimals.fixed($0.from, 2), Decimals.fixed($0.to, 2), Decimals.count($0.yes), Decimals.count($0.no)]
      })
  }

  private func bar(_ name: String, _ count: Int, at x: Double, width: Double, _ plot: Plot) -> Markup {
    guard count > 0 else { return "" }
    let top = min(plot.y(Double(count)), Plot.bottom - 1)
    return """
      <rect class="\(name)" x="\(at: x)" y="\(at: top)" width="\(at: width)" height="\(at: Plot.bottom - top)"/>
      """
  }

  private func words(_ bin: Bin) -> String {
    """
    score \(Decimals.fixed(bin.from, 2)) to \(Decimals.fixed(bin.to, 2)): \
    \(Decimals.count(bin.yes)) yes, \(Decimals.count(bin.no)) no
    """
  }
}
