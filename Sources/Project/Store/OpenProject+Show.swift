import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

extension OpenProject {
  /// All that a round (nil: the newest) found out, as it was printed when it was run.
  public func show(round number: Int?) throws(Failure) -> ShownRound {
    try read { snapshot in
      let record = try snapshot.demandKeptRound(number, path: path)
      let result = try JSONText.value(RoundResult.self, in: record.result, what: "\(path): round \(record.id)")
      let labels = try snapshot.labels()
      var answers: [String: String] = [:]
      for item in try snapshot.batch(ofRound: record.id) {
        guard let label = labels.label(ofItem: item.item), let key = try snapshot.item(item.item)?.key else { continue }
        answers[key] = label.rawValue
      }
      return ShownRound(
        round: Int(record.id), project: path, at: record.at, seed: record.seed,
        model: try snapshot.modelChecksum(record.model) ?? "", labelPosition: Int(record.labelPosition),
        versionPosition: Int(record.versionPosition), result: result, answers: answers)
    }
  }

  /// All that is known of an item.
  public func show(item key: String) throws(Failure) -> ShownItem {
    try read { snapshot in
      let item = try snapshot.demandItem(key: key, path: path)
      let recipe = try recipe(snapshot)
      let versions = try snapshot.versions(ofItem: item.id)
      guard let newest = versions.last else {
        throw Failure(.data, "\(path): the item \"\(key)\" has no content; run garimpo verify")
      }
      let values = try JSONText.value([String: JSONValue].self, in: newest.fields, what: "\(path): item \(key)")
      let settling = try snapshot.currentAnswers(ofItem: item.id).last(where: \.settles)?.position
      return ShownItem(
        id: key, title: newest.title, link: newest.link.isEmpty ? nil : newest.link,
        picture: newest.picture.isEmpty ? nil : newest.picture,
        label: try snapshot.currentLabel(ofItem: item.id)?.rawValue,
        fields: recipe.fields.compactMap { spec in
          values[spec.name].map { NextItem.Field(spec, $0) }
        },
        columns: try columns(of: newest, snapshot), isContentLost: newest.isStandIn,
        versions: versions.map {
          .init(
            version: Int($0.id), importNumber: Int($0.importID),
            observed: Timestamp(secondsSince1970: $0.observedAt).description)
        },
        answers: try snapshot.labelEvents(ofItem: item.id).map { event in
          .init(
            position: Int(event.position), at: event.at, annotator: event.annotator, answer: event.answer.rawValue,
            undoes: event.undoes.map(Int.init), settles: event.position == settling, note: event.note,
            source: event.source, why: event.asking?.strategy,
            modelPosition: event.asking?.modelPosition.map(Int.init))
        },
        scores: try snapshot.scores(ofItem: item.id).map {
          .init(round: Int($0.round), score: $0.score.score, rank: $0.score.rank)
        },
        duplicates: try snapshot.duplicates(ofItem: item.id).map { pair in
          let other = pair.item == item.id ? pair.other : pair.item
          return .init(
            id: try snapshot.item(other)?.key ?? "", title: try snapshot.newestVersion(ofItem: other)?.title ?? "",
            kind: pair.kind.rawValue, similarity: pair.similarity,
            label: try snapshot.currentLabel(ofItem: other)?.rawValue)
        })
    }
  }

  /// The raw cells of a version, by column, as they came.
  private func columns(of version: ItemVersion, _ snapshot: Snapshot) throws -> [ShownItem.Column] {
    guard !version.isStandIn else { return [] }
    var rows = try RawRows([version.columns: try snapshot.columnNames(version.columns)], path: path)
    try rows.append(version)
    let table = rows.table()
    return (0..<table.columnCount).map { column in
      .init(name: table.columnNames[column], text: table.isMissing(0, column) ? nil : table[0, column])
    }
  }
}

/// A round that was run before.
public struct ShownRound: Reply {
  /// Its number.
  public var round: Int
  /// The path of the project.
  public var project: String
  /// When it was run.
  public var at: Date
  /// Its seed.
  public var seed: UInt64
  /// SHA-256 of its model.
  public var model: String
  /// The newest entry of the log of labels that it saw.
  public var labelPosition: Int
  /// The newest version of an item that it saw.
  public var versionPosition: Int
  /// What it found out.
  public var result: RoundResult
  /// What the items of its batch are labelled now, by id.
  public var answers: [String: String]

  /// The text that the round printed, and what its batch is labelled now.
  public func text(_ style: TextStyle) -> String {
    let summary = RoundSummary(
      FinishedRound(result: result, timings: [], files: RoundFiles(), labelColumn: nil), style: style
    ).text(without: ["Files", "Time"])
    var table = TextTable([.left, .left, .left, .right, .left])
    table.addHeader(["now", "id", "why", "score", "title"])
    for item in result.batch.items {
      table.add([
        .init(answers[item.id] ?? "–"), .init(DisplayText.cut(DisplayText.printable(item.id), to: 16)),
        .init(item.reason, .faint), .init(Text.decimal(item.score, places: 3)),
        .init(DisplayText.cut(DisplayText.printable(item.title), to: 40)),
      ])
    }
    return """
      \(style.apply(.heading, to: "Round \(round)")) of \(DisplayText.printable(project)), \(at.isoDay), seed \(seed)

      \(summary)
      \(style.apply(.heading, to: "The batch, as it is labelled now"))
      \(table.lines(style).joined(separator: "\n"))

      """
  }
}

