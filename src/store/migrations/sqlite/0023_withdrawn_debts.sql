-- A debt that one member proposed to pass is taken back or declined before both have agreed.
CREATE TABLE debt_withdrawals (
  transfer_id INTEGER PRIMARY KEY REFERENCES debt_transfers (id),
  firm_id INTEGER NOT NULL REFERENCES organisations (id),
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER debt_withdrawals_no_update BEFORE UPDATE ON debt_withdrawals BEGIN SELECT RAISE(ABORT, 'debt_withdrawals is append-only'); END;
CREATE TRIGGER debt_withdrawals_no_delete BEFORE DELETE ON debt_withdrawals BEGIN SELECT RAISE(ABORT, 'debt_withdrawals is append-only'); END;
