import GarimpoKernels
import GarimpoQuerying

/// A run with the time that it took.
struct PlayedRun: Sendable, Codable {
  /// What came of it.
  let run: SimulationRun
  /// The seconds that it took.
  let seconds: Double

  /// Plays once, from the items `priors`, on this thread.
  ///
  /// - Throws: `SimulationError`, that it was cancelled once `isCancelled` says so.
  init(
    _ simulation: Simulation, priors: [Int], repetition: Int, isCancelled: (@Sendable () -> Bool)?
  ) throws(SimulationError) {
    let start = ContinuousClock.now
    run = try simulation.run(
      priors: priors, repetition: repetition, on: WorkerPool(threadCount: 1, isCancelled: isCancelled))
    seconds = (.now - start) / .seconds(1)
  }
}
