-- What facilitators decided of the changes that a published amendment proposes to a clause.
CREATE TABLE amendment_settlements (
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  amendment_import_id INTEGER NOT NULL REFERENCES imports (id),
  amendment_rank INTEGER NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('apply', 'keep')),
  reason TEXT NOT NULL,
  clause_id INTEGER REFERENCES clauses (id),  -- the version it appended
  author TEXT NOT NULL,
  author_id INTEGER,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (lot_id, contract_id, amendment_import_id, amendment_rank)
) STRICT;
CREATE TRIGGER amendment_settlements_no_update BEFORE UPDATE ON amendment_settlements
  BEGIN SELECT RAISE(ABORT, 'amendment_settlements is append-only'); END;
CREATE TRIGGER amendment_settlements_no_delete BEFORE DELETE ON amendment_settlements
  BEGIN SELECT RAISE(ABORT, 'amendment_settlements is append-only'); END;
