#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Wall and CPU time of repeated work, as the peers' `pm.py` takes them.
struct Stopwatch {
  /// Seconds of each run that passed on the clock.
  private var wall: [Double] = []
  /// Seconds of each run that this process's threads computed, user and system.
  private var cpu: [Double] = []

  /// The medians over the runs so far, of which there must be one.
  var times: Times {
    Times(wall: median(of: wall), cpu: median(of: cpu), cpu_min: cpu.min() ?? 0, n: wall.count)
  }

  /// The result of `work`, whose time is added to the runs.
  mutating func measure<Result>(_ work: () throws -> Result) rethrows -> Result {
    let clock = ContinuousClock()
    let started = clock.now
    let cpuBefore = Self.cpuSeconds()
    let result = try work()
    cpu.append(Self.cpuSeconds() - cpuBefore)
    wall.append((clock.now - started) / .seconds(1))
    return result
  }

  /// The result of the last of `runs` runs of `work` and the times of all. A result is let go before the next run
  /// starts, outside the time, as in `pm.py`.
  static func repeating<Result>(
    _ runs: Int, _ work: (_ run: Int) throws -> Result
  ) rethrows -> (result: Result, times: Times) {
    precondition(runs >= 1, "at least one run")
    var stopwatch = Stopwatch()
    for run in 1..<runs { _ = try stopwatch.measure { try work(run) } }
    let result = try stopwatch.measure { try work(runs) }
    return (result, stopwatch.times)
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private func median(of seconds: [Double]) -> Double {
    let sorted = seconds.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
