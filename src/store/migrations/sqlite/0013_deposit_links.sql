-- Links given to a firm without an account: one lot, one month. The token itself is kept nowhere.
CREATE TABLE deposit_links (
  id INTEGER PRIMARY KEY,
  token_sha256 TEXT NOT NULL CHECK (length(token_sha256) = 64),
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  firm_id INTEGER NOT NULL REFERENCES organisations (id),
  month TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  opened_at INTEGER,
  used_at INTEGER,
  timesheet_id INTEGER REFERENCES timesheets (id),
  revoked_at INTEGER,
  CHECK ((used_at IS NULL) = (timesheet_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX deposit_links_token_once ON deposit_links (token_sha256);
CREATE INDEX deposit_links_subject ON deposit_links (lot_id, firm_id, month);
