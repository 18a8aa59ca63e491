/// The frame that the figures share: 400 by 270 units, axes named in words, grid lines at round numbers.
struct Plot {
  static let width = 400.0
  static let height = 270.0
  static let left = 46.0
  static let right = 390.0
  static let top = 28.0
  static let bottom = 226.0

  let x: Axis
  let y: Axis
  let words: FigureWords

  init(
    x: String, _ xDomain: ClosedRange<Double>, y: String, _ yDomain: ClosedRange<Double>,
    leastXStep: Double = 0, words: FigureWords = .english
  ) {
    self.words = words
    self.x = Axis(x, domain: xDomain, from: Plot.left, to: Plot.right, leastStep: leastXStep)
    self.y = Axis(y, domain: yDomain, from: Plot.bottom, to: Plot.top)
  }

  /// The whole drawing around its marks.
  ///
  /// - Parameters:
  ///   - description: What a screen reader says of the figure.
  ///   - marks: What is drawn over the grid.
  func drawing(_ description: String, _ marks: Markup) -> Markup {
    """
    <svg viewBox="0 0 \(at: Plot.width) \(at: Plot.height)" role="img" aria-label="\(description)" \
    xmlns="http://www.w3.org/2000/svg">
    \(frame)\(marks)</svg>
    """
  }

  /// Grid lines, ticks and the axes' words.
  var frame: Markup {
    var frame: Markup = ""
    for tick in y.ticks {
      frame += "<path class=\"axis\" d=\"M\(at: Plot.left) \(at: y(tick))H\(at: Plot.right)\"/>"
      frame += """
        <text x="\(at: Plot.left - 7)" y="\(at: y(tick) + 4)" text-anchor="end">\(words.fixed(tick, y.places))</text>

        """
    }
    for tick in x.ticks {
      let isLast = x(tick) > Plot.right - 8
      frame += """
        <text x="\(at: x(tick))" y="\(at: Plot.bottom + 18)" text-anchor="\(isLast ? "end" : "middle")">\
        \(words.fixed(tick, x.places))</text>

        """
    }
    frame += "<text class=\"name\" x=\"\(at: Plot.left - 38)\" y=\"14\">\(y.label)</text>"
    frame += """
      <text class="name" x="\(at: Plot.right)" y="\(at: Plot.height - 6)" text-anchor="end">\(x.label)</text>

      """
    return frame
  }

  /// The path through points given in values.
  func path(_ points: [(x: Double, y: Double)]) -> Markup {
    var path: Markup = ""
    for (index, point) in points.enumerated() {
      path += "\(index == 0 ? "M" : " L")\(at: x(point.x)) \(at: y(point.y))"
    }
    return path
  }

  /// A mark that shows itself, and says its numbers, when the pointer is over its part of the abscissa.
  func hover(from low: Double, to high: Double, at point: (x: Double, y: Double), _ words: String) -> Markup {
    """
    <g class="at"><title>\(words)</title><rect class="hit" x="\(at: low)" y="\(at: Plot.top)" \
    width="\(at: max(high - low, 1))" height="\(at: Plot.bottom - Plot.top)"/>\
    <circle cx="\(at: x(point.x))" cy="\(at: y(point.y))" r="4"/></g>

    """
  }
}
