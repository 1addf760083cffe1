-- Inside a consortium (groupement): the key by which members share a joint obligation, and debts passed from one to
-- another once both agree. Append-only; seen by members alone.
CREATE TABLE consortium_keys (
  id INTEGER PRIMARY KEY,
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  document TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX consortium_keys_lot ON consortium_keys (lot_id, recorded_at);
CREATE TABLE consortium_weights (
  key_id INTEGER NOT NULL REFERENCES consortium_keys (id),
  firm_id INTEGER NOT NULL REFERENCES organisations (id),
  weight INTEGER NOT NULL CHECK (weight >= 0),
  PRIMARY KEY (key_id, firm_id)
) STRICT;
CREATE TABLE debt_transfers (
  id INTEGER PRIMARY KEY,
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  from_firm_id INTEGER NOT NULL REFERENCES organisations (id),
  to_firm_id INTEGER NOT NULL REFERENCES organisations (id) CHECK (to_firm_id <> from_firm_id),
  seconds INTEGER NOT NULL CHECK (seconds > 0),
  document TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX debt_transfers_lot ON debt_transfers (lot_id, recorded_at);
CREATE TABLE debt_agreements (
  transfer_id INTEGER NOT NULL REFERENCES debt_transfers (id),
  firm_id INTEGER NOT NULL REFERENCES organisations (id),
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (transfer_id, firm_id)
) STRICT;
CREATE TRIGGER consortium_keys_no_update BEFORE UPDATE ON consortium_keys BEGIN SELECT RAISE(ABORT, 'consortium_keys is append-only'); END;
CREATE TRIGGER consortium_keys_no_delete BEFORE DELETE ON consortium_keys BEGIN SELECT RAISE(ABORT, 'consortium_keys is append-only'); END;
CREATE TRIGGER debt_transfers_no_update BEFORE UPDATE ON debt_transfers BEGIN SELECT RAISE(ABORT, 'debt_transfers is append-only'); END;
CREATE TRIGGER debt_transfers_no_delete BEFORE DELETE ON debt_transfers BEGIN SELECT RAISE(ABORT, 'debt_transfers is append-only'); END;
CREATE TRIGGER debt_agreements_no_update BEFORE UPDATE ON debt_agreements BEGIN SELECT RAISE(ABORT, 'debt_agreements is append-only'); END;
CREATE TRIGGER debt_agreements_no_delete BEFORE DELETE ON debt_agreements BEGIN SELECT RAISE(ABORT, 'debt_agreements is append-only'); END;
