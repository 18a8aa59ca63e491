import NIOCore

/// Counts the bytes of a connection, before TLS and HTTP have looked at them, for the `RequestWatch` of the same connection.
///
/// A request is seen by HTTP once its header fields are complete; whoever sends them one byte a minute is seen only here.
final class TrafficMeter: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Told of bytes that came.
  var onBytes: ((Int) -> Void)?
  /// Told when the server begins to wait for bytes (true) and when it no longer does (false).
  var onWaiting: ((Bool) -> Void)?

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    onBytes?(unwrapInboundIn(data).readableBytes)
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    onWaiting?(false)
    context.fireChannelReadComplete()
  }

  func read(context: ChannelHandlerContext) {
    onWaiting?(true)
    context.read()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    onBytes = nil
    onWaiting = nil
  }
}
