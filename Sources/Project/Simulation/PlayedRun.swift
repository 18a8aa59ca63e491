import GarimpoKernels
import GarimpoQuerying

/// A run with the time that it took.
struct PlayedRun: Sendable {
  /// What came of it.
  let run: SimulationRun
  /// The seconds that it took.
  let seconds: Double

  /// Plays once, from the items `priors`, on this thread.
  init(_ simulation: Simulation, priors: [Int], repetition: Int) throws(SimulationError) {
    let start = ContinuousClock.now
    run = try simulation.run(priors: priors, repetition: repetition, on: WorkerPool(threadCount: 1))
    seconds = (.now - start) / .seconds(1)
  }
}
