import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Cuts a connection that is slow, or that sends too much, so that it cannot keep others out.
///
/// - A request's header fields must be there within `headSeconds` of its first byte, and be at most `headBytes` long.
/// - Its body must bring `bodyBytesPerSecond`, measured over the time in which the server waits for it.
/// - Who is answered before the body has ended may send the rest for `lingerSeconds`.
/// - An answer begins within `answerSeconds`, and must not lie unread for `stallSeconds`.
///
/// All of it happens on the event loop of the connection.
final class RequestWatch: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: Limits
  private var context: ChannelHandlerContext?

  /// Whether header fields are what comes next.
  private var expectsHead = true
  private var headByteCount = 0
  /// Requests that have been read to their end and not begun to be answered.
  private var unansweredCount = 0
  private var isAnswering = false
  private var isCut = false

  /// The time that the server waited for the body in this stretch, and what came.
  private var waitedNanoseconds: Int64 = 0
  private var waitingSince: NIODeadline?
  private var bodyByteCount = 0

  private var headTimer: Scheduled<Void>?
  private var bodyTimer: Scheduled<Void>?
  private var answerTimer: Scheduled<Void>?
  private var stallTimer: Scheduled<Void>?
  private var lingerTimer: Scheduled<Void>?

  init(_ limits: Limits) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if let meter = try? context.pipeline.syncOperations.handler(type: TrafficMeter.self) {
      meter.onBytes = { [unowned self] in bytesCame($0) }
      meter.onWaiting = { [unowned self] in waitingChanged($0) }
    }
    headTimer = after(limits.headSeconds) { $0.cut(.requestTimeout) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    for timer in [headTimer, bodyTimer, answerTimer, stallTimer, lingerTimer] { timer?.cancel() }
    if let meter = try? context.pipeline.syncOperations.handler(type: TrafficMeter.self) {
      meter.onBytes = nil
      meter.onWaiting = nil
    }
    self.context = nil
  }

  // MARK: What comes

  private func bytesCame(_ count: Int) {
    bodyByteCount += count
    guard expectsHead else { return }
    // What is read at once may be a head and much of a body: only a head that was too long before is one.
    if headByteCount > limits.headBytes { return cut(.requestHeaderFieldsTooLarge) }
    headByteCount += count
    if headTimer == nil { headTimer = after(limits.headSeconds) { $0.cut(.requestTimeout) } }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isCut else { return }
    switch unwrapInboundIn(data) {
    case .head:
      expectsHead = false
      headTimer?.cancel()
      headTimer = nil
      startPace()
    case .body: break
    case .end:
      expectsHead = true
      headByteCount = 0
      bodyTimer?.cancel()
      bodyTimer = nil
      lingerTimer?.cancel()
      lingerTimer = nil
      unansweredCount += 1
      if answerTimer == nil { startAnswerTimer() }
    }
    context.fireChannelRead(data)
  }

  // MARK: The pace of a body

  private func waitingChanged(_ isWaiting: Bool) {
    if isWaiting {
      waitingSince = waitingSince ?? .now()
    } else if let since = waitingSince {
      waitedNanoseconds += (.now() - since).nanoseconds
      waitingSince = nil
    }
  }

  private func startPace() {
    waitedNanoseconds = 0
    bodyByteCount = 0
    if waitingSince != nil { waitingSince = .now() }
    bodyTimer?.cancel()
    bodyTimer = after(limits.bodySeconds) { $0.checkPace() }
  }

  private func checkPace() {
    if let since = waitingSince {
      waitedNanoseconds += (.now() - since).nanoseconds
      waitingSince = .now()
    }
    let waited = Double(waitedNanoseconds) / 1e9
    // Most of the stretch may have been ours; then it is too short to judge by.
    guard waited >= limits.bodySeconds * 0.9 else {
      bodyTimer = after(max(limits.bodySeconds - waited, limits.bodySeconds / 10)) { $0.checkPace() }
      return
    }
    if Double(bodyByteCount) < waited * Double(limits.bodyBytesPerSecond) { return cut(.requestTimeout) }
    startPace()
  }

  // MARK: What goes

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !isCut else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(let head) where head.status.kind != .informational:
      isAnswering = true
      answerTimer?.cancel()
      answerTimer = nil
    case .end:
      isAnswering = false
      if unansweredCount > 0 {
        unansweredCount -= 1
        if unansweredCount > 0 { startAnswerTimer() }
      } else {
        // Answered before the request has ended.
        unansweredCount = -1
        lingerTimer = after(limits.lingerSeconds) { $0.close() }
      }
    default: break
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    stallTimer?.cancel()
    stallTimer = context.channel.isWritable ? nil : after(limits.stallSeconds) { $0.close() }
    context.fireChannelWritabilityChanged()
  }

  private func startAnswerTimer() {
    answerTimer?.cancel()
    answerTimer = unansweredCount > 0 ? after(limits.answerSeconds) { $0.cut(.serviceUnavailable) } : nil
  }

  // MARK: The end

  /// Says why, where nothing has been said yet, and closes.
  private func cut(_ status: HTTPResponse.Status) {
    guard !isCut, let context else { return }
    isCut = true
    guard !isAnswering else { return close() }
    let body = ByteBuffer(string: Self.problem(status))
    let fields: HTTPFields = [
      .contentType: "application/problem+json", .contentLength: "\(body.readableBytes)", .connection: "close",
      .cacheControl: "no-store",
    ]
    let head = HTTPResponse(status: status, headerFields: fields)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    // Before TLS is agreed on, and to who does not read, nothing can be written.
    lingerTimer?.cancel()
    lingerTimer = after(limits.lingerSeconds) { $0.close() }
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in bound.value.close(promise: nil) }
  }

  private func close() {
    isCut = true
    context?.close(promise: nil)
  }

  private static func problem(_ status: HTTPResponse.Status) -> String {
    let (type, title, detail) =
      switch status {
      case .requestHeaderFieldsTooLarge: ("size", "The request is too large", "its header fields are too long")
      case .requestTimeout: ("slow", "The request came too slowly", "it was cut; send it again")
      default: ("busy", "The server is too busy", "the answer took too long; ask again later")
      }
    return
      #"{"detail":"\#(detail)","status":\#(status.code),"title":"\#(title)","type":"urn:garimpo:problem:\#(type)"}"#
      + "\n"
  }

  private func after(_ seconds: Double, _ body: @escaping (RequestWatch) -> Void) -> Scheduled<Void>? {
    guard let context else { return nil }
    let bound = NIOLoopBound((self, body), eventLoop: context.eventLoop)
    return context.eventLoop.scheduleTask(in: .nanoseconds(Int64(seconds * 1e9))) {
      let (watch, body) = bound.value
      body(watch)
    }
  }
}
