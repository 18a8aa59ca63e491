import GRDB

extension Verifier {
  /// The index of texts, which is made from the versions: what is wrong with it costs time, and nothing else.
  mutating func lookAtSearch() {
    guard (try? database.cachedStatement(sql: "SELECT * FROM search_state")) != nil else { return }
    let meaning = "nothing is lost: it is made again when garimpo label starts"
    do {
      guard let found = try Snapshot(database).searchDamage(sampleCount: 10_000, isFull: true) else { return }
      note(.file, "search", found, meaning)
    } catch let error as DatabaseError {
      note(.file, "search", "it cannot be read (\(error.message ?? "damaged"))", meaning)
    } catch {
      note(.file, "search", "a column has a value that was never stored there", meaning)
    }
  }
}
