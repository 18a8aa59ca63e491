import GRDB

/// The tables of a project file, as append-only steps: a step that was released is never changed, only followed.
///
/// `Documentation/ProjectFile.md` says what each table and column means.
enum Schema {
  /// `Grmp` in ASCII: SQLite's `application_id` of a project file, which `file` shows.
  static let applicationID: Int32 = 0x4772_6D70
  /// The version of the newest step: SQLite's `user_version`.
  static let version = steps.count

  /// What brings a file from the version before to the next.
  struct Step: Sendable {
    /// Never changes, for GRDB remembers by it what was done.
    let name: String
    let sql: String
  }

  /// All steps; step `i` makes version `i + 1`.
  static let steps: [Step] = [
    Step(name: "1 items, labels and rounds", sql: itemTables + roundTables + labelTables + triggers + views),
    Step(name: "2 the browser", sql: browserStep),
  ]

  /// A step was taken by another process while this one waited to write.
  private struct StepWasTaken: Error {}

  /// Brings a file up to date, also when others do so at the same moment: one takes a step, and they wait for it.
  static func migrate(_ queue: some DatabaseWriter) throws {
    while true {
      do { return try migrator().migrate(queue) } catch is StepWasTaken { continue }
    }
  }

  /// A migrator that knows the first `count` steps.
  ///
  /// GRDB looks at what was done before it waits to write; a step looks again when it may write, and what finds itself
  /// taken throws, so that the next look sees it.
  static func migrator(upTo count: Int = version) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for (index, step) in steps.prefix(count).enumerated() {
      // What a damaged file lacks must not keep it from being opened: no look at all references.
      migrator.registerMigration(step.name, foreignKeyChecks: .immediate) { database in
        guard try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 <= index else { throw StepWasTaken() }
        try database.execute(sql: step.sql)
        try database.execute(sql: "PRAGMA user_version = \(index + 1)")
      }
    }
    return migrator
  }

  private static let itemTables = """
    CREATE TABLE recipe (
      id        INTEGER PRIMARY KEY,
      name      TEXT NOT NULL,
      source    TEXT NOT NULL,
      sha256    TEXT NOT NULL UNIQUE,
      yaml      TEXT NOT NULL,
      added_at  TEXT NOT NULL
    ) STRICT;

    CREATE TABLE project (
      id           INTEGER PRIMARY KEY CHECK (id = 1),
      name         TEXT NOT NULL,
      recipe       INTEGER NOT NULL REFERENCES recipe (id),
      seed         INTEGER NOT NULL,
      created_at   TEXT NOT NULL,
      created_with TEXT NOT NULL
    ) STRICT;

    CREATE TABLE import (
      id              INTEGER PRIMARY KEY AUTOINCREMENT,
      at              TEXT NOT NULL,
      source          TEXT NOT NULL,
      recipe          INTEGER NOT NULL REFERENCES recipe (id),
      row_count       INTEGER NOT NULL DEFAULT 0,
      new_count       INTEGER NOT NULL DEFAULT 0,
      changed_count   INTEGER NOT NULL DEFAULT 0,
      unchanged_count INTEGER NOT NULL DEFAULT 0,
      label_count     INTEGER NOT NULL DEFAULT 0,
      report          TEXT NOT NULL DEFAULT '{}'
    ) STRICT;

    CREATE TABLE column_list (
      id    INTEGER PRIMARY KEY,
      names TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE item (
      id           INTEGER PRIMARY KEY AUTOINCREMENT,
      key          TEXT NOT NULL UNIQUE,
      first_import INTEGER NOT NULL REFERENCES import (id),
      last_import  INTEGER NOT NULL REFERENCES import (id)
    ) STRICT;

    CREATE TABLE item_version (
      id          INTEGER PRIMARY KEY AUTOINCREMENT,
      item        INTEGER NOT NULL REFERENCES item (id),
      import      INTEGER NOT NULL REFERENCES import (id),
      observed_at INTEGER NOT NULL,
      title       TEXT NOT NULL,
      link        TEXT NOT NULL DEFAULT '',
      picture     TEXT NOT NULL DEFAULT '',
      fields      TEXT NOT NULL,
      columns     INTEGER NOT NULL REFERENCES column_list (id),
      raw         TEXT NOT NULL,
      content     INTEGER NOT NULL,
      sketch      BLOB NOT NULL
    ) STRICT;
    CREATE INDEX item_version_of_item ON item_version (item, id);

    CREATE TABLE duplicate (
      item       INTEGER NOT NULL REFERENCES item (id),
      other      INTEGER NOT NULL REFERENCES item (id),
      kind       TEXT NOT NULL CHECK (kind IN ('exact', 'near')),
      similarity REAL NOT NULL,
      PRIMARY KEY (item, other),
      CHECK (item < other)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX duplicate_of_other ON duplicate (other, item);


    """

  private static let roundTables = """
    CREATE TABLE model (
      id      INTEGER PRIMARY KEY AUTOINCREMENT,
      sha256  TEXT NOT NULL,
      at      TEXT NOT NULL,
      format  INTEGER NOT NULL,
      bytes   BLOB NOT NULL
    ) STRICT;

    CREATE TABLE round (
      id                      INTEGER PRIMARY KEY AUTOINCREMENT,
      at                      TEXT NOT NULL,
      recipe                  INTEGER NOT NULL REFERENCES recipe (id),
      configuration           TEXT NOT NULL,
      seed                    INTEGER NOT NULL,
      label_position          INTEGER NOT NULL,
      version_position        INTEGER NOT NULL,
      libraries               TEXT NOT NULL,
      training_count          INTEGER NOT NULL,
      training_yes_count      INTEGER NOT NULL,
      validation_count        INTEGER NOT NULL,
      validation_yes_count    INTEGER NOT NULL,
      pool_count              INTEGER NOT NULL,
      askable_count           INTEGER NOT NULL,
      average_precision       REAL,
      average_precision_low   REAL,
      average_precision_high  REAL,
      roc_auc                 REAL,
      roc_auc_low             REAL,
      roc_auc_high            REAL,
      result                  TEXT NOT NULL,
      result_sha256           TEXT NOT NULL,
      model                   INTEGER NOT NULL REFERENCES model (id)
    ) STRICT;

    CREATE TABLE batch_item (
      round                 INTEGER NOT NULL REFERENCES round (id),
      place                 INTEGER NOT NULL,
      item                  INTEGER NOT NULL REFERENCES item (id),
      version               INTEGER NOT NULL REFERENCES item_version (id),
      strategy              TEXT NOT NULL,
      score                 REAL NOT NULL,
      rank                  INTEGER NOT NULL,
      inclusion_probability REAL NOT NULL,
      PRIMARY KEY (round, place),
      UNIQUE (round, item)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX batch_item_of_item ON batch_item (item, round);

    CREATE TABLE score (
      round   INTEGER NOT NULL REFERENCES round (id),
      item    INTEGER NOT NULL REFERENCES item (id),
      version INTEGER NOT NULL REFERENCES item_version (id),
      score   REAL NOT NULL,
      rank    INTEGER,
      PRIMARY KEY (round, item)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX score_by_rank ON score (round, rank);


    """

  private static let labelTables = """
    CREATE TABLE label_event (
      id                    INTEGER PRIMARY KEY AUTOINCREMENT,
      item                  INTEGER NOT NULL REFERENCES item (id),
      version               INTEGER NOT NULL REFERENCES item_version (id),
      answer                TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unsure', 'skip', 'undo')),
      undoes                INTEGER UNIQUE REFERENCES label_event (id),
      settles               INTEGER NOT NULL DEFAULT 0 CHECK (settles IN (0, 1)),
      annotator             TEXT NOT NULL,
      at                    TEXT NOT NULL,
      seconds               REAL,
      source                TEXT NOT NULL,
      note                  TEXT,
      import                INTEGER REFERENCES import (id),
      round                 INTEGER REFERENCES round (id),
      model                 INTEGER REFERENCES model (id),
      strategy              TEXT,
      rank                  INTEGER,
      score                 REAL,
      inclusion_probability REAL,
      token                 TEXT UNIQUE,
      CHECK ((answer = 'undo') = (undoes IS NOT NULL))
    ) STRICT;
    CREATE INDEX label_event_of_item ON label_event (item, annotator, id);
    CREATE INDEX label_event_of_annotator ON label_event (annotator, id);

    CREATE TABLE lease (
      item                  INTEGER NOT NULL REFERENCES item (id),
      annotator             TEXT NOT NULL,
      until                 TEXT NOT NULL,
      round                 INTEGER REFERENCES round (id),
      model                 INTEGER REFERENCES model (id),
      strategy              TEXT NOT NULL,
      rank                  INTEGER,
      score                 REAL,
      inclusion_probability REAL,
      PRIMARY KEY (item, annotator)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX lease_of_annotator ON lease (annotator, until);

    CREATE TABLE export (
      id             INTEGER PRIMARY KEY AUTOINCREMENT,
      at             TEXT NOT NULL,
      label_position INTEGER NOT NULL,
      target         TEXT NOT NULL,
      row_count      INTEGER NOT NULL
    ) STRICT;


    """

  /// What was answered, asked or seen stays as it was: nobody's update or deletion gets through.
  private static let triggers =
    appendOnlyTriggers(appendOnly) + """
      CREATE TRIGGER item_no_update BEFORE UPDATE OF id, key, first_import ON item
      BEGIN SELECT RAISE (ABORT, 'item: id, key and first_import never change'); END;
      CREATE TRIGGER model_no_update BEFORE UPDATE ON model
      WHEN NEW.id IS NOT OLD.id OR NEW.sha256 IS NOT OLD.sha256 OR NEW.at IS NOT OLD.at OR NEW.format IS NOT OLD.format
        OR length(NEW.bytes) > 0
      BEGIN SELECT RAISE (ABORT, 'model: its bytes may be dropped, and nothing else may change'); END;


      """

  /// The triggers of tables that only grow. With each table, how a new row meets one that is there: `INSERT OR REPLACE`
  /// would delete that one without a delete trigger.
  static func appendOnlyTriggers(_ tables: [(String, String)]) -> String {
    tables.map { table, conflict in
      """
      CREATE TRIGGER \(table)_no_update BEFORE UPDATE ON \(table)
      BEGIN SELECT RAISE (ABORT, '\(table) is append-only: add a row instead'); END;
      CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON \(table)
      BEGIN SELECT RAISE (ABORT, '\(table) is append-only: rows are never removed'); END;
      CREATE TRIGGER \(table)_no_replace BEFORE INSERT ON \(table)
      WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(conflict))
      BEGIN SELECT RAISE (ABORT, '\(table) is append-only: this row is there already'); END;


      """
    }.joined()
  }

  /// The tables of the first step that only grow.
  private static let appendOnly = [
    ("label_event", "id = NEW.id OR token = NEW.token OR undoes = NEW.undoes"),
    ("item_version", "id = NEW.id"),
    ("round", "id = NEW.id"),
    ("batch_item", "round = NEW.round AND (place = NEW.place OR item = NEW.item)"),
    ("recipe", "id = NEW.id OR sha256 = NEW.sha256"),
  ]

  /// `answer <> 'undo'` and not `undoes IS NULL`: SQLite would seek the latter by the index on `undoes`, in which nearly
  /// every row is NULL, and take a minute for 20,000 entries.
  private static let views = """
    CREATE VIEW current_item AS
      SELECT i.id, i.key, i.first_import, i.last_import, v.id AS version, v.observed_at, v.title, v.link, v.picture,
             v.fields
      FROM item i JOIN item_version v ON v.id = (SELECT max(id) FROM item_version WHERE item = i.id);

    CREATE VIEW effective_answer AS
      SELECT e.* FROM label_event e
      WHERE e.answer <> 'undo' AND NOT EXISTS (SELECT 1 FROM label_event u WHERE u.undoes = e.id);

    CREATE VIEW current_answer AS
      SELECT e.* FROM effective_answer e
      WHERE NOT EXISTS (
        SELECT 1 FROM effective_answer other
        WHERE other.item = e.item AND other.annotator = e.annotator AND other.id <> e.id
          AND CASE WHEN (other.answer = 'skip') = (e.answer = 'skip') THEN other.id > e.id ELSE e.answer = 'skip' END);

    CREATE VIEW current_label AS
      SELECT a.item, i.key,
        CASE
          WHEN max(a.settles) = 1 THEN
            substr(max(CASE WHEN a.settles = 1 THEN printf('%020d', a.id) || a.answer END), 21)
          WHEN sum(a.answer = 'yes') > 0 AND sum(a.answer = 'no') > 0 THEN 'disputed'
          WHEN sum(a.answer = 'yes') > 0 THEN 'yes'
          WHEN sum(a.answer = 'no') > 0 THEN 'no'
          WHEN sum(a.answer = 'unsure') > 0 THEN 'unsure'
          ELSE 'skip'
        END AS label,
        count(*) AS annotators, max(a.id) AS event, max(a.at) AS at
      FROM current_answer a JOIN item i ON i.id = a.item
      GROUP BY a.item;

    CREATE VIEW latest_score AS
      SELECT s.item, i.key, s.score, s.rank, s.round, s.version
      FROM score s JOIN item i ON i.id = s.item
      WHERE s.round = (SELECT max(id) FROM round);

    CREATE VIEW round_summary AS
      SELECT r.id AS round, r.at, c.name AS recipe, r.seed, r.training_count, r.training_yes_count, r.validation_count,
             r.validation_yes_count, r.pool_count, r.average_precision, r.average_precision_low,
             r.average_precision_high, r.roc_auc, r.roc_auc_low, r.roc_auc_high,
             (SELECT count(*) FROM batch_item b WHERE b.round = r.id) AS asked,
             (SELECT count(DISTINCT a.item) FROM current_answer a JOIN batch_item b ON b.item = a.item AND b.round = r.id
              WHERE a.answer IN ('yes', 'no') AND a.id > r.label_position) AS answered,
             m.sha256 AS model_sha256
      FROM round r JOIN recipe c ON c.id = r.recipe JOIN model m ON m.id = r.model;
    """
}
