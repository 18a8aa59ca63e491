import GRDB

/// Looks at every part of a project file, in memory that does not grow with it, and goes on where a part is damaged.
struct Verifier {
  typealias Area = VerificationReport.Area

  let database: Database
  var report: VerificationReport

  /// What is found in the file that `database` has open, which was given as `path`.
  static func report(on database: Database, path: String) -> VerificationReport {
    var verifier = Verifier(database: database, report: VerificationReport(path: path))
    verifier.lookAtLabels()
    verifier.lookAtNumbers()
    verifier.lookAtItems()
    verifier.lookAtRounds()
    verifier.lookAtSearch()
    verifier.lookAtPages()
    verifier.lookAtReferences()
    verifier.lookAtSequences()
    verifier.lookAtSchema()
    return verifier.report
  }

  // MARK: The file

  private mutating func lookAtNumbers() {
    look(.file, "header") { verifier in
      let application = try Int32.fetchOne(verifier.database, sql: "PRAGMA application_id") ?? 0
      if application != Schema.applicationID {
        verifier.note(
          .file, "header", "the application number is \(application), that of a project is \(Schema.applicationID)",
          "the file is taken for something else; garimpo backup makes a project of it again")
      }
      let version = try Int.fetchOne(verifier.database, sql: "PRAGMA user_version") ?? 0
      verifier.report.version = version
      if version > Schema.version {
        verifier.note(
          .file, "header", "the format is \(version), this program reads formats up to \(Schema.version)",
          "a newer Garimpo wrote it: look again with that one")
      } else if version < 1 {
        verifier.note(
          .file, "header", "the format is \(version), expected 1 to \(Schema.version)",
          "the file is taken for something else; garimpo backup makes a project of it again")
      }
    }
  }

  private mutating func lookAtPages() {
    look(.file, "pages") { verifier in
      let lines = try String.fetchCursor(
        verifier.database, sql: "PRAGMA integrity_check(\(VerificationReport.ceiling))")
      while let line = try lines.next() {
        for part in line.split(separator: "\n") where part != "ok" && !part.hasPrefix("***") {
          verifier.note(
            .file, "pages", String(part),
            part.contains("index")
              ? "a search may not find rows that are there" : "rows may be lost or changed")
        }
      }
    }
  }

  private mutating func lookAtReferences() {
    look(.file, "references") { verifier in
      var findings = Ceiling()
      let rows = try Row.fetchCursor(verifier.database, sql: "PRAGMA foreign_key_check")
      while let row = try rows.next() {
        let table: String = try row.value(at: 0)
        // The log of labels has been looked at more closely.
        guard table != "label_event", findings.admits() else { continue }
        let parent: String = try row.value(at: 2)
        let number: Int64? = try row.value(at: 1)
        verifier.note(
          Self.area(of: table), number.map { "\(table) \($0)" } ?? table,
          "it refers to a row of \(parent) that is not there", "what it says cannot be used")
      }
      verifier.noteRest(findings, .file, "references")
    }
  }

  /// SQLite gives a new row the number behind the greatest it remembers to have given.
  private mutating func lookAtSequences() {
    look(.file, "sqlite_sequence") { verifier in
      let tables = try String.fetchAll(
        verifier.database, sql: "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name")
      for table in tables {
        let given = try Int64.fetchOne(
          verifier.database, sql: "SELECT seq FROM sqlite_sequence WHERE name = ?", arguments: [table])
        let greatest = try Int64.fetchOne(
          verifier.database, sql: "SELECT max(id) FROM \(table.quotedDatabaseIdentifier)")
        guard let greatest, given ?? 0 < greatest else { continue }
        verifier.note(
          .file, "sqlite_sequence", "\(table) has row \(greatest), and the greatest number given is \(given ?? 0)",
          "a number may be given twice when rows are lost")
      }
    }
  }

  private mutating func lookAtSchema() {
    guard let version = report.version, (1...Schema.version).contains(version) else { return }
    look(.file, "schema") { verifier in
      var found = Dictionary(try Schema.objects(of: verifier.database)) { first, _ in first }
      for (name, sql) in try Schema.objects(ofVersion: version) {
        let own = found.removeValue(forKey: name)
        guard own != sql else { continue }
        verifier.note(
          .file, name, own == nil ? "it is missing" : "it is not defined as in a new file",
          Schema.meaning(ofMissing: name))
      }
      for name in found.keys.sorted() {
        verifier.note(
          .file, name, "Garimpo did not make it", "unless you did, it may change or refuse what is to be stored")
      }
    }
  }

  // MARK: How things are noted

  /// A look at one part, after which the others go on.
  mutating func look(_ area: Area, _ place: String, _ body: (inout Verifier) throws -> Void) {
    do { try body(&self) } catch let error as DatabaseError {
      note(
        area, place,
        "it cannot be read to its end (\(error.message ?? "SQLite's result \(error.resultCode.rawValue)"))",
        "what is behind the damage is not looked at")
    } catch {
      note(area, place, "a column has a value that was never stored there", "the row cannot be used")
    }
  }

  mutating func note(_ area: Area, _ place: String, _ found: String, _ meaning: String) {
    report.findings.append(.init(area: area, place: place, found: found, meaning: meaning))
  }

  mutating func noteRest(_ findings: Ceiling, _ area: Area, _ place: String) {
    guard findings.rest > 0 else { return }
    note(area, place, "\(findings.rest) more of this kind", "they mean the same")
  }

  /// Counts findings of one kind, and says which are listed.
  struct Ceiling {
    private var count = 0

    /// How many were not listed.
    var rest: Int { max(0, count - VerificationReport.ceiling) }

    /// Counts one more; whether it is to be listed.
    mutating func admits() -> Bool {
      count += 1
      return count <= VerificationReport.ceiling
    }
  }

  private static func area(of table: String) -> Area {
    switch table {
    case "label_event", "lease", "export", "seen", "account": .labels
    case "round", "model", "batch_item", "score", "model_choice": .rounds
    default: .items
    }
  }
}