/// All that is known of an item.
public struct ShownItem: Reply {
  /// Its id.
  public var id: String
  /// Its title.
  public var title: String
  /// Its address.
  public var link: String?
  /// The address of a picture.
  public var picture: String?
  /// Its label now.
  public var label: String?
  /// The typed fields that have a value.
  public var fields: [NextItem.Field]
  /// The columns of the table, as they came.
  public var columns: [Column]
  /// Whether its content was lost and no import has brought it again.
  public var isContentLost: Bool
  /// Its versions, oldest first.
  public var versions: [Version]
  /// The answers on it, oldest first.
  public var answers: [Answer]
  /// How many others have answered what is not shown before one's own answer: ``unswayed(_:)``; nil: nothing is hidden.
  public var hiddenAnnotatorCount: Int?
  /// Its score in each round whose pool it was in.
  public var scores: [Score]
  /// Items that say the same.
  public var duplicates: [Duplicate]

  /// A cell as it came.
  public struct Column: Sendable, Codable {
    /// The column.
    public var name: String
    /// The text; nil where the file had nothing.
    public var text: String?
  }

  /// A version.
  public struct Version: Sendable, Codable {
    /// Its number.
    public var version: Int
    /// The import that brought it.
    public var importNumber: Int
    /// When it was observed.
    public var observed: String
  }

  /// An answer.
  public struct Answer: Sendable, Codable {
    /// Its place in the log.
    public var position: Int
    /// When.
    public var at: Date
    /// Who.
    public var annotator: String
    /// `yes`, `no`, `unsure`, `skip` or `undo`.
    public var answer: String
    /// The entry that it takes back.
    public var undoes: Int?
    /// Whether it settles the item: what it says is the label, whatever others say.
    public var settles: Bool
    /// A note.
    public var note: String?
    /// Through what.
    public var source: String
    /// Why the item was asked.
    public var why: String?
    /// The place in the log of labels up to which the live model that asked had seen.
    public var modelPosition: Int?
  }

  /// A score.
  public struct Score: Sendable, Codable {
    /// The round.
    public var round: Int
    /// P(yes).
    public var score: Double
    /// Its place in the pool, from 1.
    public var rank: Int?
  }

  /// An item that says the same.
  public struct Duplicate: Sendable, Codable {
    /// Its id.
    public var id: String
    /// Its title.
    public var title: String
    /// `exact` or `near`.
    public var kind: String
    /// How alike they are.
    public var similarity: Double
    /// Its label.
    public var label: String?
  }

  /// Everything, section by section.
  public func text(_ style: TextStyle) -> String {
    var lines = DisplayText.wrapped(DisplayText.printable(title), to: 78).map { style.apply(.heading, to: $0) }
    lines.append(
      "  \(DisplayText.printable(id)), \(label ?? "not labelled")"
        + (link.map { "  \(DisplayText.printable($0))" } ?? ""))
    if isContentLost { lines.append("  its content was lost: import the table again") }
    func section(_ heading: String, _ table: TextTable) {
      let body = table.lines(style)
      if !body.isEmpty { lines += ["", style.apply(.heading, to: heading)] + body }
    }
    var table = TextTable([.left, .left])
    for field in fields where field.kind != "text" {
      table.add([.init(field.name, .faint), .init(DisplayText.cut(DisplayText.printable(field.value.shown), to: 60))])
    }
    section("Fields", table)
    for field in fields where field.kind == "text" && field.value.shown != title {
      lines += [style.apply(.faint, to: "  \(field.name)")] + DisplayText.paragraph(field.value.shown)
    }
    table = TextTable([.right, .left, .left, .left, .left])
    for answer in answers {
      table.add([
        .init("\(answer.position)", .faint), .init(answer.at.isoDay, .faint),
        .init(DisplayText.printable(answer.annotator)),
        .init(answer.undoes.map { "undo of \($0)" } ?? answer.answer + (answer.settles ? ", settles" : "")),
        .init(
          DisplayText.cut(
            DisplayText.printable(answer.note ?? answer.why.map { "asked: \($0)" } ?? answer.source), to: 36), .faint),
      ])
    }
    section("Answers", table)
    table = TextTable([.left, .right, .left])
    for score in scores {
      table.add([
        .init("round \(score.round)", .faint), .init(Text.decimal(score.score, places: 3)),
        .init(score.rank.map { "\(Text.grouped($0)) in the order" } ?? "came after the round"),
      ])
    }
    section("Scores", table)
    table = TextTable([.left, .left, .left, .left])
    for duplicate in duplicates {
      table.add([
        .init(duplicate.kind), .init(DisplayText.printable(duplicate.id)), .init(duplicate.label ?? "not labelled"),
        .init(DisplayText.cut(DisplayText.printable(duplicate.title), to: 44), .faint),
      ])
    }
    section("Duplicates", table)
    if versions.count > 1 {
      table = TextTable([.left, .left])
      for version in versions {
        table.add([.init("import \(version.importNumber)", .faint), .init("observed \(version.observed)")])
      }
      section("Versions", table)
    }
    if !isContentLost { lines += ["", "The columns as they came: --json"] }
    return lines.joined(separator: "\n") + "\n"
  }
}
