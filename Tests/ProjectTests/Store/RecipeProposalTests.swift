import Foundation
import GarimpoRecipes
import Testing

@testable import GarimpoProject

struct RecipeProposalTests {
  private let notes: NotesProject
  private let path: String

  init() throws {
    notes = try NotesProject()
    let rows = (0..<40).map { row in
      "\(row),code \(row),a note of river \(row) and bend \(row * 7 % 11),\(row % 5 == 0 ? "keep" : "drop"),"
        + "\(row % 2),\(row * 3)\n"
    }
    path = try notes.write("bends.csv", "id,code,note,verdict,label,size\n" + rows.joined())
  }

  private func propose(_ change: (inout ProposalWishes) -> Void = { _ in }) throws -> RecipeProposal {
    var wishes = ProposalWishes()
    change(&wishes)
    return try RecipeUse.propose(table: path, wishes: wishes)
  }

  @Test func `What is found out is told, with the columns`() throws {
    let proposal = try propose()
    #expect((proposal.key, proposal.title, proposal.label) == ("id", "code", "label"))
    #expect(proposal.columns.map(\.name) == ["id", "code", "note", "verdict", "label", "size"])
    #expect(proposal.columns.map(\.mayHoldAnswers) == [false, false, false, true, true, false])
    #expect(proposal.columns[3].examples == ["drop", "keep"])
    #expect(proposal.rowCount == 40 && !proposal.isPartial)
    #expect(try RecipeUse.guess(table: path).yaml == proposal.yaml)
  }

  @Test func `What is wished comes true, and is a recipe that reads the table`() throws {
    let proposal = try propose {
      $0.key = .column("code")
      $0.title = "note"
      $0.label = .column("verdict")
    }
    #expect((proposal.key, proposal.title, proposal.label) == ("code", "note", "verdict"))
    let recipe = try Recipe(yaml: proposal.yaml, source: "a test")
    #expect(recipe.label?.yes == ["keep"] && recipe.label?.no == ["drop"], "the rarer of two means yes")
    #expect(recipe.item.key?.column == "code" && recipe.item.title.column == "note")
    #expect(!recipe.fields.contains { $0.source.column == "label" || $0.source.column == "verdict" })
    try notes.write("bends.yaml", proposal.yaml)
    let created = try CreateProject(name: notes.path("bends"), recipe: notes.path("bends.yaml")).run()
    let project = try OpenProject(ProjectChoice(path: created.project))
    let result = try project.importTable(ImportOptions(table: path, annotator: "ana"))
    #expect(result.newCount == 40 && result.labels.yesCount == 8 && result.labels.noCount == 32)
  }

  @Test func `None is none, and what looked like one gives nothing away`() throws {
    let proposal = try propose {
      $0.key = ProposalWishes.Choice.none
      $0.label = ProposalWishes.Choice.none
    }
    #expect(proposal.key == nil && proposal.label == nil)
    let recipe = try Recipe(yaml: proposal.yaml, source: "a test")
    #expect(recipe.item.key == nil && recipe.label == nil)
    #expect(!recipe.fields.contains { $0.source.column == "label" })
    #expect(proposal.reasons.contains("no key, as was asked for: ids are hashes of the texts"))
    #expect(proposal.reasons.contains("no label, as was asked for: the answers are given in the project"))
  }

  @Test func `Each column can be the title, the key, the answers where there are few, or all of it is refused`() throws
  {
    for column in try propose().columns {
      for title in ["code", "note"] where title != column.name {
        let proposal = try propose {
          $0.key = .column(column.name)
          $0.title = title
          if column.mayHoldAnswers { $0.label = .column(column.name) }
        }
        #expect(throws: Never.self) { try Recipe(yaml: proposal.yaml, source: "a test") }
      }
      #expect(throws: Never.self) {
        try Recipe(yaml: try propose { $0.title = column.name }.yaml, source: "a test")
      }
    }
  }

  private static let messages = (0..<40).map { row in
    "\(row % 4 == 0 ? "spam" : "ham")\tgo to bend \(row * 7 % 11) of river \(row)\n"
  }.joined()
  /// Sixty characters.
  private static let long = "Go on until the river bends, then look below the third stone"

  private static let headers: [(header: String, rows: String, reason: String?)] = [
    ("kind\ttext", messages, nil), ("kind\t\(long)", messages, nil),
    ("kind\tWould you go to the river again, and to which of its many bends?", messages, nil),
    // Tables that were put one below the other: a header among the rows is no answer.
    ("kind\ttext", messages + "kind\ttext\n" + messages, nil),
    ("ham\tGo on", messages, "\"ham\" is a value of its column too"),
    ("kind\t\(long).", messages, "\"Go on until the river bends, …\" is long for a name"),
    ("7\ttext", messages, "\"7\" looks like a value"),
  ]

  @Test(arguments: headers)
  func `A first row that looks like data is told, and what to do`(header: String, rows: String, reason: String?) throws
  {
    let path = try notes.write("messages.tsv", "\(header)\n\(rows)")
    let cells = header.split(separator: "\t").map { "\"\($0.count > 30 ? $0.prefix(29) + "…" : $0)\"" }
      .joined(separator: ", ")
    let sentence = reason.map {
      "The first row (\(cells)) was taken for the names of the columns, but \($0): if it is data, say --no-header."
    }
    #expect(try RecipeUse.propose(table: path).headerDoubt == sentence)
    var reading = TableReading()
    reading.hasHeader = false
    #expect(try RecipeUse.propose(table: path, reading: reading).headerDoubt == nil)
  }

  @Test func `What cannot be is refused in words`() throws {
    #expect(
      notes.message { _ = try propose { $0.title = "nothing" } }
        == "title: found \"nothing\", expected a column: \"id\", \"code\", \"note\", \"verdict\", \"label\", \"size\"")
    #expect(
      notes.message { _ = try propose { $0.label = .column("size") } }
        == "label: found \"size\" with 40 different values, expected a column of at most 8, or none")
    #expect(
      notes.message {
        _ = try propose {
          $0.label = .column("note")
          $0.title = "note"
        }
      } == "label: found \"note\", which is the title, expected another column, or none")
  }
}
