import GarimpoRecipes
import GarimpoStore

#if canImport(FoundationEssentials)
  public import struct FoundationEssentials.Date
#else
  public import struct Foundation.Date
#endif

extension OpenProject {
  /// Leases the items that `options.annotator` is to answer next.
  ///
  /// - Parameter live: a live model that chooses where it has seen more answers than the newest round, unless another round
  ///   was chosen; it is woken when the log has grown since it looked. Nil: the round in use alone.
  public func next(_ options: AskOptions, live: LiveModel? = nil) throws(Failure) -> NextItems {
    try options.check()
    let offer = live?.published.offer
    return try write { transaction in
      let snapshot = transaction.snapshot
      let project = try snapshot.project()
      let recipe = try Self.recipe(project.recipe)
      guard try snapshot.versionPosition() > 0 else { throw Failure.noItems(path: path) }
      var queue = try AskingQueue(
        transaction, options, at: clock(), seed: RandomPurpose.recheck.seed(from: project.seed), recipe.batch,
        live: offer)
      if let live, try snapshot.labelPosition() != offer?.position { live.wake() }
      let asked = try queue.next()
      let batch = try snapshot.currentRound().map { try snapshot.batch(ofRound: $0) } ?? []
      return NextItems(
        items: try asked.map { try item($0, recipe, batch, snapshot) },
        annotator: options.annotator,
        leaseMinutes: options.leaseMinutes,
        heldByOthers: asked.count < options.count ? try queue.heldByOthers() : nil)
    }
  }

  /// An item as it is shown to be answered.
  func item(
    _ asked: AskingQueue.Asked, _ recipe: Recipe, _ batch: [BatchItem], _ snapshot: Snapshot
  ) throws -> NextItem {
    guard let item = try snapshot.item(asked.item), let version = try snapshot.newestVersion(ofItem: asked.item) else {
      throw Failure(.data, "\(path): item \(asked.item) has no content; run garimpo verify")
    }
    let values = try JSONText.value([String: JSONValue].self, in: version.fields, what: "\(path): item \(item.key)")
    var asking = asked.asking
    if asking.strategy == Strategy.recheck { asking = try snapshot.blindAsking(ofItem: item.id) }
    let fields = recipe.fields.compactMap { spec in values[spec.name].map { NextItem.Field(spec, $0) } }
    return NextItem(
      id: item.key, title: version.title, link: version.link.isEmpty ? nil : version.link,
      picture: version.picture.isEmpty ? nil : version.picture, fields: fields,
      aside: AsideFields(recipe).names(fields, title: version.title),
      why: asking.strategy, score: asking.score, rank: asking.rank, modelPosition: asking.modelPosition,
      place: batch.firstIndex { $0.item == item.id }.map { $0 + 1 }, batchCount: batch.isEmpty ? nil : batch.count)
  }
}

extension Snapshot {
  /// Under what an item is shown that is asked again: what is true of it and of others that are asked now, so that it does
  /// not stand out.
  ///
  /// It is drawn at random, from what was answered. Before the first round that is said of every item; later it has its
  /// place in the batch, or stands behind it as what comes there does.
  fileprivate func blindAsking(ofItem item: Int64) throws -> Asking {
    guard let current = try currentRound() else { return Asking(strategy: Strategy.first) }
    if let asking = try asking(ofItem: item, inRound: current) { return asking }
    let score = try score(ofItem: item, inRound: current)
    return Asking(round: current, strategy: Strategy.certain, rank: score?.rank, score: score?.score)
  }
}

/// Items to answer.
public struct NextItems: Reply {
  /// The items, in the order in which to answer them.
  public var items: [NextItem]
  /// Who is asked.
  public var annotator: String
  /// How long they are kept for this annotator.
  public var leaseMinutes: Double
  /// When there are fewer than were asked for: who else holds what could be asked; nil when nobody does.
  public var heldByOthers: [Holder]?

  /// Somebody who holds items.
  public struct Holder: Sendable, Codable, Hashable {
    /// Who.
    public var annotator: String
    /// How many items.
    public var count: Int
    /// When the last of them returns to the queue, unless it is answered or asked for again.
    public var until: Date
  }

