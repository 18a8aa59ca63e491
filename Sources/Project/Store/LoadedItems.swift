import GarimpoRecipes
import GarimpoStore
import GarimpoTabular

/// The items of a project as they stood at one moment, with their labels: what a round is computed from.
struct LoadedItems {
  /// The items, in the order of first import; `sourceRows` are rows of `table`.
  let items: Items
  /// The number of each item in the file.
  let numbers: [Int64]
  /// The version of each item that was loaded.
  let versions: [Int64]
  /// The raw rows.
  let table: Table
  /// What happened to the columns.
  let cleaning: CleaningReport
  /// What the log said.
  let labels: LabelState
  /// Items that are left out, for their content was lost and no import has brought it again.
  let lostCount: Int

  /// Which moment is loaded.
  struct Moment {
    /// The newest entry of the log of labels that counts.
    var labelPosition: Int64
    /// The newest version of an item that counts.
    var versionPosition: Int64
    /// The newest list of columns that counts; nil: all do.
    var columnListPosition: Int64?

    /// Now.
    init(now snapshot: Snapshot) throws {
      labelPosition = try snapshot.labelPosition()
      versionPosition = try snapshot.versionPosition()
      columnListPosition = try snapshot.columnListPosition()
    }

    /// What a round saw.
    init(of round: RoundRecord, columnListPosition: Int64? = nil) {
      labelPosition = round.labelPosition
      versionPosition = round.versionPosition
      self.columnListPosition = columnListPosition
    }
  }

  /// Loads all items; `recipe.versions` says which version of a labelled one. Ends with `Failure.cancelled` when
  /// `isCancelled` says so.
  init(
    _ snapshot: Snapshot, _ recipe: Recipe, at moment: Moment, path: String, isCancelled: (@Sendable () -> Bool)? = nil
  ) throws {
    let labels = try snapshot.labels(upTo: moment.labelPosition)
    let lists = try snapshot.columnLists().filter { $0.key <= moment.columnListPosition ?? .max }
    var rows = try RawRows(lists, path: path)
    var numbers: [Int64] = []
    var versions: [Int64] = []
    var known = KnownRows(ids: [], observed: [])
    var lostCount = 0
    try snapshot.forEachItem(asOf: moment.versionPosition) { key, newest in
      if numbers.count.isMultiple(of: 1024), isCancelled?() == true { throw Failure.cancelled }
      var version = newest
      if recipe.versions == .labelled,
        let seen = labels.answers(ofItem: newest.item).last(where: { $0.answer != .skip }),
        seen.version != newest.id, let old = try snapshot.version(seen.version), !old.isStandIn
      {
        version = old
      }
      guard !version.isStandIn else {
        lostCount += 1
        return
      }
      try rows.append(version)
      numbers.append(version.item)
      versions.append(version.id)
      known.ids.append(key)
      known.observed.append(Timestamp(secondsSince1970: version.observedAt))
    }
    guard !numbers.isEmpty else {
      throw lostCount > 0 ? Failure.noContent(path: path, count: lostCount) : Failure.noItems(path: path)
    }
    let table = rows.table()
    let (items, cleaning) = try recipe.items(of: table, known: known)
    self.items = items.labelled(numbers.map { labels.label(ofItem: $0)?.target })
    self.numbers = numbers
    self.versions = versions
    self.table = table
    self.cleaning = cleaning
    self.labels = labels
    self.lostCount = lostCount
  }

  /// What a round says of items that it leaves out.
  var warnings: [String] {
    guard lostCount > 0 else { return [] }
    return [
      lostCount == 1
        ? "1 item is left out, for its content was lost: import the table again; garimpo verify names it"
        : "\(Text.grouped(lostCount)) items are left out, for their content was lost: import the table again; garimpo "
          + "verify names them"
    ]
  }

  /// The items that were answered but have no label: somebody was unsure, or annotators disagree.
  var undecided: Set<Int> {
    Set(
      numbers.indices.filter { index in
        switch labels.label(ofItem: numbers[index]) {
        case .unsure?, .disputed?: true
        case nil, .skip?, .yes?, .no?: false
        }
      })
  }
}

/// Raw rows with the columns of different imports, put together as one table.
struct RawRows {
  private let lists: [Int64: [String]]
  private var places: [Int64: [Int]] = [:]
  private var assembler: TableAssembler
  private let path: String

  init(_ lists: [Int64: String], path: String) throws {
    self.path = path
    var names: [String] = []
    var known: Set<String> = []
    var parsed: [Int64: [String]] = [:]
    for (id, text) in lists.sorted(by: { $0.key < $1.key }) {
      let list = try JSONText.value([String].self, in: text, what: "\(path): list of columns \(id)")
      parsed[id] = list
      for name in list where known.insert(name).inserted { names.append(name) }
    }
    self.lists = parsed
    for (id, list) in parsed {
      places[id] = list.compactMap { names.firstIndex(of: $0) }
    }
    assembler = TableAssembler(columnNames: names)
  }

  mutating func append(_ version: ItemVersion) throws {
    try append(version.raw, columns: version.columns, version: version.id)
  }

  /// Appends the raw row of a version, which belongs to a list of columns.
  mutating func append(_ raw: String, columns list: Int64, version: Int64) throws {
    guard let columns = places[list] else {
      throw Failure(.data, "\(path): version \(version): there is no list of columns \(list); run garimpo verify")
    }
    do {
      try assembler.append(json: raw, columns: columns)
    } catch {
      throw Failure(.data, "\(path): version \(version): its raw row cannot be read: \(error); run garimpo verify")
    }
  }

  mutating func table() -> Table { assembler.table() }
}

extension Failure {
  static func noItems(path: String) -> Failure {
    Failure(.data, "\(path): the project has no items yet", command: "; run garimpo import FILE")
  }

  static func noContent(path: String, count: Int) -> Failure {
    Failure(
      .data,
      "\(path): the content of \(count == 1 ? "its only item" : "all \(Text.grouped(count)) items") was lost; import the "
        + "table again")
  }
}
