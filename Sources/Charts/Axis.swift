/// A straight axis: from values to positions, with ticks at round numbers.
struct Axis {
  /// The words beside the axis.
  let label: String
  /// The values at the two ends.
  let domain: ClosedRange<Double>
  /// The positions of the two ends.
  let start: Double
  let end: Double
  /// Where the ticks stand, ascending, within the domain.
  let ticks: [Double]
  /// Decimals that tell the ticks apart.
  let places: Int

  /// An axis over `domain`, whose ticks lie on multiples of 1, 2 or 5 times a power of ten, at least `leastStep` apart.
  init(
    _ label: String, domain: ClosedRange<Double>, from start: Double, to end: Double, tickCount: Int = 5,
    leastStep: Double = 0
  ) {
    self.label = label
    self.domain = domain
    self.start = start
    self.end = end
    let step = max(leastStep, Axis.step(span: domain.upperBound - domain.lowerBound, count: tickCount))
    var ticks: [Double] = []
    var index = (domain.lowerBound / step - 1e-9).rounded(.up)
    while index * step <= domain.upperBound + step * 1e-9, ticks.count < 20 {
      ticks.append(index * step)
      index += 1
    }
    self.ticks = ticks
    var places = 0
    var unit = step
    while places < 6, (unit - unit.rounded()).magnitude > 1e-6 * unit {
      unit *= 10
      places += 1
    }
    self.places = places
  }

  /// The position of a value; values outside the domain are drawn at its end.
  func callAsFunction(_ value: Double) -> Double {
    let width = domain.upperBound - domain.lowerBound
    guard width > 0, value.isFinite else { return start }
    let share = min(max((value - domain.lowerBound) / width, 0), 1)
    return start + share * (end - start)
  }

  /// The smallest round number at which at most `count` steps cover the span.
  static func step(span: Double, count: Int) -> Double {
    guard span > 0, span.isFinite else { return 1 }
    var unit = 1.0
    while unit * 10 <= span { unit *= 10 }
    while unit > span { unit /= 10 }
    unit /= 10
    for factor in [1.0, 2, 5, 10, 20, 50] where unit * factor * Double(count) >= span * (1 - 1e-9) {
      return unit * factor
    }
    return unit * 100
  }

  /// The smallest end of an axis from 0 that holds `value` and is a tick.
  static func roundEnd(_ value: Double, tickCount: Int = 4) -> Double {
    let step = step(span: max(value, 1), count: tickCount)
    return (max(value, 1) / step - 1e-9).rounded(.up) * step
  }
}
