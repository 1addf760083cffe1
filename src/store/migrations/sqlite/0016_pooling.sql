-- Pooling (globalisation): a written agreement over several lots, and the parts of ledger lines that it lets count
-- elsewhere. Append-only: an allocation is cancelled by another one.
CREATE TABLE pooling_agreements (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  signatories TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE TABLE pooling_lots (
  agreement_id INTEGER NOT NULL REFERENCES pooling_agreements (id),
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  PRIMARY KEY (agreement_id, lot_id)
) STRICT;
CREATE INDEX pooling_lots_lot ON pooling_lots (lot_id);
CREATE TABLE pooling_allocations (
  id INTEGER PRIMARY KEY,
  agreement_id INTEGER NOT NULL REFERENCES pooling_agreements (id),
  entry_id INTEGER NOT NULL REFERENCES ledger_entries (id),
  to_lot_id INTEGER NOT NULL REFERENCES lots (id),
  seconds INTEGER NOT NULL CHECK (seconds > 0),
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  cancels INTEGER REFERENCES pooling_allocations (id)
) STRICT;
CREATE INDEX pooling_allocations_entry ON pooling_allocations (entry_id);
CREATE INDEX pooling_allocations_to ON pooling_allocations (to_lot_id);
CREATE INDEX pooling_allocations_agreement ON pooling_allocations (agreement_id);
CREATE UNIQUE INDEX pooling_allocations_cancelled_once ON pooling_allocations (cancels) WHERE cancels IS NOT NULL;
CREATE TRIGGER pooling_agreements_no_update BEFORE UPDATE ON pooling_agreements BEGIN SELECT RAISE(ABORT, 'pooling_agreements is append-only'); END;
CREATE TRIGGER pooling_agreements_no_delete BEFORE DELETE ON pooling_agreements BEGIN SELECT RAISE(ABORT, 'pooling_agreements is append-only'); END;
CREATE TRIGGER pooling_allocations_no_update BEFORE UPDATE ON pooling_allocations BEGIN SELECT RAISE(ABORT, 'pooling_allocations is append-only'); END;
CREATE TRIGGER pooling_allocations_no_delete BEFORE DELETE ON pooling_allocations BEGIN SELECT RAISE(ABORT, 'pooling_allocations is append-only'); END;
