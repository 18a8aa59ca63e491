import GarimpoKernels
import GarimpoRecipes
import GarimpoStore

extension OpenProject {
  /// The unread items in the order of worth by the model in use, and a file of them where one is asked for.
  ///
  /// Items that the model has not scored as they are now are scored here. Only what is listed is read: the order comes
  /// from the kept scores, and a file is written as the items are read.
  public func rank(_ options: RankOptions) throws(Failure) -> RankedItems {
    try options.check()
    let workers = WorkerPool(threadCount: try RoundOptions.threadCount(options.threadCount))
    let format = try options.output.map { path throws(Failure) in try RowFormat(path: path) }
    let output = try options.output.map { path throws(Failure) in
      try StreamedOutput(path, replacesExisting: options.replacesExisting)
    }
    let write = output.map { output in
      { (bytes: [UInt8]) throws -> Bool in
        try output.write(bytes)
        return !output.isUnread
      }
    }
    let ranked = try list(options, workers, format, write)
    try output?.commit()
    return ranked
  }

  /// The same, as rows piece by piece to `append`; the output of the options only says in which form.
  public func rank(
    _ options: RankOptions, to append: @escaping ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> RankedItems {
    try options.check()
    let workers = WorkerPool(threadCount: try RoundOptions.threadCount(options.threadCount))
    let format = try RowFormat(path: options.output ?? "-")
    return try list(options, workers, format) { bytes in
      try append(bytes)
      return true
    }
  }

  private func list(
    _ options: RankOptions, _ workers: WorkerPool, _ format: RowFormat?, _ write: (([UInt8]) throws -> Bool)?
  ) throws(Failure) -> RankedItems {
    try read { snapshot in
      let order = try WorthOrder(
        snapshot, try snapshot.demandRound(nil, path: path), path: path, workers: workers)
      return try list(options, order, snapshot, format, write)
    }
  }

  private func list(
    _ options: RankOptions, _ order: WorthOrder, _ snapshot: Snapshot, _ format: RowFormat?,
    _ write: (([UInt8]) throws -> Bool)?
  ) throws -> RankedItems {
    let record = order.record
    let recipe = try recipe(snapshot)
    let date = recipe.fields.first { $0.kind == .date }?.name
    // Kept scores are listed also when the model itself was dropped.
    guard let model = try snapshot.modelChecksum(record.model) else {
      throw Failure.noModel(ofRound: record.id, path: path)
    }
    var rows = format.map {
      RankedRows($0, fields: recipe.fields.map(\.name), round: record.id, model: model)
    }
    var ranked = RankedItems(
      project: path, round: Int(record.id), model: model, unreadCount: order.unread.count,
      newCount: order.newCount, items: [], output: options.output, listedCount: 0)
    try order.forEach(snapshot, atLeast: options.lowestScore, limit: options.count) { entry in
      let (item, fields) = try describe(entry, rank: ranked.listedCount + 1, date: date, record, snapshot)
      ranked.listedCount += 1
      if let write {
        try rows?.append(item, fields: fields, what: "\(path): version \(entry.version)")
        return rows?.isFull == true ? try write(rows?.takeBytes() ?? []) : true
      }
      ranked.items.append(item)
      return true
    }
    _ = try write?(rows?.takeBytes() ?? [])
    return ranked
  }

  private func describe(
    _ score: StoredScore, rank: Int, date: String?, _ record: RoundRecord, _ snapshot: Snapshot
  ) throws -> (item: RankedItems.Item, fields: String) {
    guard let item = try snapshot.item(score.item), let version = try snapshot.version(score.version) else {
      throw Failure(.data, "\(path): item \(score.item) or its version \(score.version) is missing; run garimpo verify")
    }
    let what = "\(path): version \(version.id)"
    let day = try date.map { try StoredFields(version.fields, what: what).text($0) } ?? ""
    return (
      RankedItems.Item(
        rank: rank, score: Double(Text.score(Float(score.score))) ?? score.score, roundRank: score.rank,
        isNew: score.version > record.versionPosition, id: item.key, title: version.title,
        link: version.link.isEmpty ? nil : version.link, date: day.isEmpty ? nil : day),
      version.fields
    )
  }
}
