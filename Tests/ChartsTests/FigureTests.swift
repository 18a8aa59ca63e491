import Testing

@testable import GarimpoCharts

@Suite struct FigureTests {
  @Test(arguments: [
    (0.0, 2, "0.00"), (-0.001, 2, "0.00"), (-0.125, 2, "−0.13"), (0.125, 2, "0.13"), (1234.5, 1, "1,234.5"),
    (999.999, 2, "1,000.00"), (0.05, 2, "0.05"), (1_000_000, 0, "1,000,000"), (.nan, 2, "–"), (.infinity, 2, "∞"),
    (-.infinity, 0, "−∞"), (2e12, 3, "2,000,000,000,000"),
  ])
  func `numbers have fixed decimals and no sign at zero`(value: Double, places: Int, text: String) {
    #expect(Decimals.fixed(value, places) == text)
  }

  @Test(arguments: [(0.0, "0\u{A0}%"), (0.0741, "7.4\u{A0}%"), (0.0999, "10\u{A0}%"), (0.81, "81\u{A0}%")])
  func `shares are percentages`(share: Double, text: String) {
    #expect(Decimals.percent(share) == text)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "−1,234,567")])
  func `counts are grouped`(count: Int, text: String) {
    #expect(Decimals.count(count) == text)
  }

  @Test func `interpolated texts are escaped and interpolated markup is not`() {
    let bold: Markup = "<b>\("<&>\"'")</b>"
    #expect(bold.description == "<b>&lt;&amp;&gt;&quot;&#39;</b>")
    #expect(("<i>\(bold)</i>" as Markup).description == "<i><b>&lt;&amp;&gt;&quot;&#39;</b></i>")
    #expect(Markup(text: "\"\u{0301}").description == "&quot;\u{0301}")
    #expect(Markup(text: "\u{0}\u{1B}\u{FFFF}\n").description == "\u{FFFD}\u{FFFD}\u{FFFD}\n")
  }

