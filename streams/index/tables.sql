-- What the ledger holds, laid out for questions. A copy that can be made anew at any time, never the truth.
-- Days are ISO 8601, '' where there is none: so they compare and sort without a special case.

CREATE TABLE article (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  part INTEGER NOT NULL,
  source TEXT NOT NULL,
  published TEXT NOT NULL,
  title TEXT NOT NULL,
  ref BLOB NOT NULL,
  events INTEGER NOT NULL,
  statements INTEGER NOT NULL
);
CREATE INDEX article_by_part ON article (part);
CREATE INDEX article_by_day ON article (published DESC, id);

-- Events and statements.
CREATE TABLE record (
  id TEXT PRIMARY KEY,
  article INTEGER NOT NULL,
  is_event INTEGER NOT NULL,
  type TEXT NOT NULL,      -- an event's PLOVER type, a statement's kind
  act TEXT NOT NULL,       -- a statement's
  quad INTEGER NOT NULL,   -- an event's, else 0
  modality TEXT NOT NULL,  -- an event's
  day TEXT NOT NULL        -- first day of an event; day of publication of a statement
) WITHOUT ROWID;
CREATE INDEX record_by_article ON record (article);
CREATE INDEX record_by_day ON record (is_event, day DESC, id);

-- As on the topics. Apart from their lines, which many questions run through.
CREATE TABLE body (
  id TEXT PRIMARY KEY,
  article INTEGER NOT NULL,
  json BLOB NOT NULL
);
CREATE INDEX body_by_article ON body (article);

-- Who stands in a record, and how.
CREATE TABLE side (
  record TEXT NOT NULL,
  article INTEGER NOT NULL,
  is_event INTEGER NOT NULL,
  day TEXT NOT NULL,   -- the record's
  role TEXT NOT NULL,  -- actor, recipient, attribution; speaker, addressee, about, via
  code TEXT NOT NULL,
  home TEXT NOT NULL   -- the code without its sector
);
CREATE INDEX side_by_record ON side (record, role, code, home);
CREATE INDEX side_by_home ON side (home, is_event, day DESC, record, role, code);
CREATE INDEX side_by_article ON side (article);

-- One line for each directed dyad that an event stands for, and for each speaker and whom the statement is about.
-- What is summed up of them stands in columns in memory (columns.py).
CREATE TABLE dyad (
  record TEXT NOT NULL,
  article INTEGER NOT NULL,
  from_code TEXT NOT NULL, from_home TEXT NOT NULL,
  to_code TEXT NOT NULL, to_home TEXT NOT NULL,
  day TEXT NOT NULL,
  published TEXT NOT NULL,
  type TEXT NOT NULL,      -- '' for a statement
  modality TEXT NOT NULL   -- '' for a statement
);
CREATE INDEX dyad_by_article ON dyad (article);
CREATE INDEX dyad_by_record ON dyad (record);
CREATE INDEX dyad_from ON dyad (from_home, to_home, day DESC, record, from_code, to_code);
CREATE INDEX dyad_to ON dyad (to_home, from_home, day DESC, record, from_code, to_code);
CREATE INDEX dyad_negated ON dyad (modality, type) WHERE modality = 'negated';

-- Under which names a code was met.
CREATE TABLE name (
  article INTEGER NOT NULL,
  code TEXT NOT NULL,
  home TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind TEXT NOT NULL,
  office TEXT,
  wikidata TEXT,
  PRIMARY KEY (home, code, name, article)
);
CREATE INDEX name_by_article ON name (article);

CREATE VIRTUAL TABLE words USING fts5 (title, text, tokenize = "unicode61 remove_diacritics 2");
