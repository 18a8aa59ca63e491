extension Schema {
  /// What the pages of the browser need: the model that was asking while somebody labelled, what was seen, who may come
  /// in, an index of the texts, and which round's model was chosen.
  static let browserStep =
    modelPositions + seenAndAccounts + searchTables + roundSummaryWithLiveAnswers + modelChoices
    + appendOnlyTriggers([("model_choice", "id = NEW.id")])

  private static let modelPositions = """
    ALTER TABLE label_event ADD COLUMN model_position INTEGER;
    ALTER TABLE lease ADD COLUMN model_position INTEGER;
    CREATE INDEX label_event_of_round ON label_event (round, id) WHERE round IS NOT NULL;


    """

  private static let seenAndAccounts = """
    CREATE TABLE seen (
      item      INTEGER NOT NULL REFERENCES item (id),
      annotator TEXT NOT NULL,
      at        TEXT NOT NULL,
      PRIMARY KEY (item, annotator)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX seen_of_annotator ON seen (annotator, item);

    CREATE TABLE account (
      id          INTEGER PRIMARY KEY AUTOINCREMENT,
      name        TEXT NOT NULL UNIQUE,
      role        TEXT NOT NULL CHECK (role IN ('owner', 'annotator')),
      token_hash  TEXT NOT NULL UNIQUE,
      created_at  TEXT NOT NULL,
      disabled_at TEXT
    ) STRICT;


    """

  /// Derived from the versions of the items, and never their only place: without references, so that damage to it hinders
  /// nothing else. The texts themselves are not kept twice: the index asks `search_text` for them.
  private static let searchTables = """
    CREATE TABLE search_state (
      id               INTEGER PRIMARY KEY CHECK (id = 1),
      version_position INTEGER NOT NULL,
      fields           TEXT NOT NULL
    ) STRICT;
    INSERT INTO search_state (id, version_position, fields) VALUES (1, 0, '');

    CREATE TABLE search_item (
      item    INTEGER PRIMARY KEY,
      version INTEGER NOT NULL,
      date    TEXT NOT NULL
    ) STRICT;
    CREATE INDEX search_item_of_date ON search_item (date, item);

    CREATE TABLE search_value (
      id    INTEGER PRIMARY KEY,
      field TEXT NOT NULL,
      value TEXT NOT NULL,
      UNIQUE (field, value)
    ) STRICT;

    CREATE TABLE search_value_item (
      value INTEGER NOT NULL,
      item  INTEGER NOT NULL,
      PRIMARY KEY (value, item)
    ) STRICT, WITHOUT ROWID;

    CREATE VIEW search_text AS
      SELECT s.item, v.title,
             coalesce((SELECT group_concat(t.value, char(10))
                       FROM json_tree(CASE WHEN json_valid(v.fields) THEN v.fields ELSE '{}' END) t
                       WHERE t.type = 'text' AND t.value <> v.title), '') AS text
      FROM search_item s JOIN item_version v ON v.id = s.version;

    CREATE VIRTUAL TABLE search USING fts5 (
      title, text, content = 'search_text', content_rowid = 'item',
      tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
    );


    """

  /// With a live model the next hard item is not one of the batch, and stands in for one of it.
  private static let roundSummaryWithLiveAnswers = """
    DROP VIEW round_summary;
    CREATE VIEW round_summary AS
      SELECT r.id AS round, r.at, c.name AS recipe, r.seed, r.training_count, r.training_yes_count, r.validation_count,
             r.validation_yes_count, r.pool_count, r.average_precision, r.average_precision_low,
             r.average_precision_high, r.roc_auc, r.roc_auc_low, r.roc_auc_high,
             (SELECT count(*) FROM batch_item b WHERE b.round = r.id) AS asked,
             min(
               (SELECT count(*) FROM batch_item b WHERE b.round = r.id),
               (SELECT count(DISTINCT a.item) FROM current_answer a
                JOIN batch_item b ON b.item = a.item AND b.round = r.id
                WHERE a.answer IN ('yes', 'no') AND a.id > r.label_position)
               + (SELECT count(DISTINCT a.item) FROM current_answer a
                  WHERE a.round = r.id AND a.strategy = 'hard' AND a.answer IN ('yes', 'no') AND a.id > r.label_position
                    AND NOT EXISTS (SELECT 1 FROM batch_item b WHERE b.item = a.item AND b.round = r.id))
             ) AS answered,
             m.sha256 AS model_sha256
      FROM round r JOIN recipe c ON c.id = r.recipe JOIN model m ON m.id = r.model;
    """

  /// A choice holds until there is a newer round: it says which was the newest when it was made, and not when it was made,
  /// for clocks go wrong.
  private static let modelChoices = """

    CREATE TABLE model_choice (
      id           INTEGER PRIMARY KEY AUTOINCREMENT,
      round        INTEGER NOT NULL REFERENCES round (id),
      newest_round INTEGER NOT NULL REFERENCES round (id),
      annotator    TEXT NOT NULL,
      at           TEXT NOT NULL,
      note         TEXT,
      CHECK (round <= newest_round)
    ) STRICT;

    CREATE VIEW current_round AS
      SELECT coalesce(c.round, n.id) AS round, c.id AS choice
      FROM round n
      LEFT JOIN model_choice c
        ON c.id = (SELECT max(id) FROM model_choice) AND c.newest_round = n.id AND c.round <> n.id
      WHERE n.id = (SELECT max(id) FROM round);

    DROP VIEW latest_score;
    CREATE VIEW latest_score AS
      SELECT s.item, i.key, s.score, s.rank, s.round, s.version
      FROM score s JOIN item i ON i.id = s.item
      WHERE s.round = (SELECT round FROM current_round);


    """
}
