/// The times of repeated work, under the names that the peers' scripts print.
struct Times: Encodable {
  /// Median seconds on the clock.
  let wall: Double
  /// Median seconds of CPU, user and system, all threads.
  let cpu: Double
  /// Fewest seconds of CPU.
  let cpu_min: Double
  /// The number of runs.
  let n: Int
}
