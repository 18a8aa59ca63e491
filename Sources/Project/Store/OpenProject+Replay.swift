import GarimpoKernels
import GarimpoRecipes
import GarimpoStore

extension OpenProject {
  /// Runs a round that is kept once more, from what it was made from, and compares every byte.
  public func replay(
    _ number: Int?, threadCount: Int? = nil, observer: @escaping @Sendable (RoundStep) -> Void = { _ in }
  ) throws(Failure) -> ReplayedRound {
    let workers = WorkerPool(threadCount: try RoundOptions.threadCount(threadCount))
    var clock = StepClock(observer: observer)
    try clock.begin(.read)
    let (record, kept, format, prepared) = try Failure.storing(path) {
      try file.read { snapshot in
        let record = try snapshot.demandKeptRound(number, path: path)
        guard let model = try snapshot.modelChecksum(record.model),
          let format = try snapshot.modelFormat(record.model)
        else {
          throw Failure.noModel(ofRound: record.id, path: path)
        }
        return (record, model, format, try prepare(again: record, snapshot))
      }
    }
    let computed = try RoundComputation(material: prepared.material, workers: workers).run(&clock)
    clock.end()
    let result = try JSONText.of(prepared.result(of: computed), pretty: false)
    return ReplayedRound(
      round: Int(record.id),
      model: .init(kept: kept, again: Checksum.sha256(try computed.savedModel(as: format))),
      result: .init(kept: record.resultSHA256, again: Checksum.sha256(Array(result.utf8))),
      madeWith: record.libraries, now: Versions.json)
  }

  /// What a round was made from, as it was then.
  func prepare(again record: RoundRecord, _ snapshot: Snapshot) throws -> PreparedRound {
    let stored = try snapshot.recipe(record.recipe)
    let configuration = try RoundConfiguration(of: record, path: path)
    return try PreparedRound(
      snapshot, try snapshot.project(), NewRecipe(name: stored.name, source: stored.source, yaml: stored.yaml),
      try snapshot.recipe(ofRound: record, path: path),
      at: LoadedItems.Moment(of: record, columnListPosition: configuration.columnListPosition), seed: record.seed,
      resampleCount: configuration.resampleCount, path: path)
  }
}
