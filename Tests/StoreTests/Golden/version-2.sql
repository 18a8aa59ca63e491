PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1 items, labels and rounds');
INSERT INTO grdb_migrations VALUES('2 the browser');
CREATE TABLE recipe (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL,
  source    TEXT NOT NULL,
  sha256    TEXT NOT NULL UNIQUE,
  yaml      TEXT NOT NULL,
  added_at  TEXT NOT NULL
) STRICT;
INSERT INTO recipe VALUES(1,'tiny','tiny.yaml','738f3d001935a878f5eafb18f616795e3f8241c0bf0d19384f2b82cf4d9f01b2',replace('name: tiny\n','\n',char(10)),'2019-12-03 00:00:00.000');
CREATE TABLE project (
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  name         TEXT NOT NULL,
  recipe       INTEGER NOT NULL REFERENCES recipe (id),
  seed         INTEGER NOT NULL,
  created_at   TEXT NOT NULL,
  created_with TEXT NOT NULL
) STRICT;
INSERT INTO project VALUES(1,'small',1,7,'2019-12-03 00:00:00.000','a test');
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
INSERT INTO import VALUES(1,'2019-12-03 00:00:00.000','items.csv',1,0,0,0,0,0,'{}');
CREATE TABLE column_list (
  id    INTEGER PRIMARY KEY,
  names TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO column_list VALUES(1,'["title"]');
CREATE TABLE item (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  key          TEXT NOT NULL UNIQUE,
  first_import INTEGER NOT NULL REFERENCES import (id),
  last_import  INTEGER NOT NULL REFERENCES import (id)
) STRICT;
INSERT INTO item VALUES(1,'item1',1,1);
INSERT INTO item VALUES(2,'item2',1,1);
INSERT INTO item VALUES(3,'item3',1,1);
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
INSERT INTO item_version VALUES(1,1,1,1575331200,'Title 1','','','{}',1,'["Title 1"]',7,X'');
INSERT INTO item_version VALUES(2,2,1,1575331200,'Title 2','','','{}',1,'["Title 2"]',7,X'');
INSERT INTO item_version VALUES(3,3,1,1575331200,'Title 3','','','{}',1,'["Title 3"]',7,X'');
CREATE TABLE duplicate (
  item       INTEGER NOT NULL REFERENCES item (id),
  other      INTEGER NOT NULL REFERENCES item (id),
  kind       TEXT NOT NULL CHECK (kind IN ('exact', 'near')),
  similarity REAL NOT NULL,
  PRIMARY KEY (item, other),
  CHECK (item < other)
) STRICT, WITHOUT ROWID;
CREATE TABLE model (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256  TEXT NOT NULL,
  at      TEXT NOT NULL,
  format  INTEGER NOT NULL,
  bytes   BLOB NOT NULL
) STRICT;
INSERT INTO model VALUES(1,'039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81','2019-12-03 00:00:00.000',1,X'010203');
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
INSERT INTO round VALUES(1,'2019-12-03 00:00:00.000',1,'{"hard":3}',-2,4,3,'{"garimpo":"0.1.0"}',20,7,9,3,30,29,0.5,0.25,0.75,NULL,NULL,NULL,'{"round":1}','c9454709ccc41c4f2b6a1fe44a2e980dc4a39dc87f6d3ab46d3c9fb4d0903e92',1);
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
INSERT INTO batch_item VALUES(1,1,3,3,'hard',0.5,1,1.0);
CREATE TABLE score (
  round   INTEGER NOT NULL REFERENCES round (id),
  item    INTEGER NOT NULL REFERENCES item (id),
  version INTEGER NOT NULL REFERENCES item_version (id),
  score   REAL NOT NULL,
  rank    INTEGER,
  PRIMARY KEY (round, item)
) STRICT, WITHOUT ROWID;
INSERT INTO score VALUES(1,3,3,0.5,1);
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
  token                 TEXT UNIQUE, model_position INTEGER,
  CHECK ((answer = 'undo') = (undoes IS NOT NULL))
) STRICT;
INSERT INTO label_event VALUES(1,1,1,'yes',NULL,0,'ana','2019-12-03 00:00:00.000',NULL,'a test',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO label_event VALUES(2,2,2,'no',NULL,0,'rui','2019-12-03 00:00:00.000',NULL,'a test',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO label_event VALUES(3,3,3,'skip',NULL,0,'ana','2019-12-03 00:00:00.000',NULL,'a test',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO label_event VALUES(4,3,3,'undo',3,0,'ana','2019-12-03 00:00:00.000',NULL,'a test',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE lease (
  item                  INTEGER NOT NULL REFERENCES item (id),
  annotator             TEXT NOT NULL,
  until                 TEXT NOT NULL,
  round                 INTEGER REFERENCES round (id),
  model                 INTEGER REFERENCES model (id),
  strategy              TEXT NOT NULL,
  rank                  INTEGER,
  score                 REAL,
  inclusion_probability REAL, model_position INTEGER,
  PRIMARY KEY (item, annotator)
) STRICT, WITHOUT ROWID;
INSERT INTO lease VALUES(3,'ana','2019-12-03 00:15:00.000',1,1,'hard',1,0.5,1.0,4);
CREATE TABLE export (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  at             TEXT NOT NULL,
  label_position INTEGER NOT NULL,
  target         TEXT NOT NULL,
  row_count      INTEGER NOT NULL
) STRICT;
CREATE TABLE seen (
  item      INTEGER NOT NULL REFERENCES item (id),
  annotator TEXT NOT NULL,
  at        TEXT NOT NULL,
  PRIMARY KEY (item, annotator)
) STRICT, WITHOUT ROWID;
INSERT INTO seen VALUES(2,'ana','2019-12-03 00:00:00.000');
CREATE TABLE account (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL UNIQUE,
  role        TEXT NOT NULL CHECK (role IN ('owner', 'annotator')),
  token_hash  TEXT NOT NULL UNIQUE,
  created_at  TEXT NOT NULL,
  disabled_at TEXT
) STRICT;
INSERT INTO account VALUES(1,'ana','owner','f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2','2019-12-03 00:00:00.000',NULL);
CREATE TABLE search_state (
  id               INTEGER PRIMARY KEY CHECK (id = 1),
  version_position INTEGER NOT NULL,
  fields           TEXT NOT NULL
) STRICT;
INSERT INTO search_state VALUES(1,3,'{}');
CREATE TABLE search_item (
  item    INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  date    TEXT NOT NULL
) STRICT;
INSERT INTO search_item VALUES(1,1,'');
INSERT INTO search_item VALUES(2,2,'');
INSERT INTO search_item VALUES(3,3,'');
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
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','search','search',0,'CREATE VIRTUAL TABLE search USING fts5 (
  title, text, content = ''search_text'', content_rowid = ''item'',
  tokenize = ''unicode61 remove_diacritics 2'', prefix = ''2 3''
)');
CREATE TABLE IF NOT EXISTS 'search_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO search_data VALUES(1,X'030600');
INSERT INTO search_data VALUES(10,X'000000000101010001010101');
INSERT INTO search_data VALUES(137438953473,X'0000004302303101020301013202020301013303020301057469746c65010202010202010202000331746901020201020201020200043274697401020201020201020204060606100e');
CREATE TABLE IF NOT EXISTS 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO search_idx VALUES(1,X'',2);
CREATE TABLE IF NOT EXISTS 'search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO search_docsize VALUES(1,X'0200');
INSERT INTO search_docsize VALUES(2,X'0200');
INSERT INTO search_docsize VALUES(3,X'0200');
CREATE TABLE IF NOT EXISTS 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO search_config VALUES('version',4);
CREATE TABLE model_choice (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  round        INTEGER NOT NULL REFERENCES round (id),
  newest_round INTEGER NOT NULL REFERENCES round (id),
  annotator    TEXT NOT NULL,
  at           TEXT NOT NULL,
  note         TEXT,
  CHECK (round <= newest_round)
) STRICT;
INSERT INTO model_choice VALUES(1,1,1,'ana','2019-12-03 00:00:00.000','as before');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('import',1);
INSERT INTO sqlite_sequence VALUES('item',3);
INSERT INTO sqlite_sequence VALUES('item_version',3);
INSERT INTO sqlite_sequence VALUES('label_event',4);
INSERT INTO sqlite_sequence VALUES('model',1);
INSERT INTO sqlite_sequence VALUES('round',1);
INSERT INTO sqlite_sequence VALUES('account',1);
INSERT INTO sqlite_sequence VALUES('model_choice',1);
CREATE INDEX item_version_of_item ON item_version (item, id);
CREATE INDEX duplicate_of_other ON duplicate (other, item);
CREATE INDEX batch_item_of_item ON batch_item (item, round);
CREATE INDEX score_by_rank ON score (round, rank);
CREATE INDEX label_event_of_item ON label_event (item, annotator, id);
CREATE INDEX label_event_of_annotator ON label_event (annotator, id);
CREATE INDEX lease_of_annotator ON lease (annotator, until);
CREATE TRIGGER label_event_no_update BEFORE UPDATE ON label_event
BEGIN SELECT RAISE (ABORT, 'label_event is append-only: add a row instead'); END;
CREATE TRIGGER label_event_no_delete BEFORE DELETE ON label_event
BEGIN SELECT RAISE (ABORT, 'label_event is append-only: rows are never removed'); END;
CREATE TRIGGER label_event_no_replace BEFORE INSERT ON label_event
WHEN EXISTS (SELECT 1 FROM label_event WHERE id = NEW.id OR token = NEW.token OR undoes = NEW.undoes)
BEGIN SELECT RAISE (ABORT, 'label_event is append-only: this row is there already'); END;
CREATE TRIGGER item_version_no_update BEFORE UPDATE ON item_version
BEGIN SELECT RAISE (ABORT, 'item_version is append-only: add a row instead'); END;
CREATE TRIGGER item_version_no_delete BEFORE DELETE ON item_version
BEGIN SELECT RAISE (ABORT, 'item_version is append-only: rows are never removed'); END;
CREATE TRIGGER item_version_no_replace BEFORE INSERT ON item_version
WHEN EXISTS (SELECT 1 FROM item_version WHERE id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'item_version is append-only: this row is there already'); END;
CREATE TRIGGER round_no_update BEFORE UPDATE ON round
BEGIN SELECT RAISE (ABORT, 'round is append-only: add a row instead'); END;
CREATE TRIGGER round_no_delete BEFORE DELETE ON round
BEGIN SELECT RAISE (ABORT, 'round is append-only: rows are never removed'); END;
CREATE TRIGGER round_no_replace BEFORE INSERT ON round
WHEN EXISTS (SELECT 1 FROM round WHERE id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'round is append-only: this row is there already'); END;
CREATE TRIGGER batch_item_no_update BEFORE UPDATE ON batch_item
BEGIN SELECT RAISE (ABORT, 'batch_item is append-only: add a row instead'); END;
CREATE TRIGGER batch_item_no_delete BEFORE DELETE ON batch_item
BEGIN SELECT RAISE (ABORT, 'batch_item is append-only: rows are never removed'); END;
CREATE TRIGGER batch_item_no_replace BEFORE INSERT ON batch_item
WHEN EXISTS (SELECT 1 FROM batch_item WHERE round = NEW.round AND (place = NEW.place OR item = NEW.item))
BEGIN SELECT RAISE (ABORT, 'batch_item is append-only: this row is there already'); END;
CREATE TRIGGER recipe_no_update BEFORE UPDATE ON recipe
BEGIN SELECT RAISE (ABORT, 'recipe is append-only: add a row instead'); END;
CREATE TRIGGER recipe_no_delete BEFORE DELETE ON recipe
BEGIN SELECT RAISE (ABORT, 'recipe is append-only: rows are never removed'); END;
CREATE TRIGGER recipe_no_replace BEFORE INSERT ON recipe
WHEN EXISTS (SELECT 1 FROM recipe WHERE id = NEW.id OR sha256 = NEW.sha256)
BEGIN SELECT RAISE (ABORT, 'recipe is append-only: this row is there already'); END;
CREATE TRIGGER item_no_update BEFORE UPDATE OF id, key, first_import ON item
BEGIN SELECT RAISE (ABORT, 'item: id, key and first_import never change'); END;
CREATE TRIGGER model_no_update BEFORE UPDATE ON model
WHEN NEW.id IS NOT OLD.id OR NEW.sha256 IS NOT OLD.sha256 OR NEW.at IS NOT OLD.at OR NEW.format IS NOT OLD.format
  OR length(NEW.bytes) > 0
BEGIN SELECT RAISE (ABORT, 'model: its bytes may be dropped, and nothing else may change'); END;
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
CREATE INDEX label_event_of_round ON label_event (round, id) WHERE round IS NOT NULL;
CREATE INDEX seen_of_annotator ON seen (annotator, item);
CREATE INDEX search_item_of_date ON search_item (date, item);
CREATE VIEW search_text AS
  SELECT s.item, v.title,
         coalesce((SELECT group_concat(t.value, char(10))
                   FROM json_tree(CASE WHEN json_valid(v.fields) THEN v.fields ELSE '{}' END) t
                   WHERE t.type = 'text' AND t.value <> v.title), '') AS text
  FROM search_item s JOIN item_version v ON v.id = s.version;
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
CREATE VIEW current_round AS
  SELECT coalesce(c.round, n.id) AS round, c.id AS choice
  FROM round n
  LEFT JOIN model_choice c
    ON c.id = (SELECT max(id) FROM model_choice) AND c.newest_round = n.id AND c.round <> n.id
  WHERE n.id = (SELECT max(id) FROM round);
CREATE VIEW latest_score AS
  SELECT s.item, i.key, s.score, s.rank, s.round, s.version
  FROM score s JOIN item i ON i.id = s.item
  WHERE s.round = (SELECT round FROM current_round);
CREATE TRIGGER model_choice_no_update BEFORE UPDATE ON model_choice
BEGIN SELECT RAISE (ABORT, 'model_choice is append-only: add a row instead'); END;
CREATE TRIGGER model_choice_no_delete BEFORE DELETE ON model_choice
BEGIN SELECT RAISE (ABORT, 'model_choice is append-only: rows are never removed'); END;
CREATE TRIGGER model_choice_no_replace BEFORE INSERT ON model_choice
WHEN EXISTS (SELECT 1 FROM model_choice WHERE id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'model_choice is append-only: this row is there already'); END;
PRAGMA writable_schema=OFF;
COMMIT;
PRAGMA application_id=1198681456;
PRAGMA user_version=2;