  @Test(arguments: [
    (0.0...1.0, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]), (0.0...60.0, [0, 20, 40, 60]), (0.0...4.0, [0, 1, 2, 3, 4]),
    (3.0...3.0, [3.0]),
  ])
  func `ticks are round numbers`(domain: ClosedRange<Double>, ticks: [Double]) {
    let axis = Axis("x", domain: domain, from: 0, to: 100)
    #expect(axis.ticks.count == ticks.count)
    #expect(zip(axis.ticks, ticks).allSatisfy { ($0 - $1).magnitude < 1e-9 })
  }

  @Test(arguments: [(0.0, 1.0), (1, 1), (44, 60), (60, 60), (3, 3), (7, 8), (1001, 1500)])
  func `an axis of counts ends at a tick that holds the largest`(value: Double, end: Double) {
    #expect(Axis.roundEnd(value) == end)
  }

  @Test func `a curve has a band only where the ends differ and words for its points`() {
    let figure = CurveFigure(
      description: "a & b", xLabel: "recall", yLabel: "precision",
      points: [.init(x: 0, y: 1, low: 0.5, high: 1), .init(x: 1, y: 0.5)])
    let svg = figure.svg.description
    #expect(svg.contains("aria-label=\"a &amp; b\""))
    #expect(svg.contains("<path class=\"band\" d=\"M46 127 L390 127 L390 127 L46 28Z\"/>"))
    #expect(svg.contains("<title>recall 0.00: precision 1.00 (95 % 0.50 to 1.00)</title>"))
    #expect(svg.contains("<title>recall 1.00: precision 0.50</title>"))
    #expect(figure.table.rows == [["0.00", "1.00", "0.50", "1.00"], ["1.00", "0.50", "0.50", "0.50"]])
  }

  @Test func `a long curve has at most 21 points with words, the ends among them`() {
    let points = (0...1000).map { CurveFigure.Point(x: Double($0) / 1000, y: 0.5) }
    let rows = CurveFigure(description: "", xLabel: "x", yLabel: "y", points: points).table.rows
    #expect(rows.count == 21)
    #expect(rows.first?[0] == "0.00")
    #expect(rows.last?[0] == "1.00")
  }

  @Test func `figures of nothing are frames, and values that are no numbers are drawn at the axis`() {
    #expect(!CurveFigure(description: "", xLabel: "", yLabel: "", points: []).svg.description.contains("curve"))
    #expect(!HistogramFigure(description: "", bins: []).svg.description.contains("bar"))
    let bin = CalibrationFigure.Bin(meanScore: .nan, share: .infinity, low: .nan, high: 2, count: 1)
    let svg = CalibrationFigure(description: "", bins: [bin]).svg.description
    #expect(!svg.contains("nan"))
    #expect(!svg.contains("inf"))
  }

  @Test func `a histogram says both counts of a bin`() {
    let figure = HistogramFigure(description: "scores", bins: [.init(from: 0, to: 0.5, yes: 1, no: 1200)])
    #expect(figure.svg.description.contains("<title>score 0.00 to 0.50: 1 yes, 1,200 no</title>"))
    #expect(figure.table.rows == [["0.00", "0.50", "1", "1,200"]])
  }

  /// Words of no language, so that none that is missing can hide.
  private var otherWords: FigureWords {
    var words = FigureWords()
    words.summary = "a1"
    words.low = "a2"
    words.high = "a3"
    words.interval = " [{low}~{high}]"
    words.point = "{xLabel}={x} {yLabel}={y}"
    words.score = "a4"
    words.items = "a5"
    words.scoreFrom = "a6"
    words.yes = "a7"
    words.no = "a8"
    words.bin = "{from}~{to} {yes}/{no}"
    words.meanScore = "a9"
    words.shareOfYes = "a10"
    words.calibrationBin = "{x} {y} [{low}~{high}] {count}"
    words.decimalMark = ","
    words.groupMark = "."
    return words
  }

  @Test func `a curve says everything in the words that it is given`() {
    var figure = CurveFigure(
      description: "d", xLabel: "x1", yLabel: "y1", points: [.init(x: 0, y: 0.5, low: 0.25, high: 1)])
    figure.words = otherWords
    #expect(figure.svg.description.contains("<title>x1=0,00 y1=0,50 [0,25~1,00]</title>"))
    #expect(figure.svg.description.contains(">0,2</text>"))
    #expect(!figure.svg.description.contains(">0.2</text>"))
    #expect(figure.table.headings == ["x1", "y1", "a2", "a3"])
    #expect(figure.table.rows == [["0,00", "0,50", "0,25", "1,00"]])
    #expect(figure.table.markup.description.contains("<summary>a1</summary>"))
  }

  @Test func `a histogram and a reliability diagram do so too`() {
    var histogram = HistogramFigure(description: "d", bins: [.init(from: 0, to: 0.5, yes: 1234, no: 5)])
    histogram.words = otherWords
    #expect(histogram.svg.description.contains("<title>0,00~0,50 1.234/5</title>"))
    #expect(histogram.svg.description.contains(">a4</text>") && histogram.svg.description.contains(">a5</text>"))
    #expect(histogram.table.headings == ["a6", "a3", "a7", "a8"])
    #expect(histogram.table.rows == [["0,00", "0,50", "1.234", "5"]])
    #expect(histogram.table.summary == "a1")
    var calibration = CalibrationFigure(
      description: "d", bins: [.init(meanScore: 0.1, share: 0.2, low: 0.1, high: 0.3, count: 1000)])
    calibration.words = otherWords
    #expect(calibration.svg.description.contains("<title>0,10 0,20 [0,10~0,30] 1.000</title>"))
    #expect(calibration.svg.description.contains(">a9</text>") && calibration.svg.description.contains(">a10</text>"))
    #expect(calibration.table.headings == ["a9", "a10", "a2", "a3", "a5"])
    #expect(calibration.table.rows == [["0,10", "0,20", "0,10", "0,30", "1.000"]])
  }

  @Test func `a histogram has a line only where it is asked for`() {
    var histogram = HistogramFigure(description: "d", bins: [.init(from: 0, to: 1, yes: 1, no: 1)])
    #expect(!histogram.svg.description.contains("cut"))
    histogram.cut = 0.5
    #expect(histogram.svg.description.contains("<path class=\"cut\" data-span=\"344\" d=\"M218 28V226\"/>"))
  }

  @Test func `measurements of their own have dots and bars, and whole things whole ticks`() {
    var figure = CurveFigure(
      description: "d", xLabel: "round", yLabel: "AP",
      points: [.init(x: 1, y: 0.2, low: 0.1, high: 0.3), .init(x: 2, y: 0.3, low: 0.2, high: 0.4)], xDomain: 0.5...2.5)
    #expect(figure.svg.description.contains("class=\"band\""))
    figure.xPlaces = 0
    figure.showsPoints = true
    let svg = figure.svg.description
    #expect(!svg.contains("class=\"band\""))
    #expect(svg.matches(of: /class="whisker"/).count == 2)
    #expect(svg.matches(of: /class="dot"/).count == 2)
    #expect(svg.contains(">1</text>") && svg.contains(">2</text>") && !svg.contains(">1.5</text>"))
    #expect(svg.contains("<title>round 1: AP 0.20 (95 % 0.10 to 0.30)</title>"))
    #expect(figure.table.rows[1] == ["2", "0.30", "0.20", "0.40"])
  }
}
