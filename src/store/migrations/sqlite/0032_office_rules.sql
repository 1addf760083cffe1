-- What an office set for the checks of its timesheets: dated, added and never edited. Without a value: from that day
-- on, the rule of everybody again.
CREATE TABLE office_rules (
  id INTEGER PRIMARY KEY,
  office_id INTEGER NOT NULL REFERENCES organisations (id),
  code TEXT NOT NULL,
  value INTEGER,
  valid_from TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX office_rules_office ON office_rules (office_id, recorded_at);
CREATE TRIGGER office_rules_no_update BEFORE UPDATE ON office_rules BEGIN SELECT RAISE(ABORT, 'office_rules is append-only'); END;
CREATE TRIGGER office_rules_no_delete BEFORE DELETE ON office_rules BEGIN SELECT RAISE(ABORT, 'office_rules is append-only'); END;
