import NIOPosix

/// Where use cases run: threads of our own, as they wait for the disk and compute, and Swift's cooperative pool must never
/// wait.
///
/// What a person waits for between two keys has threads that nothing long can occupy.
struct Threads: Sendable {
  private let quick = NIOThreadPool(numberOfThreads: 4)
  private let slow = NIOThreadPool(numberOfThreads: 2)
  private let patient = NIOThreadPool(numberOfThreads: 16)

  /// Starts the threads.
  init() {
    quick.start()
    slow.start()
    patient.start()
  }

  /// Runs what takes milliseconds.
  func quickly<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await quick.runIfActive(body)
  }

  /// Runs what may take seconds: rounds, imports, exports.
  func slowly<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await slow.runIfActive(body)
  }

  /// Runs what mostly waits, at most a second or so: for the model to have seen an answer.
  func patiently<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await patient.runIfActive(body)
  }

  /// Ends the threads when what runs has ended.
  func stop() async throws {
    try await quick.shutdownGracefully()
    try await slow.shutdownGracefully()
    try await patient.shutdownGracefully()
  }
}
