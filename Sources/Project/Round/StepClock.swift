/// Times the steps of a round, and tells of each as it begins.
struct StepClock {
  /// Told of each step as it begins; what it throws ends the round before the step.
  let observer: @Sendable (RoundStep) throws(Failure) -> Void
  private(set) var timings: [StepTiming] = []
  private var current: (step: RoundStep, start: ContinuousClock.Instant)?

  init(observer: @escaping @Sendable (RoundStep) throws(Failure) -> Void) { self.observer = observer }

  /// Ends the step under way, if any, and begins `step`.
  mutating func begin(_ step: RoundStep) throws(Failure) {
    end()
    try observer(step)
    current = (step, .now)
  }

  /// Ends the step under way.
  mutating func end() {
    guard let (step, start) = current else { return }
    timings.append(StepTiming(step: step.rawValue, seconds: (ContinuousClock.now - start) / .seconds(1)))
    current = nil
  }
}
