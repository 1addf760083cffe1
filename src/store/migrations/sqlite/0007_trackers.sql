-- An office's old tracker brought over as one batch, which can be undone as one while nothing depends on it.
CREATE TABLE tracker_batches (
  id INTEGER PRIMARY KEY,
  office_id INTEGER NOT NULL REFERENCES organisations (id),
  state TEXT NOT NULL CHECK (state IN ('planned', 'applied', 'undone', 'discarded')),
  author TEXT NOT NULL,
  document_sha256 TEXT NOT NULL,
  file_name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,       -- of its row of titles
  chosen_columns TEXT NOT NULL,    -- "A\ttarget" lines: what a person chose, or an earlier file taught
  schedule TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  import_id INTEGER REFERENCES imports (id),
  recorded_at INTEGER NOT NULL,
  applied_at INTEGER,
  undone_at INTEGER
) STRICT;
CREATE INDEX tracker_batches_office ON tracker_batches (office_id, recorded_at);

-- What the office taught about the columns of files with the same titles.
CREATE TABLE tracker_columns (
  office_id INTEGER NOT NULL REFERENCES organisations (id),
  fingerprint TEXT NOT NULL,
  chosen_columns TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (office_id, fingerprint)
) STRICT;

-- What a batch made: contract, lot, clause, follow_up (id of its contract).
CREATE TABLE tracker_items (
  batch_id INTEGER NOT NULL REFERENCES tracker_batches (id),
  kind TEXT NOT NULL CHECK (kind IN ('contract', 'lot', 'clause', 'follow_up')),
  item_id INTEGER NOT NULL,
  PRIMARY KEY (batch_id, kind, item_id)
) STRICT;

-- Clauses are never deleted: one brought over by a batch that is undone is withdrawn.
CREATE TABLE withdrawn_clauses (
  clause_id INTEGER PRIMARY KEY REFERENCES clauses (id),
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
