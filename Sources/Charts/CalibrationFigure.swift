/// A reliability diagram: the share of yes in each bin of the score with its interval, beside the line on which a score
/// means what it says.
public struct CalibrationFigure: Sendable, Hashable {
  /// A bin of the score.
  public struct Bin: Sendable, Hashable {
    /// Mean score of the bin's items.
    public var meanScore: Double
    /// Share of yes among them.
    public var share: Double
    /// Lower end of its interval.
    public var low: Double
    /// Upper end of its interval.
    public var high: Double
    /// Items in the bin.
    public var count: Int

    /// A bin.
    public init(meanScore: Double, share: Double, low: Double, high: Double, count: Int) {
      self.meanScore = meanScore
      self.share = share
      self.low = low
      self.high = high
      self.count = count
    }
  }

  /// What a screen reader says of the figure.
  public var description: String
  /// The bins, score ascending.
  public var bins: [Bin]
  /// What it says itself.
  public var words = FigureWords.english

  /// A reliability diagram.
  public init(description: String, bins: [Bin]) {
    self.description = description
    self.bins = bins
  }

  /// The drawing. The dots grow with the number of items.
  public var svg: Markup {
    let plot = Plot(x: words.meanScore, 0...1, y: words.shareOfYes, 0...1, words: words)
    var marks: Markup = "<path class=\"base\" d=\"\(plot.path([(0, 0), (1, 1)]))\"/>\n"
    let most = Double(max(bins.map(\.count).max() ?? 1, 1))
    for bin in bins where bin.count > 0 {
      let x = plot.x(bin.meanScore)
      marks += """
        <g class="at"><title>\(sentence(bin))</title>\
        <path class="whisker" d="M\(at: x) \(at: plot.y(bin.low))V\(at: plot.y(bin.high))"/>\
        <circle class="dot" cx="\(at: x)" cy="\(at: plot.y(bin.share))" \
        r="\(at: 3.5 + 4 * (Double(bin.count) / most).squareRoot())"/>\
        <rect class="hit" x="\(at: x - 9)" y="\(at: Plot.top)" width="18" height="\(at: Plot.bottom - Plot.top)"/></g>

        """
    }
    return plot.drawing(description, marks)
  }

  /// A row for each bin.
  public var table: FigureTable {
    FigureTable(
      caption: description, headings: [words.meanScore, words.shareOfYes, words.low, words.high, words.items],
      rows: bins.map { bin in
        [bin.meanScore, bin.share, bin.low, bin.high].map { words.fixed($0, 2) } + [words.count(bin.count)]
      }, summary: words.summary)
  }

  private func sentence(_ bin: Bin) -> String {
    words.filled(
      words.calibrationBin,
      [
        ("x", words.fixed(bin.meanScore, 2)), ("y", words.fixed(bin.share, 2)), ("low", words.fixed(bin.low, 2)),
        ("high", words.fixed(bin.high, 2)), ("count", words.count(bin.count)),
      ])
  }
}
