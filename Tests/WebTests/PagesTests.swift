import Hummingbird
import HummingbirdTesting
import Testing

@testable import GarimpoWeb

/// The pages and what protects them, without a socket.
struct PagesTests {
  @Test func `the words of both languages have the same keys`() {
    #expect(Set(Strings.english.texts.keys) == Set(Strings.portuguese.texts.keys))
    #expect(Strings.english.texts.count > 60)
  }
}
