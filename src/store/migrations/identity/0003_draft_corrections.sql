-- Cells of a received file as a person corrected them on screen, and rows left out with a reason (column ''). The last one of a
-- cell stands; the file itself is never changed.
CREATE TABLE draft_corrections (
  sequence INTEGER PRIMARY KEY,
  timesheet_id INTEGER NOT NULL,
  sheet TEXT NOT NULL,
  source_row INTEGER NOT NULL,
  source_column TEXT NOT NULL,
  text TEXT NOT NULL,
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK ((source_column = '') = (reason <> ''))
) STRICT;
CREATE INDEX draft_corrections_timesheet ON draft_corrections (timesheet_id, sequence);
