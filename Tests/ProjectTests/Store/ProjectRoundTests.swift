import Foundation
import GarimpoEvaluation
import GarimpoRecipes
import GarimpoStore
import GarimpoTabular
import Synchronization
import Testing

@testable import GarimpoProject

struct ProjectRoundTests {
  @Test func `A round on a project finds what a round on its file finds`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let kept = try notes.round()
    var request = RoundRequest(
      tablePath: notes.path("notes.csv"), recipe: try Recipe(yaml: NotesProject.yaml, source: "notes.yaml"), seed: 1,
      threadCount: 1, importTime: Timestamp(secondsSince1970: 1_700_000_001))
    request.resampleCount = 100
    let loose = try Round(request).run().result
    #expect(try JSONText.of(kept.result.quality, pretty: false) == JSONText.of(loose.quality, pretty: false))
    #expect(kept.result.batch.items.map(\.id) == loose.batch.items.map(\.id))
    #expect(kept.result.batch.items.map(\.score) == loose.batch.items.map(\.score))
    #expect(kept.result.split.rule == loose.split.rule && kept.result.split.poolCount == 18)
  }

  @Test func `A round is kept with its model, its batch and the scores of its pool`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let round = try notes.round()
    try notes.project.read { snapshot in
      let record = try #require(try snapshot.round(1))
      #expect(record.labelPosition == 12 && record.versionPosition == 30 && record.seed == 1)
      #expect(record.figures.poolCount == 18 && record.figures.askableCount == 18)
      #expect(record.figures.averagePrecision?.value == round.result.quality.averagePrecision.value)
      #expect(record.resultSHA256 == Checksum.sha256(Array(record.result.utf8)))
      let batch = try snapshot.batch(ofRound: 1)
      #expect(batch.map(\.place) == Array(1...7))
      #expect(Set(batch.map(\.strategy)) == ["hard", "random"])
      let expected = round.result.batch.items
      for item in batch {
        let key = try #require(try snapshot.item(item.item)).key
        let asked = try #require(expected.first { $0.id == key })
        #expect(asked.rank == item.rank && asked.inclusionProbability == item.inclusionProbability)
        #expect(asked.reason == item.strategy)
      }
      let scores = try snapshot.scores(ofRound: 1)
      #expect(scores.count == 18 && scores.compactMap(\.rank) == Array(1...18))
      let model = try #require(try snapshot.model(record.model))
      #expect(model.sha256 == round.model && model.sha256 == Checksum.sha256(model.bytes))
    }
  }

  @Test func `A round can be computed again to the byte, whatever came after it`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    _ = try notes.round()
    try notes.answer("13", .yes)
    try notes.answer("14", .no)
    try notes.answer("1", .yes)
    try notes.importing(
      NotesProject.table(0..<40) { row, cells in [cells[0], cells[1] + " new", "5", cells[3], cells[4]] })
    let second = try notes.round()
    #expect(second.previous?.round == 1)
    for (number, threads) in [(1, 1), (1, 2), (2, 3)] {
      let replayed = try notes.project.replay(number, threadCount: threads)
      #expect(replayed.isSame, "round \(number), \(threads) threads")
    }
    #expect(try notes.project.read { try $0.round(2) }?.seed == 2)
  }

  @Test func `The log says through what a round was begun, and by whom`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    _ = try notes.round()
    _ = try notes.round { $0.source = "command line" }
    _ = try notes.round {
      $0.source = "browser"
      $0.annotator = "eva"
    }
    let rounds = try notes.project.log(LogOptions()).entries.filter { $0.kind == "round" }
    #expect(rounds.map(\.source) == ["browser", "command line", ""] && rounds.map(\.who) == ["eva", nil, nil])
    #expect(try notes.project.replay(3, threadCount: 1).isSame)
  }

  // MARK: Two at a time

  @Test func `A round that another has overtaken is refused, unless it has a seed of its own`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let other = OpenProject(try ProjectFile(opening: notes.path("notes.garimpo")))
    var options = ProjectRoundOptions()
    options.resampleCount = 100
    func overtaken(_ options: ProjectRoundOptions) throws -> ProjectRound {
      try other.round(options) { [project = notes.project] step throws(Failure) in
        guard step == .train else { return }
        var quick = ProjectRoundOptions()
        quick.resampleCount = 100
        _ = try project.round(quick)
      }
    }
    #expect(
      notes.message { _ = try overtaken(options) }
        == "notes.garimpo: round 1 was kept while this one was computed, and both began with seed 1, so that they would "
        + "draw alike; nothing of this one is kept: run it again")
    let kind = #expect(throws: Failure.self) { _ = try overtaken(options) }?.kind
    #expect(kind == .busy)
    #expect(try notes.project.read { try $0.rounds().map(\.seed) } == [1, 2])

    options.seed = 99
    let kept = try overtaken(options)
    #expect(kept.round == 4 && kept.previous?.round == 3)
    #expect(try notes.project.read { try $0.rounds().map(\.seed) } == [1, 2, 3, 99])
  }

  @Test func `Of rounds that run at the same time no two have a number or a seed in common`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let path = notes.path("notes.garimpo")
    let results = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      do {
        let project = OpenProject(try ProjectFile(opening: path))
        var options = ProjectRoundOptions()
        options.resampleCount = 100
        options.threadCount = 1
        let round = try project.round(options)
        results.withLock { $0.append("kept \(round.round)") }
      } catch {
        results.withLock { $0.append((error as? Failure)?.kind == .busy ? "refused" : "\(error)") }
      }
    }
    let seeds = try notes.project.read { try $0.rounds().map(\.seed) }
    #expect(seeds == (1...seeds.count).map { UInt64($0) })
    let expected = (1...seeds.count).map { "kept \($0)" } + [String](repeating: "refused", count: 4 - seeds.count)
    #expect(results.withLock { $0.sorted() } == expected)
  }

  /// A spare column that only the later import has was missing for round 1, which says so.
  @Test func `Columns that came later are not in the table of a round that is computed again`() throws {
    let yaml = NotesProject.yaml.replacingOccurrences(
      of: "features:", with: "  extra: { column: extra, kind: text }\nfeatures:")
    let notes = try NotesProject(yaml: yaml)
    try notes.importing(NotesProject.table())
    let first = try notes.round()
    try notes.importing("id,title,views,day,y,extra,more\n99,later,5,2023-01-03,,x,y\n")
    let second = try notes.round()
    #expect([first, second].map(\.result.source.columnCount) == [5, 7])
    #expect(first.result.cleaning.warnings != second.result.cleaning.warnings)
    #expect(try notes.project.replay(1, threadCount: 1).isSame && notes.project.replay(2, threadCount: 1).isSame)
  }

  @Test func `A model that was changed from outside is noticed`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let round = try notes.round()
    let replayed = ReplayedRound(
      round: 1, model: .init(kept: round.model, again: "other"), result: .init(kept: "a", again: "a"),
      madeWith: "x", now: "x")
    #expect(!replayed.isSame)
    #expect(
      replayed.text(TextStyle()).contains(
        "  model  differs, SHA-256\n    kept  \(round.model)\n    now   other\n  result  the same, SHA-256\n    a\n"))
  }

  @Test func `The recipe says whether an item is learnt from as it was seen or as it is`() throws {
    for (versions, views) in [("latest", 7.0), ("labelled", 100.0)] {
      let notes = try NotesProject(yaml: NotesProject.yaml + "versions: \(versions)\n")
      try notes.importing(NotesProject.table())
      try notes.importing(NotesProject.table { _, cells in [cells[0], cells[1], "7", cells[3], cells[4]] })
      try notes.project.read { snapshot in
        let recipe = try notes.project.recipe(snapshot)
        let loaded = try LoadedItems(snapshot, recipe, at: .init(now: snapshot), path: "")
        guard case .number(let values)? = loaded.items.field(named: "views")?.values else { return }
        #expect(values[0] == views, "\(versions): a labelled item")
        #expect(values[20] == 7, "\(versions): an item without a label")
        #expect(loaded.items.observed[0].secondsSince1970 == (versions == "latest" ? 1_700_000_002 : 1_700_000_001))
      }
    }
  }

  @Test func `Columns of different imports come together`() throws {
    let notes = try NotesProject()
    try notes.importing("id,title,views,day,y\n1,a b,3,2020-01-01,1\n2,c d,4,2020-01-02,0\n")
    try notes.importing("y,title,id,views,extra,day\n,e f,3,5,x,2020-01-03\n,g h,4,6,,2020-01-04\n")
    try notes.project.read { snapshot in
      let loaded = try LoadedItems(snapshot, try notes.project.recipe(snapshot), at: .init(now: snapshot), path: "")
      #expect(loaded.items.ids == ["1", "2", "3", "4"])
      #expect(loaded.items.titles == ["a b", "c d", "e f", "g h"])
      #expect(loaded.items.labels == [true, false, nil, nil])
      #expect(loaded.table.columnNames == ["id", "title", "views", "day", "y", "extra"])
      #expect(loaded.table[2, 5] == "x" && loaded.table.isMissing(0, 5))
    }
  }

  /// A round with another recipe may be kept while a longer one is at work.
  @Test func `A round that uses the recipe in use does not put it back in its place`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let other = try notes.write(
      "other.yaml", NotesProject.yaml.replacingOccurrences(of: "name: notes", with: "name: other"))
    let project = notes.project
    var options = ProjectRoundOptions()
    options.resampleCount = 100
    options.seed = 8
    let wish = options
    _ = try project.round(options) { step in
      guard step == .train else { return }
      var options = wish
      options.recipe = other
      options.seed = 7
      _ = try? project.round(options)
    }
    #expect(try project.rounds().rounds.map(\.recipe) == ["other", "notes"])
    #expect(try project.read { try $0.project().recipe.name } == "other")
  }

  @Test func `That a round is kept is said when its report cannot be written`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    let path = notes.path("report.html")
    var options = ProjectRoundOptions()
    options.resampleCount = 100
    options.report = path
    let message = notes.message {
      _ = try notes.project.round(options) { step in
        if step == .write { try? Data("somebody else's".utf8).write(to: URL(filePath: path)) }
      }
    }
    #expect(
      message
        == "report.html: exists already; choose another name, or replace it with --force; round 1 itself is kept: garimpo "
        + "show --round 1 prints it")
    #expect(try notes.project.read { try $0.newestRound() } == 1)
  }

  @Test func `What lacks for a round is said`() throws {
    let notes = try NotesProject()
    #expect(
      notes.message { _ = try notes.round() }
        == "notes.garimpo: the project has no items yet; run garimpo import FILE")
    #expect(
      notes.message { _ = try notes.project.replay(nil) } == "notes.garimpo: there is no round yet; run garimpo round")
    try notes.importing(NotesProject.table(20..<30))
    #expect(
      notes.message { _ = try notes.round() }
        == "notes.garimpo: no row is labelled; label a few rows first, some yes and some no")
    try notes.importing(NotesProject.table())
    _ = try notes.round()
    #expect(
      notes.message { _ = try notes.project.replay(3) }
        == "notes.garimpo: there is no round 3; the rounds are 1 to 1, garimpo rounds lists them")
  }

  @Test func `Disputed and unsure items are neither learnt from nor in the pool`() throws {
    let notes = try NotesProject()
    try notes.importing(NotesProject.table())
    try notes.answer("0", .no, by: "rui")
    try notes.answer("20", .unsure)
    try notes.answer("21", .skip)
    let round = try notes.round()
    #expect(round.result.split.labelledCount == 11)
    #expect(round.result.split.poolCount == 17)
  }
}
