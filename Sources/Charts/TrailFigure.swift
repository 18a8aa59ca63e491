/// The score of one item in each round: a small figure of probabilities that stand beside each other.
public struct TrailFigure: Sendable, Hashable {
  /// The score in one round.
  public struct Step: Sendable, Hashable {
    /// What stands under it: the number of the round.
    public var name: String
    /// P(yes), from 0 to 1.
    public var score: Double
    /// What a reader is told of it.
    public var words: String

    /// A score with its words.
    public init(name: String, score: Double, words: String) {
      self.name = name
      self.score = score
      self.words = words
    }
  }

  /// What a screen reader says of the figure: its sentence.
  public var description: String
  /// The abscissa in words.
  public var xLabel: String
  /// The ordinate in words.
  public var yLabel: String
  /// The decimal mark.
  public var decimalMark: String
  /// The scores, the oldest first.
  public var steps: [Step]

  /// A figure.
  public init(description: String, xLabel: String, yLabel: String, decimalMark: String = ".", steps: [Step]) {
    self.description = description
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.decimalMark = decimalMark
    self.steps = steps
  }

  /// The drawing: 320 by 150 units; of many rounds only so many are named as there is room for.
  public var svg: Markup {
    let (left, right, top, bottom) = (34.0, 308.0, 26.0, 112.0)
    func x(_ index: Int) -> Double {
      steps.count < 2 ? (left + right) / 2 : left + 10 + (right - left - 20) * Double(index) / Double(steps.count - 1)
    }
    func y(_ score: Double) -> Double { bottom - (bottom - top) * min(max(score, 0), 1) }
    var marks: Markup = ""
    for (value, name) in [(0, "0"), (0.5, "0\(decimalMark)5"), (1, "1")] {
      marks += "<path class=\"axis\" d=\"M\(at: left) \(at: y(value))H\(at: right)\"/>"
      marks += "<text x=\"\(at: left - 6)\" y=\"\(at: y(value) + 4)\" text-anchor=\"end\">\(name)</text>\n"
    }
    let points = steps.enumerated().map { "\(at: x($0.offset)) \(at: y($0.element.score))" as Markup }
    if points.count > 1 { marks += "<path class=\"curve\" d=\"M\(Markup(points, separator: " L"))\"/>\n" }
    let stride = max(1, (steps.count + 9) / 10)
    for (index, step) in steps.enumerated() {
      let place = x(index)
      marks += "<g class=\"at\"><title>\(step.words)</title>"
      marks += "<circle class=\"dot\" cx=\"\(at: place)\" cy=\"\(at: y(step.score))\" r=\"4\"/></g>\n"
      if (steps.count - 1 - index).isMultiple(of: stride) {
        marks += "<text x=\"\(at: place)\" y=\"\(at: bottom + 16)\" text-anchor=\"middle\">\(step.name)</text>\n"
      }
    }
    return """
      <svg viewBox="0 0 320 150" role="img" aria-label="\(description)" xmlns="http://www.w3.org/2000/svg">
      <text class="name" x="0" y="12">\(yLabel)</text>
      <text class="name" x="\(at: right)" y="146" text-anchor="end">\(xLabel)</text>
      \(marks)</svg>
      """
  }
}