  /// Each item as a page of its own, and how to answer.
  public func text(_ style: TextStyle) -> String {
    let holders = (heldByOthers ?? []).map { holder in
      "\(DisplayText.printable(holder.annotator)) holds \(Text.count(holder.count, "item")) until "
        + "\(holder.until.minute) UTC"
    }
    .joined(separator: ", ")
    func lines(_ sentence: String) -> String {
      DisplayText.wrapped(sentence, to: 80).map { $0 + "\n" }.joined()
    }
    guard !items.isEmpty else {
      return lines(
        "Nothing is left to answer for \(DisplayText.printable(annotator))"
          + (holders.isEmpty ? ": all of it was answered." : " now: \(holders)."))
    }
    return items.map { $0.text(style) }.joined(separator: "\n")
      + (holders.isEmpty ? "" : "\n" + lines("There are no more now: \(holders)."))
  }
}

/// An item to answer.
public struct NextItem: Sendable, Codable {
  /// Its id.
  public var id: String
  /// Its title.
  public var title: String
  /// Its address.
  public var link: String?
  /// The address of a picture.
  public var picture: String?
  /// The typed fields that have a value, in the recipe's order.
  public var fields: [Field]
  /// The names of fields that say little to who decides: ids, numbers that nothing reads, what the title says already.
  public var aside: [String]
  /// Why it is asked: `hard`, `random`, `certain`, `first` or `diverse`.
  public var why: String
  /// P(yes) by the newest model.
  public var score: Double?
  /// Its place in the pool by score, from 1.
  public var rank: Int?
  /// The place in the log of labels up to which the live model that asked had seen; nil: the round's model, or none.
  public var modelPosition: Int64?
  /// Its place in the batch, from 1.
  public var place: Int?
  /// How many items the batch has.
  public var batchCount: Int?

  /// One field.
  public struct Field: Sendable, Codable {
    /// The recipe's name of it.
    public var name: String
    /// `text`, `number`, `count`, `date`, `category` or `tags`.
    public var kind: String
    /// What it holds; a date in ISO 8601, as exactly as its column says it: `2014` where that holds years.
    public var value: JSONValue

    /// A field with what the project keeps of it.
    init(_ spec: FieldSpec, _ kept: JSONValue) {
      name = spec.name
      kind = spec.kind.rawValue
      value = kept
      guard spec.kind == .date, spec.order == "y", case .text(let date) = kept, date.hasSuffix("-01-01") else { return }
      value = .text(String(date.dropLast("-01-01".count)))
    }
  }

  /// The most lines that are shown of a text.
  private static let lineLimit = 6

  func text(_ style: TextStyle) -> String {
    var lines = DisplayText.wrapped(DisplayText.printable(title), to: 78).map { style.apply(.heading, to: $0) }
    var table = TextTable([.left, .left], wrapsLast: true)
    for (name, value) in [("id", id), ("link", link)] {
      guard let shown = value.map(DisplayText.printable) else { continue }
      // What may be copied is never cut.
      if DisplayText.width(shown) > 60 {
        lines += [style.apply(.faint, to: "  \(name)"), "  \(shown)"]
      } else {
        table.add([.init(name, .faint), .init(shown)])
      }
    }
    for field in fields where field.kind != "text" {
      table.add([.init(field.name, .faint), .init(DisplayText.cut(DisplayText.printable(field.value.shown), to: 60))])
    }
    table.add([.init("asked", .faint), .init(reason)])
    lines += table.lines(style)
    for field in fields where field.kind == "text" && field.value.shown != title {
      let wrapped = DisplayText.paragraph(field.value.shown)
      lines += [style.apply(.faint, to: "  \(field.name)")] + wrapped.prefix(Self.lineLimit)
      if wrapped.count > Self.lineLimit { lines.append(style.apply(.faint, to: "  … garimpo show has all of it")) }
    }
    lines.append("  garimpo label \(DisplayText.shellWord(id)) yes|no|unsure|skip")
    return lines.joined(separator: "\n") + "\n"
  }

  private var reason: String {
    let place = place.flatMap { place in
      batchCount.map { "\(Text.grouped(place)) of \(Text.grouped($0)) of the batch; " }
    }
    let score = score.map { ", score \(Text.decimal($0, places: 3))" } ?? ""
    let rank = rank.map { ", \(Text.grouped($0)) in the order" } ?? ""
    let why =
      switch why {
      case Strategy.hard: "the model is unsure of it"
      case Strategy.random: "drawn at random"
      case Strategy.first: "drawn at random, as there is no round yet"
      case Strategy.diverse: "it differs from what was answered, as there is no model yet"
      // Also of what is asked again: as much is true of both.
      default: "behind the batch"
      }
    return (why == Strategy.certain ? "" : place ?? "") + why + score + rank
  }
}
