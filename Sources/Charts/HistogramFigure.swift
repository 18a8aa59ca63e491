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
  /// What it says itself.
  public var words = FigureWords.english
  /// A score at which a line stands; nil: none.
  public var cut: Double?

  /// A histogram.
  public init(description: String, bins: [Bin]) {
    self.description = description
    self.bins = bins
  }

  /// The drawing.
  public var svg: Markup {
    let most = Double(bins.map { max($0.yes, $0.no) }.max() ?? 0)
    let plot = Plot(x: words.score, 0...1, y: words.items, 0...Axis.roundEnd(most), words: words)
    var marks: Markup = ""
    for bin in bins {
      let left = plot.x(bin.from)
      let right = plot.x(bin.to)
      let gap = (right - left) > 6 ? 1.0 : 0
      let half = max((right - left - 2 * gap) / 2, 0.5)
      marks += "<g class=\"at\"><title>\(sentence(bin))</title>"
      marks += bar("barN", bin.no, at: left + gap, width: half, plot)
      marks += bar("barY", bin.yes, at: left + gap + half, width: half, plot)
      marks += """
        <rect class="hit" x="\(at: left)" y="\(at: Plot.top)" width="\(at: right - left)" \
        height="\(at: Plot.bottom - Plot.top)"/></g>

        """
    }
    if let cut {
      // A script that moves the line is told how long the scale is.
      marks += """
        <path class="cut" data-span="\(at: Plot.right - Plot.left)" d="M\(at: plot.x(cut)) \(at: Plot.top)V\(at: Plot.bottom)"/>

        """
    }
    return plot.drawing(description, marks)
  }

  /// A row for each bin.
  public var table: FigureTable {
    FigureTable(
      caption: description, headings: [words.scoreFrom, words.high, words.yes, words.no],
      rows: bins.map {
        [words.fixed($0.from, 2), words.fixed($0.to, 2), words.count($0.yes), words.count($0.no)]
      }, summary: words.summary)
  }

  private func bar(_ name: String, _ count: Int, at x: Double, width: Double, _ plot: Plot) -> Markup {
    guard count > 0 else { return "" }
    let top = min(plot.y(Double(count)), Plot.bottom - 1)
    return """
      <rect class="\(name)" x="\(at: x)" y="\(at: top)" width="\(at: width)" height="\(at: Plot.bottom - top)"/>
      """
  }

  private func sentence(_ bin: Bin) -> String {
    words.filled(
      words.bin,
      [
        ("from", words.fixed(bin.from, 2)), ("to", words.fixed(bin.to, 2)), ("yes", words.count(bin.yes)),
        ("no", words.count(bin.no)),
      ])
  }
}
