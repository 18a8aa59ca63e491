/// How much the server takes from one who asks, and how long it waits.
struct Limits: Sendable {
  /// Bytes of a request's first line and header fields together.
  var headBytes = 48 << 10
  /// Bytes of a body that is read into memory: an answer, a query.
  var bodyBytes = 64 << 10
  /// Bytes of a file that is brought in.
  var uploadBytes: Int64 = 2_000_000_000
  /// Seconds from the first byte of a request (or from the connection) to the end of its header fields.
  var headSeconds = 10.0
  /// Seconds over which the pace of a body is measured; waiting for ourselves does not count.
  var bodySeconds = 20.0
  /// Bytes a second that a body must bring in each of these stretches.
  var bodyBytesPerSecond = 1024
  /// Seconds from the end of a request to the first byte of the answer. A stream of events has begun by then.
  var answerSeconds = 120.0
  /// Seconds for which an answer may lie unread before the connection is cut.
  var stallSeconds = 60.0
  /// Seconds for which the rest of a body is taken when the answer is out already.
  var lingerSeconds = 2.0
  /// Seconds for which a connection may do nothing between two requests.
  var idleSeconds: Int64 = 75
  /// How many connections there may be at a time; more wait until one ends.
  var connectionCount = 256
  /// How many pages may listen to events at a time.
  var listenerCount = 128
}
