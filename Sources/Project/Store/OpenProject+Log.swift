import GarimpoRecipes
import GarimpoStore

#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

/// What of the log is shown.
public struct LogOptions: Sendable, Hashable {
  /// How many entries, at least 1.
  public var count = 20
  /// Only answers on the item with this id.
  public var item: String?
  /// Only answers of this annotator.
  public var annotator: String?

  /// The newest entries.
  public init() {}

  /// What is said when there is no such entry.
  fileprivate var nothing: String {
    let who = annotator.map { DisplayText.printable($0) }
    let what = item.map { DisplayText.printable($0) }
    return switch (who, what) {
    case (let who?, let what?): "\(who) has not answered \(what)."
    case (let who?, nil): "\(who) has not answered anything; garimpo annotators lists who has."
    case (nil, let what?): "Nobody has answered \(what)."
    case (nil, nil): "Nothing has happened yet."
    }
  }
}

extension OpenProject {
  /// What happened, newest first: answers and undos, imports, rounds, choices of a model and exports.
  public func log(_ options: LogOptions) throws(Failure) -> LogReply {
    _ = try RecipeOverrides.checked("-n", options.count, from: 1, to: 1_000_000)
    return try read { snapshot in
      let item = try options.item.map { try snapshot.demandItem(key: $0, path: path).id }
      var entries = try snapshot.labelEvents(newest: options.count, ofItem: item, annotator: options.annotator)
        .map { try Self.entry($0, snapshot) }
      if item == nil, options.annotator == nil {
        entries += try snapshot.imports(limit: options.count).map(Self.entry)
        entries += try snapshot.rounds(newest: options.count).map { try Self.entry($0, path: path) }
        entries += try snapshot.modelChoices(newest: options.count).map(Self.entry)
        entries += try snapshot.exports().prefix(options.count).map(Self.entry)
      }
      // A stable order: by time, then what was written later first.
      let order = entries.indices.sorted { (entries[$1].at, $0) < (entries[$0].at, $1) }
      return LogReply(entries: order.prefix(options.count).map { entries[$0] }, nothing: options.nothing)
    }
  }

  private static func entry(_ event: LabelEvent, _ snapshot: Snapshot) throws -> LogReply.Entry {
    var what = event.answer.rawValue
    if event.settles { what += ", settling" }
    if let undone = event.undoes { what = "undo of \(undone)" }
    return LogReply.Entry(
      kind: "label", number: Int(event.position), at: event.at, who: event.annotator, what: what,
      id: try snapshot.item(event.item)?.key, title: try snapshot.newestVersion(ofItem: event.item)?.title,
      note: event.note, source: event.source, modelPosition: event.asking?.modelPosition.map(Int.init))
  }

  private static func entry(_ record: ImportRecord) -> LogReply.Entry {
    LogReply.Entry(
      kind: "import", number: Int(record.id), at: record.at,
      what: "\(Text.grouped(record.newCount)) new, \(Text.grouped(record.changedCount)) changed, "
        + "\(Text.count(record.labelCount, "label"))", source: record.source)
  }

  private static func entry(_ record: RoundRecord, path: String) throws -> LogReply.Entry {
    let begun = try RoundConfiguration(of: record, path: path)
    let figure = record.figures.averagePrecision.map { "AP \(Text.decimal($0.value, places: 3))" } ?? "no figure"
    return LogReply.Entry(
      kind: "round", number: Int(record.id), at: record.at, who: begun.annotator,
      what: "\(Text.grouped(record.figures.trainingCount)) trained, \(figure)", source: begun.source ?? "")
  }

  private static func entry(_ choice: ModelChoice) -> LogReply.Entry {
    LogReply.Entry(
      kind: "choice", number: Int(choice.id), at: choice.at, who: choice.annotator,
      what: choice.round == choice.newestRound
        ? "round \(choice.round), the newest" : "round \(choice.round) instead of \(choice.newestRound)",
      note: choice.note, source: "")
  }

  private static func entry(_ record: ExportRecord) -> LogReply.Entry {
    LogReply.Entry(
      kind: "export", number: Int(record.id), at: record.at, what: Text.count(record.rowCount, "item"),
      source: record.target)
  }
}

/// What happened.
public struct LogReply: Reply {
  /// The entries, newest first.
  public var entries: [Entry]
  private let nothing: String

  private enum CodingKeys: String, CodingKey { case entries }

  fileprivate init(entries: [Entry], nothing: String) {
    self.entries = entries
    self.nothing = nothing
  }

  /// One thing that happened.
  public struct Entry: Sendable, Codable {
    /// `label`, `import`, `round`, `choice` or `export`.
    public var kind: String
    /// Its number among its kind.
    public var number: Int
    /// When.
    public var at: Date
    /// Who answered, chose, or began a round in the browser.
    public var who: String?
    /// What.
    public var what: String
    /// The item's id.
    public var id: String?
    /// The item's title.
    public var title: String?
    /// A note.
    public var note: String?
    /// Through what, or the file; empty where that is not known.
    public var source: String
    /// The place in the log of labels up to which the live model that asked had seen.
    public var modelPosition: Int?
  }

  /// A line for each entry, two for one that says more; times in Coordinated Universal Time.
  public func text(_ style: TextStyle) -> String {
    guard !entries.isEmpty else { return DisplayText.wrapped(nothing, to: 80).map { $0 + "\n" }.joined() }
    var table = TextTable([.left, .left, .left, .left], wrapsLast: true)
    table.addHeader(["time (UTC)", "entry", "by", "what"])
    func widest(_ texts: [String]) -> Int { texts.map(DisplayText.width).max() ?? 0 }
    let rows = entries.map { entry in
      (number: "\(entry.kind) \(entry.number)", who: DisplayText.cut(DisplayText.printable(entry.who ?? ""), to: 16))
    }
    let room = TextTable.screen - 24 - max(5, widest(rows.map(\.number))) - max(2, widest(rows.map(\.who)))
    let said = widest(entries.filter { $0.id != nil }.map(\.what))
    for (entry, row) in zip(entries, rows) {
      var what = entry.what
      if let id = entry.id {
        what += String(repeating: " ", count: said - DisplayText.width(what))
        what += "  \(DisplayText.printable(id))  \(DisplayText.printable(entry.title ?? ""))"
        what = DisplayText.cut(what, to: room)
      } else {
        let subject = DisplayText.printable(entry.kind == "choice" ? entry.note ?? "" : entry.source)
        if !subject.isEmpty { what += "; \(DisplayText.cut(subject, to: 100))" }
      }
      table.add([.init(entry.at.minute, .faint), .init(row.number), .init(row.who), .init(what)])
    }
    return table.lines(style).joined(separator: "\n") + "\n"
  }
}
