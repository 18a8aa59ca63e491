import Foundation
import Testing

/// `garimpo rounds` and `garimpo rounds use`, through the binary.
struct RoundsCommandTests {
  /// A folder with a project that has two rounds.
  private static func world() throws -> TinyWorld {
    let world = try TinyWorld()
    #expect(try world.run("init", "tiny", "--recipe", "tiny.yaml").status == 0)
    #expect(try world.run("import", "things.csv").status == 0)
    for _ in 0..<2 { #expect(try world.run("round", "--resamples", "100").status == 0) }
    return world
  }

  private static func json(_ run: ProgramRun) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  @Test func `The list is what the command alone prints`() throws {
    let world = try Self.world()
    let alone = try world.run("rounds")
    #expect(alone.status == 0 && alone.errors == "" && alone.output.hasSuffix("\n  In use: round 2, the newest\n"))
    #expect(try world.run("rounds", "list").output == alone.output)
    let values = try Self.json(try world.run("rounds", "--json"))
    #expect((values["rounds"] as? [Any])?.count == 2 && values["currentRound"] as? Int == 2 && values["choice"] == nil)
  }

  @Test func `A round is used from then on, and every command says by which it goes`() throws {
    let world = try Self.world()
    let used = try world.run("rounds", "use", "1", "--note", "too few labels", "-a", "ana")
    #expect(used.status == 0 && used.errors == "")
    #expect(
      used.output == """
        Rank, score and next, here and in the browser, go by the model of round 1 from
        now on: until there is a newer round than 2, or garimpo rounds use 2.

        """)
    #expect(try world.run("rank").output.contains("by the model of round 1\n"))
    #expect(try world.run("score", "things.csv", "--output", "s.csv").output.contains("by the model of round 1\n"))
    #expect(try world.run("status").output.contains("in use        round 1, chosen by ana on "))
    #expect(try world.run("rounds").output.contains("In use: round 1, chosen by ana on "))
    let log = try world.run("log").output.split(separator: "\n")[1]
    #expect(log.contains("choice 1 ") && log.contains(" round 1 instead of 2; ") && log.hasSuffix("too few labels"))
    let status = try Self.json(try world.run("status", "--json"))
    #expect((status["choice"] as? [String: Any])?["note"] as? String == "too few labels")
    #expect((status["currentRound"] as? [String: Any])?["round"] as? Int == 1)
    #expect((status["newestRound"] as? [String: Any])?["round"] as? Int == 2)

    let back = try Self.json(try world.run("rounds", "use", "2", "--json"))
    #expect(back["round"] as? Int == 2 && back["choice"] == nil && back["project"] as? String == "tiny.garimpo")
    #expect(try world.run("rank").output.contains("by the model of round 2\n"))
    #expect(try world.run("rounds", "use", "1", "--quiet").output == "")
    #expect(try world.run("round", "--resamples", "100").status == 0)
    #expect(try world.run("rounds").output.hasSuffix("\n  In use: round 3, the newest\n"))
  }

  @Test(
    arguments: [
      (["rounds", "use"], 64, "Missing expected argument '<round>'"),
      (["rounds", "use", "two"], 64, "The value 'two' is invalid for '<round>'"),
      (
        ["rounds", "use", "9"], 65,
        "tiny.garimpo: there is no round 9; the rounds are 1 to 2, garimpo rounds lists them"
      ),
      (["rounds", "use", "1", "-a", ""], 64, "--annotator"),
    ] as [([String], Int32, String)])
  func `What cannot be used is said`(_ arguments: [String], _ status: Int32, _ message: String) throws {
    let world = try Self.world()
    let run = try ProgramRun(arguments, in: world.folder)
    #expect(run.status == status && run.output == "" && run.errors.contains(message), "\(run.status) \(run.errors)")
    #expect(try world.run("log").output.contains("choice") == false)
  }
}
