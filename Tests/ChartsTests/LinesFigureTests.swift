import Testing

@testable import GarimpoCharts

@Suite struct LinesFigureTests {
  private static func line(_ name: String, to end: Int, isBanded: Bool = false) -> LinesFigure.Line {
    let points = (0...end).map { place in
      let y = Double(place) / 10
      return CurveFigure.Point(x: Double(place), y: y, low: isBanded ? y - 0.05 : nil, high: isBanded ? y + 0.05 : nil)
    }
    return .init(name: name, points: points)
  }

  private func figure(_ lines: [LinesFigure.Line]) -> LinesFigure {
    LinesFigure(description: "d & e", xLabel: "read", yLabel: "recall", lines: lines, xDomain: 0...10)
  }

  @Test func `Each curve has its colour, its band and its words`() {
    let figure = figure([Self.line("a<b", to: 10, isBanded: true), Self.line("c", to: 5)])
    let svg = figure.svg.description
    #expect(svg.matches(of: /class="line c1 "/).count == 1 && svg.matches(of: /class="line c2 "/).count == 1)
    #expect(svg.matches(of: /class="area c1 "/).count == 1 && !svg.contains("class=\"area c2 \""))
    #expect(svg.contains("<title>read 5\na&lt;b: 0.50 (95 % 0.45 to 0.55)\nc: 0.50</title>"))
    // Beyond its last point a curve is not known.
    #expect(svg.contains("<title>read 6\na&lt;b: 0.60 (95 % 0.55 to 0.65)</title>"))
    #expect(figure.table.headings == ["read", "a<b", "c"])
    #expect(figure.table.rows.count == 11 && figure.table.rows[6] == ["6", "0.60 (95 % 0.55 to 0.65)", "–"])
    #expect(figure.legend.description.contains("</svg>a&lt;b</li>"))
  }

  @Test func `Bands of many curves would hide each other, and no two of eighteen curves look alike`() {
    let few = (1...4).map { Self.line("\($0)", to: 10, isBanded: true) }
    #expect(figure(few).svg.description.matches(of: /class="area/).count == 4)
    let many = figure((1...18).map { Self.line("\($0)", to: 10, isBanded: true) })
    #expect(!many.drawsBands && !many.svg.description.contains("class=\"area"))
    let looks = many.svg.description.matches(of: /class="line ([^"]*)"/).map { String($0.1) }
    #expect(looks.count == 18 && Set(looks).count == 18)
  }

  @Test func `A curve between two of its points is as at the first`() {
    var figure = figure([.init(name: "a", points: [.init(x: 0, y: 0.1), .init(x: 10, y: 0.9)])])
    #expect(figure.table.rows[9] == ["9", "0.10"] && figure.table.rows[10] == ["10", "0.90"])
    figure.xDomain = 0...1000
    figure.lines[0].points[1].x = 1000
    #expect(figure.table.rows.count == 21 && figure.table.rows[20] == ["1,000", "0.90"])
  }

  @Test func `As a file it holds its style and its legend`() {
    let file = figure([Self.line("first", to: 10), Self.line("second", to: 10)]).file.description
    #expect(file.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg viewBox=\"0 0 400 316\""))
    #expect(file.contains("<style>") && file.contains(">first</text>") && file.contains(">second</text>"))
    #expect(file.matches(of: /<svg/).count == 1 && file.hasSuffix("</svg>\n"))
    #expect(!file.contains("url(") && file.matches(of: /http/).count == 1)
  }

  @Test func `Without curves it is a frame`() {
    let figure = figure([])
    #expect(!figure.svg.description.contains("class=\"line") && figure.table.rows[0] == ["0"])
  }
}
