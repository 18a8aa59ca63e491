import GarimpoProject
import Hummingbird
import HummingbirdTesting
import Testing

@testable import GarimpoWeb

/// The pages as a browser gets them, without a socket.
struct PagesTests {
  @Test func `each file of words has its twin, key by key, and no key stands in two`() throws {
    var count = 0
    for file in Strings.files {
      let (english, portuguese) = (try Strings.words(file.english), try Strings.words(file.portuguese))
      #expect(Set(english.keys).symmetricDifference(portuguese.keys) == [], "\(file.name)")
      for (key, text) in english {
        func values(_ text: String?) -> Set<String> {
          Set((text ?? "").matches(of: /\{\w+\}/).map { String($0.output) })
        }
        #expect(values(text) == values(portuguese[key]), "\(file.name): \(key)")
      }
      count += english.count
    }
    #expect(count == Strings.english.texts.count && count == Strings.portuguese.texts.count && count > 500)
  }

  @Test func `what the server says is said in Portuguese with nothing that it did not say`() {
    let (english, portuguese) = (Strings.english.sentences, Strings.portuguese.sentences)
    #expect(portuguese.count > 200 && english.count > 5)
    #expect(english.keys.allSatisfy { portuguese[$0] != nil })
    for (sentence, said) in english.merging(portuguese, uniquingKeysWith: { first, _ in first }) + Array(portuguese) {
      func values(_ text: String) -> Set<String> { Set(text.matches(of: /\{\w+\}/).map { String($0.output) }) }
      #expect(values(said).isSubset(of: values(sentence)), "\(sentence)")
    }
    #expect(
      !english.values.contains { $0.contains("--") && !$0.contains("garimpo import") && !$0.contains("from the file") })
  }

  @Test(arguments: StoppingAdvice.Phrase.Key.allCases)
  func `the pages have words for every sentence of a reason to stop`(_ key: StoppingAdvice.Phrase.Key) {
    let name = "js_stop_" + key.rawValue.map { $0 == "." || $0 == "-" ? "_" : "\($0)" }.joined()
    #expect(Strings.english.texts[name] != nil && Strings.portuguese.texts[name] != nil)
  }

  @Test(arguments: GivenAnswer.Contradiction.Kind.allCases)
  func `the page has words for whatever an answer contradicts`(_ kind: GivenAnswer.Contradiction.Kind) {
    let name = "js_against_" + kind.rawValue.replacing("-", with: "_")
    #expect(Strings.english.texts[name] != nil && Strings.portuguese.texts[name] != nil)
  }

  @Test func `templates ask only for words that there are`() throws {
    for (name, bytes) in PageLibrary.templates {
      let text = String(decoding: bytes, as: UTF8.self)
      for match in text.matches(of: /\{\{[#^\/&]?t\.([a-z_0-9]+)\}\}/) {
        #expect(Strings.english.texts[String(match.1)] != nil, "\(name): \(match.1)")
      }
    }
  }

  @Test func `scripts ask only for words that there are`() {
    for asset in Assets.all where asset.name.hasSuffix(".js") {
      let text = String(decoding: asset.bytes, as: UTF8.self)
      for match in text.matches(of: /\bword(?:Parts)?\("([a-z_0-9]+)"/) {
        #expect(Strings.english.texts["js_\(match.1)"] != nil, "\(asset.name): \(match.1)")
      }
      for match in text.matches(of: /\bplural(?:Parts)?\("([a-z_0-9]+)"/) {
        #expect(Strings.english.texts["js_\(match.1)_one"] != nil, "\(asset.name): \(match.1)")
        #expect(Strings.english.texts["js_\(match.1)_other"] != nil, "\(asset.name): \(match.1)")
      }
    }
  }

  @Test(arguments: [
    ("pt-BR,pt;q=0.9,en;q=0.8", "pt-BR"), ("en-US,en;q=0.5", "en"), ("de, pt-PT;q=0.3", "pt-BR"), ("", "en"),
    ("de", "en"), ("en;q=0.1, pt;q=0.2", "pt-BR"), ("pt;q=0, en;q=0.1", "en"),
  ])
  func `the language is what the browser prefers`(_ header: String, _ language: String) {
    #expect(Strings.preferred(header).language == language)
  }

  @Test func `the assets are small enough`() {
    #expect(Assets.all.reduce(0) { $0 + $1.bytes.count } < 150_000)
  }

  @Test(arguments: [
    ("<script>", "&lt;script&gt;"), ("\"\u{0308}onload=", "&quot;\u{0308}onload="), ("a & 'b'", "a &amp; &#39;b&#39;"),
    ("\u{202E}exe", "\u{FFFD}exe"),
  ])
  func `what means something to HTML is escaped`(_ text: String, _ escaped: String) {
    #expect(SafeText.escaped(text) == escaped)
  }

  @Test(arguments: ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", " javascript:x", "https://a b", ""])
  func `other links than to pages are none`(_ text: String) {
    #expect(SafeText.link(text) == nil)
  }

  @Test func `links to pages are links`() {
    #expect(SafeText.link("https://example.org/?a=1") == "https://example.org/?a=1")
  }

  @Test(arguments: [
    ("2019-11-14", "14 Nov 2019", "14 nov. 2019"), ("2019-03-01T10:00:00Z", "1 Mar 2019", "1 mar. 2019"),
    ("2019-13-01", "2019-13-01", "2019-13-01"), ("soon", "soon", "soon"), ("", "", ""),
  ])
  func `days are written as in the language`(_ text: String, _ english: String, _ portuguese: String) {
    #expect(Strings.english.day(text) == english)
    #expect(Strings.portuguese.day(text) == portuguese)
  }

  @Test func `numbers are written as in the language`() {
    #expect(Strings.english.number(1_234_567) == "1,234,567")
    #expect(Strings.portuguese.number(1_234_567) == "1.234.567")
    #expect(Strings.portuguese.decimal(-0.256, places: 2) == "−0,26")
    #expect(Strings.english.decimal(1234.5, places: 1) == "1,234.5")
    #expect(Strings.english.decimal(.nan, places: 1) == "–")
    #expect(Strings.english.decimal(2.6, places: 0) == "3")
    #expect(Strings.portuguese.plain(2) == "2")
    #expect(Strings.portuguese.plain(2.5) == "2,5")
    #expect(Strings.english.plain(1_000.1239) == "1,000.124")
    #expect(Strings.english.decimal(1234.5, places: 0) == "1,235")
    #expect(Strings.english.decimal(-0.2, places: 0) == "0")
  }
}
