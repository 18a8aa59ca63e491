import GarimpoEvaluation
import GarimpoQuerying

extension SimulationReply {
  /// A way beside the first: the mean of the differences, repetition by repetition, that way less the first.
  ///
  /// Repetitions of one number begin with the same known items, so that what a start makes easy or hard is in both and cancels
  /// out: repetitions are drawn for the intervals (bootstrap), not runs.
  public struct Difference: Sendable, Encodable {
    /// The place of the way, from 1.
    public var way: Int
    /// The difference of the losses: below 0 the way is better than the first.
    public var loss: Mean?
    /// The difference of the items read until 50, 80 and 95 % of the yes were found.
    public var read50, read80, read95: Mean?

    /// `runs` less `first`, repetition by repetition.
    init(way: Int, _ runs: [SimulationRun], less first: [SimulationRun], seed: UInt64) {
      let pairs = zip(runs, first).map { ($0.screening, $1.screening) }
      func mean(_ figure: (ScreeningOrder) -> Double?) -> Mean? {
        Mean(pairs.map { a, b in figure(a).flatMap { a in figure(b).map { a - $0 } } }, seed: seed)
      }
      self.way = way
      loss = mean(\.loss)
      read50 = mean { $0.readCount(untilRecall: 0.5).map(Double.init) }
      read80 = mean { $0.readCount(untilRecall: 0.8).map(Double.init) }
      read95 = mean { $0.readCount(untilRecall: 0.95).map(Double.init) }
    }

    /// `2 beside 1: the same recall of 50 % with 12 fewer labels (95 %: 8 to 15), 80 % with … and 95 % with …; the loss is …`
    func sentence(of repetitionCount: Int) -> String {
      let parts = [("50 %", read50), ("80 %", read80), ("95 %", read95)].map { recall, mean in
        Self.labels(mean, of: repetitionCount).map { "\(recall) with \($0)" }
          ?? "\(recall) were not reached in each repetition"
      }
      let loss = Self.loss(loss, of: repetitionCount).map { "; the loss is \($0)" } ?? ""
      return "\(way) beside 1: the same recall of \(parts[0]), \(parts[1]) and \(parts[2])\(loss)."
    }

    /// `120 fewer labels (95 %: 80 to 150)`; nil unless so many yes were found in each of the repetitions.
    static func labels(_ mean: Mean?, of repetitionCount: Int) -> String? {
      guard let mean, mean.count == repetitionCount else { return nil }
      return words(mean) { value in
        let count = Int(value.magnitude.rounded())
        return (Text.grouped(count), count == 0 ? nil : value < 0 ? "fewer" : "more")
      } all: { number, sign in
        sign.map { "\(number) \($0) label\(number == "1" ? "" : "s")" } ?? "as many labels"
      }
    }

    /// `lower by 0.0120 (95 %: 0.0100 to 0.0140)`; nil without a figure in each of the repetitions.
    static func loss(_ mean: Mean?, of repetitionCount: Int) -> String? {
      guard let mean, mean.count == repetitionCount else { return nil }
      return words(mean) { value in
        let number = Text.decimal(value.magnitude, places: 4)
        return (number, number == "0.0000" ? nil : value < 0 ? "lower" : "higher")
      } all: { number, sign in
        sign.map { "\($0) by \(number)" } ?? "the same"
      }
    }

    /// A difference with its interval; of one that may be chance the ends say to which side they lie.
    private static func words(
      _ mean: Mean, _ part: (Double) -> (number: String, sign: String?), all: (String, String?) -> String
    ) -> String {
      let middle = part(mean.value)
      let text = all(middle.number, middle.sign)
      guard let low = mean.low, let high = mean.high else { return text }
      guard low <= 0, high >= 0 else {
        let ends = low > 0 ? (low, high) : (high, low)
        return "\(text) (95 %: \(part(ends.0).number) to \(part(ends.1).number))"
      }
      guard low < high else { return text }
      let ends = [low, high].map { end in
        let (number, sign) = part(end)
        return sign.map { "\(number) \($0)" } ?? number
      }
      return "\(text) (95 %: \(ends[0]) to \(ends[1]), so it may be chance)"
    }
  }

  /// What to keep in mind of the differences; nil: nothing, or there are none.
  var caution: String? {
    guard !differences.isEmpty, wishes.repetitionCount < 10 else { return nil }
    return wishes.repetitionCount == 1
      ? "Each way was played once: whether the differences are more than chance cannot be said; --repeats 10 or more says it."
      : "Of \(wishes.repetitionCount) repetitions, intervals come out too narrow; --repeats 10 or more makes them honest."
  }
}
