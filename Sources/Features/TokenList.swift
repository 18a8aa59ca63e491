/// The tokens of a block of texts, one text after the other.
///
/// A token is kept as the 64-bit words of its bytes, the first byte highest and the last word filled with zeros, so that
/// tokens are compared, hashed and ordered eight bytes at a time. No byte of a token is zero.
struct TokenList {
  /// A token: its first eight bytes, and where the words of the others lie in `rest`.
  struct Token {
    let hash: UInt32
    let restCount: UInt32
    let restStart: Int
    let first: UInt64

    /// The hash with its lowest bit telling whether there is a rest.
    @inline(__always)
    var mark: UInt32 { hash & ~1 | (restCount == 0 ? 0 : 1) }
  }

  /// A token of which bytes are still being read.
  struct Pending {
    fileprivate(set) var byteCount = 0
    fileprivate var word: UInt64 = 0
    fileprivate var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    fileprivate var first: UInt64 = 0
    fileprivate var restStart = 0
  }

  /// The tokens, in the order of the texts.
  private(set) var tokens: [Token] = []
  /// The number of tokens up to and with each text.
  private(set) var textEnds: [Int] = []
  /// The words of long tokens after their first.
  private(set) var rest: [UInt64] = []

  /// Forgets all tokens.
  @inline(__always)
  mutating func removeAll() {
    tokens.removeAll(keepingCapacity: true)
    textEnds.removeAll(keepingCapacity: true)
    rest.removeAll(keepingCapacity: true)
  }

  /// Ends the text.
  @inline(__always)
  mutating func endText() { textEnds.append(tokens.count) }

  /// Forgets the tokens of the text that has not ended yet.
  mutating func removeText() { tokens.removeLast(tokens.count - (textEnds.last ?? 0)) }

  /// Adds a byte to a token.
  @inline(__always)
  mutating func append(_ byte: UInt8, to token: inout Pending) {
    token.word = token.word &<< 8 | UInt64(byte)
    token.byteCount &+= 1
    if token.byteCount & 7 == 0 { pass(&token) }
  }

  /// Moves on to the next word of a token whose current one is full.
  private mutating func pass(_ token: inout Pending) {
    if token.byteCount == 8 {
      token.first = token.word
      token.restStart = rest.count
    } else {
      rest.append(token.word)
    }
    token.hash = token.word.mixed(with: token.hash)
    token.word = 0
  }

  /// Ends a token.
  @inline(__always)
  mutating func finish(_ token: Pending) {
    let spare = token.byteCount & 7
    let word = spare == 0 ? 0 : token.word &<< UInt64(64 - 8 * spare)
    let hash = (spare == 0 ? token.hash : word.mixed(with: token.hash)).folded
    if token.byteCount < 8 {
      tokens.append(Token(hash: hash, restCount: 0, restStart: 0, first: word))
    } else {
      if spare != 0 { rest.append(word) }
      let count = UInt32(rest.count - token.restStart)
      tokens.append(Token(hash: hash, restCount: count, restStart: token.restStart, first: token.first))
    }
  }

  /// Adds a token of the given bytes, of which there must be one at least, and none zero.
  mutating func append(token bytes: Span<UInt8>) {
    var token = Pending()
    for place in bytes.indices { append(bytes[place], to: &token) }
    finish(token)
  }

  /// Adds a token of another list.
  mutating func append(_ token: Token, of other: TokenList) {
    let start = rest.count
    for place in 0..<Int(token.restCount) { rest.append(other.rest[token.restStart + place]) }
    tokens.append(
      Token(hash: token.hash, restCount: token.restCount, restStart: start, first: token.first))
  }

  /// The bytes of a token of this list.
  func bytes(of token: Token) -> [UInt8] {
    var bytes: [UInt8] = []
    token.first.appendBytes(to: &bytes)
    for word in rest[token.restStart..<(token.restStart + Int(token.restCount))] { word.appendBytes(to: &bytes) }
    return bytes
  }
}

extension UInt64 {
  /// A hash of the number and of the hash of what came before: a full product, folded.
  @inline(__always)
  func mixed(with hash: UInt64) -> UInt64 {
    let product = (self ^ hash).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }

  /// Its halves, folded.
  @inline(__always)
  var folded: UInt32 { UInt32(truncatingIfNeeded: self ^ self &>> 32) }

  /// Appends the bytes, highest first, up to the first that is zero.
  func appendBytes(to bytes: inout [UInt8]) {
    var word = self
    while word != 0 {
      bytes.append(UInt8(truncatingIfNeeded: word &>> 56))
      word = word &<< 8
    }
  }
}
