import Foundation
import Testing

/// Which project a command means, and where a copy of it is better not put.
struct ProjectChoiceTests {
  private func world() throws -> TinyWorld {
    let world = try TinyWorld()
    #expect(try world.run("init", "nag", "--recipe", "tiny.yaml").status == 0)
    return world
  }

  @Test func `A project is found by its name without the ending`() throws {
    let world = try world()
    // A folder of that name is not meant.
    try FileManager.default.createDirectory(
      at: world.folder.appending(path: "nag"), withIntermediateDirectories: false)
    for name in ["nag", "nag.garimpo", "./nag", world.folder.appending(path: "nag").path] {
      let run = try world.run("status", "-p", name)
      #expect(run.status == 0 && run.output.hasPrefix("nag, recipe tiny\n"), "\(name): \(run.errors)")
    }
    #expect(try world.run("verify", "nag").status == 0)
    let none = try world.run("status", "-p", "nog")
    #expect(none.status == 66)
    #expect(none.errors == "Error: nog: no such project; garimpo init makes one, --project names another\n")
    // A file of exactly that name wins.
    try world.write("not a project", to: "bare")
    try FileManager.default.copyItem(
      at: world.folder.appending(path: "nag.garimpo"), to: world.folder.appending(path: "bare.garimpo"))
    #expect(try world.run("status", "-p", "bare").errors.hasPrefix("Error: bare: is not a project of Garimpo"))
  }

  @Test func `A backup onto the project itself is refused`() throws {
    let world = try world()
    try FileManager.default.createSymbolicLink(
      at: world.folder.appending(path: "link.garimpo"), withDestinationURL: world.folder.appending(path: "nag.garimpo"))
    for target in ["nag.garimpo", "./nag.garimpo", "link.garimpo"] {
      for more in [[], ["--force"]] {
        let run = try ProgramRun(["backup", target, "-p", "nag"] + more, in: world.folder)
        #expect(run.status == 64 && run.output == "")
        #expect(
          run.errors.hasPrefix(
            "Error: \(target): is the project itself; give the copy another name, best in another folder\n"))
      }
    }
  }

  @Test func `A copy beside the project is warned of, one elsewhere or with another ending is not`() throws {
    let world = try world()
    let warning =
      "monday.garimpo: lies beside nag.garimpo, so that commands must be told which is\n"
      + "  meant (--project nag.garimpo): better move it to another folder\n"
    let beside = try world.run("backup", "monday.garimpo")
    #expect(beside.status == 0 && beside.output.split(separator: "\n").count == 4)
    #expect(beside.output.hasSuffix("\n" + warning), "\(beside.output)")
    #expect(try world.run("status").status == 64, "as was said")
    #expect(try world.run("status", "-p", "nag").status == 0)
    let json = try world.run("backup", "monday.garimpo", "-p", "nag", "--force", "--json")
    #expect(json.output.contains("\"isBesideProject\" : true"))
    try FileManager.default.createDirectory(
      at: world.folder.appending(path: "safe"), withIntermediateDirectories: false)
    for target in ["safe/monday.garimpo", "monday.copy"] {
      let run = try world.run("backup", target, "-p", "nag")
      #expect(run.status == 0 && !run.output.contains("lies beside"), "\(run.output)")
    }
    let absolute = world.folder.appending(path: "tuesday.garimpo").path
    let words = try world.run("backup", absolute, "-p", "./nag").output.split { $0 == " " || $0 == "\n" }
    #expect(words.joined(separator: " ").contains("lies beside ./nag.garimpo, so that"))
  }
}
