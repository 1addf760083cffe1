-- Records that were not used wait for a person, each under an id of its own; what a person decides is
-- kept for ever and holds for every later import of the same record.
ALTER TABLE imports ADD COLUMN kind TEXT NOT NULL DEFAULT 'files';  -- files, settlement

ALTER TABLE import_records ADD COLUMN quarantine_id INTEGER;       -- of doubtful and refused records that nobody settled
ALTER TABLE import_records ADD COLUMN record_key TEXT NOT NULL DEFAULT '';  -- the same for the same record, whatever the file
ALTER TABLE import_records ADD COLUMN record TEXT;                 -- as it was read, for those
CREATE UNIQUE INDEX import_records_quarantine ON import_records (quarantine_id) WHERE quarantine_id IS NOT NULL;
CREATE INDEX import_records_key ON import_records (record_key) WHERE quarantine_id IS NOT NULL;

CREATE TABLE record_settlements (
  id INTEGER PRIMARY KEY,
  record_key TEXT NOT NULL,
  quarantine_id INTEGER NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('accepted', 'corrected', 'rejected')),
  reason TEXT NOT NULL,
  corrections TEXT NOT NULL,
  contract_id INTEGER REFERENCES contracts (id),
  import_id INTEGER REFERENCES imports (id),  -- the import of one record that applied it
  author TEXT NOT NULL,
  author_id INTEGER,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX record_settlements_once ON record_settlements (record_key);
CREATE TRIGGER record_settlements_no_update BEFORE UPDATE ON record_settlements
  BEGIN SELECT RAISE(ABORT, 'record_settlements is append-only'); END;
CREATE TRIGGER record_settlements_no_delete BEFORE DELETE ON record_settlements
  BEGIN SELECT RAISE(ABORT, 'record_settlements is append-only'); END;

-- Pairs that may be one contract published twice; found when the second one is staged.
CREATE TABLE duplicate_suggestions (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  first_id INTEGER NOT NULL REFERENCES contracts (id),
  second_id INTEGER NOT NULL REFERENCES contracts (id),
  common_holder TEXT NOT NULL,
  power_of_ten INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX duplicate_suggestions_pair ON duplicate_suggestions (first_id, second_id);
CREATE INDEX duplicate_suggestions_second ON duplicate_suggestions (second_id);
CREATE INDEX duplicate_suggestions_import ON duplicate_suggestions (import_id);

CREATE TABLE duplicate_decisions (
  suggestion_id INTEGER NOT NULL REFERENCES duplicate_suggestions (id),
  decision TEXT NOT NULL CHECK (decision IN ('same', 'different')),
  standing_id INTEGER REFERENCES contracts (id),  -- of the two, the one that is shown and counted
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  author_id INTEGER,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (suggestion_id, recorded_at)
) STRICT;
CREATE TRIGGER duplicate_decisions_no_update BEFORE UPDATE ON duplicate_decisions
  BEGIN SELECT RAISE(ABORT, 'duplicate_decisions is append-only'); END;
CREATE TRIGGER duplicate_decisions_no_delete BEFORE DELETE ON duplicate_decisions
  BEGIN SELECT RAISE(ABORT, 'duplicate_decisions is append-only'); END;

-- What the decisions in force come to: contracts that stand for nothing by themselves any more.
CREATE TABLE contract_merges (
  contract_id INTEGER PRIMARY KEY REFERENCES contracts (id),
  standing_id INTEGER NOT NULL REFERENCES contracts (id)
) STRICT;
CREATE INDEX contract_merges_standing ON contract_merges (standing_id);

-- Subcontractors that a later edition of a source adds to a contract; those first published are parties.
CREATE TABLE contract_subcontractors (
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  import_id INTEGER NOT NULL REFERENCES imports (id),
  rank INTEGER NOT NULL,
  identifier_type TEXT NOT NULL,
  identifier TEXT NOT NULL,
  siren TEXT,
  name TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (contract_id, import_id, rank)
) STRICT;
CREATE INDEX contract_subcontractors_import ON contract_subcontractors (import_id);

CREATE INDEX contracts_framework ON contracts (framework_id) WHERE framework_id <> '';

DROP VIEW visible_contracts;
CREATE VIEW visible_contracts AS
  SELECT c.* FROM contracts c WHERE c.import_id NOT IN (SELECT id FROM imports WHERE state <> 'applied')
    AND c.id NOT IN (SELECT contract_id FROM contract_merges);
