import Foundation
import Testing

/// Accounts from the command line, and the server that asks for them.
struct AccountsCommandTests {
  private static func world() throws -> TinyWorld {
    let world = try TinyWorld()
    #expect(try world.run("init", "tiny", "--recipe", "tiny.yaml").status == 0)
    return world
  }

  @Test func `An account is made, renewed, listed and removed, and its token shown once`() throws {
    let world = try Self.world()
    let made = try world.run("accounts", "add", "ana", "--role", "owner")
    #expect(made.status == 0)
    #expect(made.output.hasPrefix("ana (owner) comes in with this token, which is not shown again:\n\n  "))
    let renewed = try world.run("accounts", "renew", "ana", "--json")
    let reply = try JSONDecoder().decode([String: String].self, from: Data(renewed.output.utf8))
    #expect(reply["role"] == "owner" && reply["token"]?.count == 43)
    #expect(try !world.run("accounts", "list").output.contains(reply["token"] ?? ""))
    #expect(try world.run("accounts", "list").output.contains(/^ *ana +owner +since 2\d{3}-\d\d-\d\d\n$/))
    #expect(try world.run("accounts", "remove", "ana").output.contains("removed on 2"))
    let again = try world.run("accounts", "remove", "ana")
    #expect(again.status == 64)
    #expect(again.errors.hasPrefix("Error: tiny.garimpo: there is no open account \"ana\"; there is none\n"))
    #expect(try world.run("accounts", "add", "ana", "--role", "guest").status == 64)
    #expect(try world.run("accounts", "add", "ana").status == 64, "the role is not guessed")
  }

  @Test func `Other machines are not let in without accounts and a certificate`() throws {
    let world = try Self.world()
    let open = try world.run("serve", "--host", "0.0.0.0", "--port", "0")
    #expect(open.status == 64)
    #expect(
      open.errors.hasPrefix("Error: --host 0.0.0.0: other machines could come in, and the project has no accounts"))
    _ = try world.run("accounts", "add", "ana", "--role", "owner")
    let plain = try world.run("serve", "--host", "0.0.0.0", "--port", "0")
    #expect(plain.status == 64)
    #expect(plain.errors.hasPrefix("Error: --host 0.0.0.0: without TLS tokens and answers could be read and changed"))
    let missing = try world.run("serve", "--certificate", "none.pem", "--key", "none.pem")
    #expect(missing.status == 66)
    #expect(missing.errors.hasPrefix("Error: --certificate: none.pem: there is no such file\n"))
  }

  @Test(arguments: ["0", "2", "2TB", "-1MB", "1.5GB", "MB", "9999999999GB"])
  func `A size has a unit that there is`(_ text: String) throws {
    let run = try ProgramRun(["serve", "--max-upload=\(text)", "--project", "none.garimpo"])
    if text == "2" {
      #expect(run.status == 66, "two bytes are a size")
    } else {
      #expect(run.status == 64)
      #expect(run.errors.contains("expected a size of at most 1000GB, such as 2GB or 500MB"))
    }
  }
}
