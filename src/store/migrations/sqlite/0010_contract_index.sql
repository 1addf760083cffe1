-- Search over all contracts, apart from the rows as published (docs/decisions/0011-contract-search.md).
DROP TABLE contract_search;

-- One row a contract that can be found. The number starts with the day of notification: the order of
-- numbers is the order of dates, and the full-text index gives its matches in that order for nothing.
CREATE TABLE contract_index (
  number INTEGER PRIMARY KEY,
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  amount_cents INTEGER,       -- amendments included
  ends_on TEXT,               -- end of the execution, amendments included
  sort_object TEXT NOT NULL   -- start of the object, folded
) STRICT;
CREATE UNIQUE INDEX contract_index_contract_once ON contract_index (contract_id);
CREATE INDEX contract_index_amount ON contract_index (amount_cents);
CREATE INDEX contract_index_object ON contract_index (sort_object);
CREATE TABLE contract_index_sequence (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  last INTEGER NOT NULL
) STRICT;
INSERT INTO contract_index_sequence VALUES (1, 0);

-- Folded words and filter tokens of a contract, as the full-text index holds them.
CREATE TABLE contract_words (
  number INTEGER PRIMARY KEY,
  words TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE contract_search USING fts5 (
  words, content = 'contract_words', content_rowid = 'number', detail = 'none', prefix = '3', tokenize = 'ascii'
);
-- Words of four letters and more seen in contracts: what the beginning of a word stands for.
CREATE TABLE search_terms (
  term TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Contracts whose row of the index is to be written: new, amended, followed, named since.
CREATE TABLE search_queue (
  position INTEGER PRIMARY KEY,
  contract_id INTEGER NOT NULL
) STRICT;
INSERT INTO search_queue (contract_id) SELECT id FROM visible_contracts;

-- Every name that a source or a person has given to an establishment.
CREATE TABLE organisation_names (
  siret TEXT NOT NULL,
  name TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('import', 'account', 'person')),
  siren TEXT NOT NULL,
  first_import_id INTEGER,
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (siret, name, origin)
) STRICT, WITHOUT ROWID;

-- The name shown, one an establishment, and those shown before.
CREATE TABLE organisation_register (
  siret TEXT PRIMARY KEY,
  siren TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  folded_name TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('import', 'account', 'person')),
  import_id INTEGER,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX organisation_register_siren ON organisation_register (siren);
CREATE TABLE organisation_register_history (
  siret TEXT NOT NULL,
  siren TEXT NOT NULL,
  name TEXT NOT NULL,
  origin TEXT NOT NULL,
  import_id INTEGER,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX organisation_register_history_siret ON organisation_register_history (siret, recorded_at);
CREATE INDEX organisation_register_history_siren ON organisation_register_history (siren, recorded_at);
CREATE TRIGGER organisation_register_history_no_update BEFORE UPDATE ON organisation_register_history BEGIN SELECT RAISE(ABORT, 'organisation_register_history is append-only'); END;
CREATE TRIGGER organisation_register_history_no_delete BEFORE DELETE ON organisation_register_history BEGIN SELECT RAISE(ABORT, 'organisation_register_history is append-only'); END;
