-- Reports that an organisation has made for it at the end of each period, and the library of those that were: one a period,
-- its file kept by its SHA-256 among the documents. Without a report: there was nothing to report, and why.
CREATE TABLE report_schedules (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisations (id),
  kind TEXT NOT NULL CHECK (kind IN ('portfolio', 'programme', 'office')),
  format TEXT NOT NULL,
  programme TEXT NOT NULL,
  buyer_siret TEXT NOT NULL,
  cadence TEXT NOT NULL CHECK (cadence IN ('monthly', 'quarterly', 'yearly')),
  days_after INTEGER NOT NULL CHECK (days_after BETWEEN 0 AND 120),
  author TEXT NOT NULL,
  author_id INTEGER NOT NULL REFERENCES users (id),
  recorded_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX report_schedules_organisation ON report_schedules (organisation_id);
CREATE TABLE scheduled_reports (
  schedule_id INTEGER NOT NULL REFERENCES report_schedules (id),
  period_end TEXT NOT NULL,
  report_id INTEGER,
  title TEXT NOT NULL,
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  refusal TEXT NOT NULL,               -- code of a message, '' when there is a report
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (schedule_id, period_end)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER scheduled_reports_no_update BEFORE UPDATE ON scheduled_reports BEGIN SELECT RAISE(ABORT, 'scheduled_reports is append-only'); END;
CREATE TRIGGER scheduled_reports_no_delete BEFORE DELETE ON scheduled_reports BEGIN SELECT RAISE(ABORT, 'scheduled_reports is append-only'); END;
