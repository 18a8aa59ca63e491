import NIOPosix

/// Where use cases run: threads of our own, as they wait for the disk and compute, and Swift's cooperative pool must never
/// wait.
///
/// What a person waits for between two keys has threads that nothing long can occupy.
struct Threads: Sendable {
  private let quick = NIOThreadPool(numberOfThreads: 4)
  private let browse = NIOThreadPool(numberOfThreads: 2)
  private let slow = NIOThreadPool(numberOfThreads: 2)
  private let patient = NIOThreadPool(numberOfThreads: 16)
  private let outgoing = NIOThreadPool(numberOfThreads: 4)

  /// Starts the threads.
  init() {
    quick.start()
    browse.start()
    slow.start()
    patient.start()
    outgoing.start()
  }

  /// Runs what takes milliseconds.
  func quickly<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await quick.runIfActive(body)
  }

  /// Runs what looks through many items: a page of the ranking, a search. It seldom takes long, and never keeps an answer
  /// waiting.
  func browsing<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await browse.runIfActive(body)
  }

  /// Runs what may take seconds: rounds, imports, exports.
  func slowly<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await slow.runIfActive(body)
  }

  /// Runs what mostly waits, at most a second or so: for the model to have seen an answer.
  func patiently<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await patient.runIfActive(body)
  }

  /// Runs what writes as fast as a browser reads: downloads.
  func sending<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await outgoing.runIfActive(body)
  }

  /// Ends the threads when what runs has ended.
  func stop() async throws {
    try await quick.shutdownGracefully()
    try await browse.shutdownGracefully()
    try await slow.shutdownGracefully()
    try await patient.shutdownGracefully()
    try await outgoing.shutdownGracefully()
  }
}
