import Foundation
import Testing

/// Ids that begin with a dash, as those of many videos do.
struct DashedIDTests {
  private func world() throws -> TinyWorld {
    let world = try TinyWorld()
    try world.write(
      TinyWorld.recipe.replacingOccurrences(of: "item: { title: title }", with: "item: { key: id, title: title }"),
      to: "tiny.yaml")
    let ids = ["-wF1hSEQqIc", "--A_9hqpn00", "-q", "-5", "17"]
    try world.write(
      "id,title,published,y\n" + ids.map { "\($0),thing \($0),2018-01-01,\n" }.joined(), to: "things.csv")
    for arguments in [["init", "tiny", "--recipe", "tiny.yaml"], ["import", "things.csv"]] {
      #expect(try ProgramRun(arguments, in: world.folder).status == 0)
    }
    return world
  }

  @Test(arguments: ["-wF1hSEQqIc", "--A_9hqpn00", "-5", "17"])
  func `An item whose id begins with a dash is answered, shown and taken back`(_ id: String) throws {
    let world = try world()
    let label = try world.run("label", id, "yes", "--annotator", "ana", "--note=good", "-p", "tiny.garimpo")
    #expect(label.status == 0 && label.errors == "" && label.output == "yes  \(id)  thing \(id)\n")
    let show = try world.run("show", id)
    #expect(show.status == 0 && show.output.contains("\n  \(id), yes\n"))
    #expect(try world.run("log", "--item", id).output.contains(id))
    let undo = try world.run("undo", "-n", "1", id, "-a", "ana")
    #expect(undo.output == "took back yes on \(id)  thing \(id): now not labelled\n")
  }

  @Test func `Nothing is done when the answer is missing`() throws {
    let run = try world().run("label", "-wF1hSEQqIc")
    #expect(run.status == 64 && run.output == "")
    #expect(
      run.errors == """
        Error: -wF1hSEQqIc: there is no such file to label, and no answer behind it; say garimpo label FILE for a table, or garimpo label ID yes to answer an item
          See 'garimpo label --help' for more information.

        """)
  }

  @Test func `What is an option stays one, and behind two dashes nothing is`() throws {
    let world = try world()
    #expect(try world.run("label", "17", "yes", "-qh").output.hasPrefix("OVERVIEW: Label in the browser"))
    let typo = try world.run("label", "17", "yes", "--settel")
    #expect(typo.status == 64 && typo.errors.contains("Unknown option '--settel'"))
    #expect(try world.run("label", "--", "-q", "yes").output == "yes  -q  thing -q\n")
    let note = try world.run("label", "--note", "-x9", "17", "yes")
    #expect(note.status == 64, "a note that begins with a dash is no id")
  }

  /// A command as the program describes itself.
  private struct Description: Decodable {
    struct Command: Decodable {
      var commandName: String
      var subcommands: [Command]?
      var arguments: [Argument]?
    }
    struct Argument: Decodable {
      struct Name: Decodable {
        var kind: String
        var name: String
      }
      var kind: String
      var names: [Name]?
      var valueName: String?
    }
    var command: Command
  }

  @Test func `Every option of these commands is known as one`() throws {
    let world = try TinyWorld()
    let dump = try ProgramRun(["--experimental-dump-help"])
    let root = try JSONDecoder().decode(Description.self, from: Data(dump.output.utf8)).command
    var count = 0
    for name in ["label", "show", "undo"] {
      let command = try #require(root.subcommands?.first { $0.commandName == name })
      for option in command.arguments ?? [] where option.kind != "positional" {
        for written in option.names ?? [] where !["help", "version", "h"].contains(written.name) {
          let value =
            [
              "color": "never", "text": "x", "name": "x", "file": "x", "size": "1MB", "share": "0.1", "character": ";",
              "recipe": "papers", "what": "pad", "how": "lenient",
            ][
              option.valueName ?? ""] ?? "1"
          let form = (written.kind == "short" ? "-" : "--") + written.name
          let run = try ProgramRun(
            [name, form] + (option.kind == "option" ? [option.valueName == "when" ? "never" : value] : [])
              + ["-wF1hSEQqIc"] + (name == "label" ? ["yes"] : []), in: world.folder)
          let isParsed = run.errors.contains("there is no project") || run.errors.contains("no such project")
          let isRefused = ["say either the id", "how pages are served", "how a table is read"].contains {
            run.errors.contains($0)
          }
          #expect(isParsed || isRefused, "\(name) \(form): \(run.errors)")
          count += 1
        }
      }
    }
    #expect(count > 25)
  }
}
