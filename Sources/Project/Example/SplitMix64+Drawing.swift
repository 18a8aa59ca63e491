import GarimpoKernels

extension SplitMix64 {
  /// An element of a list that is not empty, each equally likely.
  mutating func pick<Element>(_ list: [Element]) -> Element { list[next(below: list.count)] }

  /// An element of a list that is not empty, with a probability proportional to its weight.
  mutating func pick<Element>(_ list: [Element], weight: (Element) -> Int) -> Element {
    var rest = next(below: list.reduce(0) { $0 + weight($1) })
    for element in list {
      rest -= weight(element)
      if rest < 0 { return element }
    }
    return list[list.count - 1]
  }

  /// True with probability `share`.
  mutating func chance(_ share: Double) -> Bool { nextUnit() < share }

  /// A number with mean 0 and variance 1, nearly normal: the sum of twelve uniform ones, less 6. It needs no logarithm,
  /// whose last bit differs between machines.
  mutating func nextNearlyNormal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += nextUnit() }
    return sum
  }

  /// Fisher and Yates' shuffle, written out so that the order does not depend on the standard library's version.
  mutating func shuffle<Element>(_ list: inout [Element]) {
    for last in stride(from: list.count - 1, to: 0, by: -1) { list.swapAt(last, next(below: last + 1)) }
  }
}
