import GarimpoKernels
import Synchronization
import Testing

struct WorkerPoolTests {
  private struct Failed: Error, Equatable { var unit: Int }

  @Test(arguments: [0, 1, 2, 3, 8], [0, 1, 2, 5, 100])
  func `every unit runs once, on a worker that exists`(threads: Int, count: Int) {
    let pool = WorkerPool(threadCount: threads)
    let runs = Mutex([Int](repeating: 0, count: count))
    pool.run(count: count) { unit, worker in
      precondition(worker >= 0 && worker < pool.threadCount)
      runs.withLock { $0[unit] += 1 }
    }
    #expect(runs.withLock { $0 } == Array(repeating: 1, count: count))
  }

  @Test func `two workers run at the same time`() {
    let pool = WorkerPool(threadCount: 2)
    let arrived = Atomic<Int>(0)
    // Each unit waits for the other: one thread alone would never end.
    pool.run(count: 2) { _, _ in
      arrived.add(1, ordering: .sequentiallyConsistent)
      while arrived.load(ordering: .sequentiallyConsistent) < 2 {}
    }
    #expect(arrived.load(ordering: .sequentiallyConsistent) == 2)
  }

  @Test(arguments: [1, 2, 4])
  func `the error of the lowest failed unit is thrown`(threads: Int) {
    let pool = WorkerPool(threadCount: threads)
    #expect(throws: Failed(unit: 3)) {
      try pool.run(count: 50) { unit, _ throws(Failed) in
        if unit >= 3 { throw Failed(unit: unit) }
      }
    }
  }

  @Test(arguments: [1, 2, 4])
  func `all units below the failed one have run, and the pool works on`(threads: Int) {
    let pool = WorkerPool(threadCount: threads)
    for failing in [0, 1, 7, 19] {
      let ran = Mutex(Set<Int>())
      #expect(throws: Failed(unit: failing)) {
        try pool.run(count: 20) { unit, _ throws(Failed) in
          _ = ran.withLock { $0.insert(unit) }
          if unit == failing { throw Failed(unit: unit) }
        }
      }
      #expect(ran.withLock { $0 }.isSuperset(of: 0...failing))
    }
  }

  @Test func `a pool is cancelled while it is told so, and finishes what it was given`() {
    #expect(!WorkerPool(threadCount: 2).isCancelled)
    let answer = Atomic(false)
    let pool = WorkerPool(threadCount: 2) { answer.load(ordering: .relaxed) }
    #expect(!pool.isCancelled)
    answer.store(true, ordering: .relaxed)
    let count = Atomic(0)
    pool.run(count: 20) { _, _ in
      if pool.isCancelled { count.wrappingAdd(1, ordering: .relaxed) }
    }
    #expect(count.load(ordering: .relaxed) == 20)
  }
}
