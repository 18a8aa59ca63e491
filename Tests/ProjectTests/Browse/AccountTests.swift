import GarimpoStore
import Testing

@testable import GarimpoProject

/// Who may come in through the browser.
struct AccountTests {
  @Test func `A token opens its account, and nothing else does`() throws {
    let project = try ThingsProject().project
    let ana = try project.addAccount("ana", role: "owner")
    let rui = try project.addAccount("rui", role: "annotator")
    #expect(Base64URL.bytes(ana.token)?.count == 32 && ana.token.utf8.count == 43 && ana.token != rui.token)
    #expect(try project.account(forToken: ana.token)?.name == "ana")
    #expect(try project.account(forToken: rui.token)?.role == "annotator")
    for wrong in ["", "ana", String(ana.token.dropLast()), ana.token + "A", ana.token.lowercased(), "é"] {
      #expect(try project.account(forToken: wrong) == nil)
    }
    let kept = try project.read { try $0.accounts() }
    #expect(kept.map(\.tokenHash) == [ana, rui].map { Checksum.sha256(Array($0.token.utf8)) })
    #expect(try project.account(forToken: kept[0].tokenHash) == nil, "what the file has opens nothing")
  }

  @Test func `A removed account opens nothing, stays listed, and comes again with another token`() throws {
    let project = try ThingsProject().project
    let first = try project.addAccount("ana", role: "owner")
    try project.removeAccount("ana")
    #expect(try project.account(forToken: first.token) == nil)
    #expect(try project.accounts().accounts.map(\.disabledAt) == [ThingsProject.now])
    let second = try project.addAccount("ana", role: "annotator")
    #expect(try project.account(forToken: first.token) == nil)
    #expect(try project.account(forToken: second.token)?.role == "annotator")
    #expect(try project.accounts().accounts.map(\.name) == ["ana"])
  }

  @Test func `A renewed account opens by its new token alone, in its role`() throws {
    let project = try ThingsProject().project
    let first = try project.addAccount("rui", role: "annotator")
    let second = try project.renewAccount("rui")
    #expect(second.role == "annotator" && second.token != first.token)
    #expect(try project.account(forToken: first.token) == nil)
    #expect(try project.account(forToken: second.token)?.name == "rui")
    try project.removeAccount("rui")
    let failure = #expect(throws: Failure.self) { _ = try project.renewAccount("rui") }
    #expect(failure?.description == "in memory: there is no open account \"rui\"; there is none")
  }

  /// That the comparison takes as long for each of them cannot be seen in what it returns: read the code.
  @Test func `Secrets are equal to the letter, each is new, and a hash is SHA-256`() {
    #expect(Secret.areEqual("abc", "abc"))
    for other in ["", "ab", "abcd", "abd", "bbc", "ABC"] { #expect(!Secret.areEqual("abc", other)) }
    #expect(Set((0..<100).map { _ in Secret.random() }).count == 100)
    #expect(Secret.hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `What makes no sense is refused`() throws {
    let project = try ThingsProject().project
    func message(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "no error"
      } catch {
        return "\(error)"
      }
    }
    #expect(
      message { try project.removeAccount("ana") } == "in memory: there is no open account \"ana\"; there is none")
    _ = try project.addAccount("ana", role: "owner")
    #expect(
      message { _ = try project.addAccount("ana", role: "owner") }
        == "in memory: there is an account \"ana\" already; garimpo accounts renew gives it a new token")
    #expect(message { try project.removeAccount("rui") } == "in memory: there is no open account \"rui\"; open are ana")
    for (name, role, part) in [
      ("eva", "guest", "role: found \"guest\", expected owner or annotator"),
      ("", "owner", "name: found \"\", expected a name of 1 to 100 bytes on one line, and not of blanks alone"),
      ("  ", "owner", "name: found \"  \", expected a name of 1 to 100 bytes"),
      ("\u{A0}\u{3000}", "owner", "expected a name of 1 to 100 bytes"),
      ("a\nb", "owner", "expected a name of 1 to 100 bytes on one line"),
      (String(repeating: "a", count: 101), "owner", "expected a name of 1 to 100 bytes on one line"),
    ] {
      let found = message { _ = try project.addAccount(name, role: role) }
      #expect(found.contains(part), "\(found)")
    }
    #expect(try project.accounts().accounts.count == 1)
  }

  @Test func `Accounts are told to people`() throws {
    let project = try ThingsProject().project
    #expect(try project.accounts().text(TextStyle()) == "There are no accounts.\n")
    let ana = try project.addAccount("ana", role: "owner")
    #expect(
      ana.text(TextStyle())
        == "ana (owner) comes in with this token, which is not shown again:\n\n  \(ana.token)\n")
    try project.removeAccount("ana")
    #expect(try project.accounts().text(TextStyle()).contains("removed on 2020-09-13"))
    #expect(try !project.accounts().json().contains(ana.token))
  }
}
