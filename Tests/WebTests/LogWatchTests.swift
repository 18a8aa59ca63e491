import Foundation
import GarimpoProject
import Testing

@testable import GarimpoWeb

/// Telling the pages what comes into the log.
struct LogWatchTests {
  private struct Told: Decodable, Equatable {
    var annotator: String
    var ids: [String]
    var isUndo: Bool
    var more: Bool?
  }

  /// What the pages hear while `body` runs, up to a last look.
  private static func told(_ world: WebWorld, _ body: () async throws -> Void) async throws -> [Told] {
    let events = await world.site.events.events()
    try await body()
    // A look that is under way tells what it has found before this one, or is asked to look again.
    await world.site.watch.look()
    let end = ContinuousClock.now + .seconds(30)
    while await world.site.watch.isBusy, ContinuousClock.now < end { await Task.yield() }
    await world.site.events.end()
    var told: [Told] = []
    for await event in events where event.name == "answer" {
      told.append(try JSONDecoder().decode(Told.self, from: Data(event.data.utf8)))
    }
    return told
  }

  @Test func `what this server and others store is told once, undoes too`() async throws {
    let world = try WebWorld(rows: 40, hasRound: false)
    let ids = try world.project.next(AskOptions(annotator: "ana"), live: world.site.live).items.map(\.id)
    let id = try #require(ids.first)
    let told = try await Self.told(world) {
      for _ in 0..<2 {
        // The second time it is the same answer, sent again.
        let body = #"{"id": "\#(id)", "answer": "yes", "token": "one"}"#
        #expect(try await world.ask("/api/v1/labels", post: body).status == 200)
        await world.site.watch.look()
      }
      #expect(try await world.ask("/api/v1/undo", post: #"{"token": "one"}"#).status == 200)
      await world.site.watch.look()
      _ = try world.project.label(AnswerRequest(id: id, word: "no", annotator: "rui", source: "a test"))
    }
    #expect(told.map(\.annotator) == ["ana", "ana", "rui"] && told.map(\.isUndo) == [false, true, false])
    #expect(told.allSatisfy { $0.ids == [id] && $0.more == nil })
  }

  @Test func `looks at the same time tell each entry once`() async throws {
    let world = try WebWorld(rows: 40, hasRound: false)
    let (project, watch) = (world.project, world.site.watch)
    let told = try await Self.told(world) {
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<20 {
          group.addTask {
            _ = try? project.label(
              AnswerRequest(id: "\(number)", word: "skip", annotator: "rui", source: "a test"))
            await watch.look()
          }
        }
      }
    }
    let stored = try world.project.recentAnswers("rui").answers.count
    #expect(stored > 0 && told.flatMap(\.ids).count == Set(told.flatMap(\.ids)).count)
    #expect(told.flatMap(\.ids).count >= stored)
  }

  @Test func `of more than 1,000 the newest are told, and that there were more`() async throws {
    let world = try WebWorld(rows: 40, hasRound: false)
    let id = try #require(
      try world.project.next(AskOptions(annotator: "ana"), live: world.site.live).items.first?.id)
    let told = try await Self.told(world) {
      for number in 0..<1001 {
        _ = try world.project.label(
          AnswerRequest(id: id, word: number.isMultiple(of: 2) ? "yes" : "no", annotator: "rui", source: "a test"))
      }
    }
    #expect(told.map(\.ids.count) == [1000] && told.map(\.more) == [true])
  }
}
