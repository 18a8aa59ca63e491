import GRDB

extension Verifier {
  /// The log of labels: each entry from the first to the newest, what it says, and whether what it refers to is there.
  mutating func lookAtLabels() {
    let database = database
    guard (try? database.cachedStatement(sql: "SELECT * FROM label_event")) != nil else {
      note(.labels, "label_event", "the log of labels is not in the file's list of tables", "no answer can be read")
      return
    }
    var findings = Ceiling()
    var isSound = true
    var lostCount = 0
    let walk = RowWalk(database, "label_event").forEach { position, row in
      for complaint in Self.complaints(about: row, at: position, in: database) {
        isSound = false
        if complaint.isLost { lostCount += 1 }
        if findings.admits() { note(.labels, "label_event \(position)", complaint.found, complaint.meaning) }
      }
    }
    noteRest(findings, .labels, "label_event")
    let missing = walk.missingCount
    for range in walk.missing.prefix(VerificationReport.ceiling) {
      let (first, last) = (range.lowerBound, range.upperBound)
      note(
        .labels, first == last ? "label_event \(first)" : "label_event \(first) to \(last)",
        first == last ? "the entry is missing" : "the entries are missing",
        first == last ? "this answer is lost" : "these answers are lost")
    }
    if walk.missing.count > VerificationReport.ceiling {
      note(
        .labels, "label_event", "\(walk.missing.count - VerificationReport.ceiling) more gaps", "more answers are lost")
    }
    report.labels =
      isSound && missing == 0 && !walk.isDamaged
      ? .whole(count: walk.count) : .damaged(readable: walk.count - lostCount, missing: missing + lostCount)
  }

  private struct Complaint {
    let found: String
    let meaning: String
    /// Whether the entry says nothing any more.
    var isLost = false

    init(_ found: String, _ meaning: String, isLost: Bool = false) {
      (self.found, self.meaning, self.isLost) = (found, meaning, isLost)
    }
  }

  private static func complaints(about row: Row, at position: Int64, in database: Database) -> [Complaint] {
    guard let event = try? LabelEvent(row) else {
      return [Complaint("it has a value that was never stored there", "this answer is lost", isLost: true)]
    }
    var complaints: [Complaint] = []
    func check(_ sql: String, _ arguments: StatementArguments, _ complaint: Complaint) {
      let statement = try? database.cachedStatement(sql: sql)
      let isThere = statement.flatMap { try? Int.fetchOne($0, arguments: arguments) } == 1
      if !isThere { complaints.append(complaint) }
    }
    check(
      "SELECT 1 FROM item WHERE id = ?", [event.item],
      Complaint("item \(event.item) is not there", "the answer is kept, but what it is about is lost"))
    check(
      "SELECT 1 FROM item_version WHERE id = ? AND item = ?", [event.version, event.item],
      Complaint("version \(event.version) of its item is not there", "the answer is kept, but not what was seen"))
    if let undone = event.undoes {
      check(
        "SELECT 1 FROM label_event WHERE id = ? AND id < ? AND item = ? AND annotator = ? AND answer <> 'undo'",
        [undone, position, event.item, event.annotator],
        Complaint(
          "it takes back \(undone), which is no earlier answer of the same person on the same item",
          "an answer may stand that was taken back, or the other way round"
        ))
    }
    for (table, number) in [("import", event.importID), ("round", event.asking?.round), ("model", event.asking?.model)]
    {
      guard let number else { continue }
      check(
        "SELECT 1 FROM \(table) WHERE id = ?", [number],
        Complaint("\(table) \(number) is not there", "the answer is kept, but not all of why it was asked"))
    }
    if let seen = event.asking?.modelPosition, !(0..<position).contains(seen) {
      complaints.append(
        Complaint("its model had seen the log up to \(seen)", "the answer is kept, but not all of why it was asked"))
    }
    return complaints
  }
}
