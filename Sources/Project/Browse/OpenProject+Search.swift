import GarimpoRecipes
public import GarimpoStore

extension OpenProject {
  /// Brings the index of texts, dates and values up to date, in short transactions of some 20 ms that leave room for others;
  /// one that is damaged, or was made for other fields, is made again.
  ///
  /// For a server to call when it starts and after each import, on a thread of its own: a million titles take
  /// two or three minutes. What is not indexed yet is not found by text, value or date, and is listed otherwise.
  ///
  /// - Parameters:
  ///   - isRebuilding: whether it is emptied first.
  ///   - goesOn: told after each transaction how far it has come; false ends the work, which can be taken up again.
  @discardableResult
  public func updateSearch(
    isRebuilding: Bool = false, _ goesOn: (SearchState) -> Bool = { _ in true }
  ) throws(Failure) -> SearchState {
    let fields = try read { SearchedFields(try recipe($0)).fields }
    let isAnew = isRebuilding ? true : try isSearchDamaged()
    if isAnew { try write { try $0.clearSearch(fields) } }
    do throws(Failure) {
      return try fillSearch(fields, goesOn)
    } catch  where error.kind == .data {
      // Damage that only a change to it has met. If it is elsewhere, the same failure comes again.
      try write { try $0.clearSearch(fields) }
      return try fillSearch(fields, goesOn)
    }
  }

  /// Whether a few items are not found by their titles.
  private func isSearchDamaged() throws(Failure) -> Bool {
    do throws(Failure) {
      return try read { try $0.searchDamage(sampleCount: 100, isFull: false) } != nil
    } catch  where error.kind == .data {
      return true
    }
  }

  private func fillSearch(_ fields: SearchFields, _ goesOn: (SearchState) -> Bool) throws(Failure) -> SearchState {
    var limit = 64
    while true {
      let start = ContinuousClock.now
      let state = try write { try $0.indexTexts(fields, limit: limit) }
      guard !state.isComplete, goesOn(state) else { return state }
      let elapsed = start.duration(to: .now)
      if elapsed > .milliseconds(24) {
        limit = max(16, limit / 2)
      } else if elapsed < .milliseconds(12) {
        limit = min(4096, limit + limit / 4)
      }
    }
  }
}
