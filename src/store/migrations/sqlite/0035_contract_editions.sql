-- What a later publication of a known record corrects. From the moment its import is applied the row of `contracts`
-- says what was published last; the record on the eve of each edition is kept here, and the first one with it.
CREATE TABLE contract_editions (
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  import_id INTEGER NOT NULL REFERENCES imports (id),
  rank INTEGER NOT NULL,    -- among the editions that the import brings of the contract
  fields TEXT NOT NULL,     -- codes of what it corrects
  before TEXT NOT NULL,     -- records as text
  after TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (contract_id, import_id, rank)
) STRICT;
CREATE INDEX contract_editions_import ON contract_editions (import_id);

-- What facilitators decided of a lot after an edition that touches its clause, or announces one.
CREATE TABLE edition_settlements (
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  edition_import_id INTEGER NOT NULL REFERENCES imports (id),
  edition_rank INTEGER NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('apply', 'keep')),
  reason TEXT NOT NULL,
  clause_id INTEGER REFERENCES clauses (id),
  author TEXT NOT NULL,
  author_id INTEGER,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (lot_id, contract_id, edition_import_id, edition_rank)
) STRICT;
CREATE TRIGGER edition_settlements_no_update BEFORE UPDATE ON edition_settlements
  BEGIN SELECT RAISE(ABORT, 'edition_settlements is append-only'); END;
CREATE TRIGGER edition_settlements_no_delete BEFORE DELETE ON edition_settlements
  BEGIN SELECT RAISE(ABORT, 'edition_settlements is append-only'); END;
