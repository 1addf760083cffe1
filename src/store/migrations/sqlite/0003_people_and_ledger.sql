-- People without identity: names are in the other file.
CREATE TABLE participants (
  id INTEGER PRIMARY KEY,
  reference TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX participants_reference_once ON participants (reference);

CREATE TABLE employments (
  id INTEGER PRIMARY KEY,
  participant_id INTEGER NOT NULL REFERENCES participants (id),
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  firm_id INTEGER NOT NULL REFERENCES organisations (id),
  modality TEXT NOT NULL CHECK (modality IN ('direct_hire', 'labour_supply', 'subcontracting')),
  contract_type TEXT NOT NULL,
  employer_siret TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX employments_participant ON employments (participant_id);
CREATE INDEX employments_lot_firm ON employments (lot_id, firm_id);

CREATE TABLE eligibility_decisions (
  id INTEGER PRIMARY KEY,
  participant_id INTEGER NOT NULL REFERENCES participants (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('eligible', 'refused')),
  criterion TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  countable_until TEXT,
  proof_kind TEXT NOT NULL,
  proof_seen_on TEXT,
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX eligibility_decisions_participant ON eligibility_decisions (participant_id, recorded_at);
CREATE TRIGGER eligibility_decisions_no_update BEFORE UPDATE ON eligibility_decisions BEGIN SELECT RAISE(ABORT, 'eligibility_decisions is append-only'); END;
CREATE TRIGGER eligibility_decisions_no_delete BEFORE DELETE ON eligibility_decisions BEGIN SELECT RAISE(ABORT, 'eligibility_decisions is append-only'); END;

CREATE TABLE timesheets (
  id INTEGER PRIMARY KEY,
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  firm_id INTEGER NOT NULL REFERENCES organisations (id),
  month TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'confirmed', 'to_correct', 'reviewed', 'replaced', 'abandoned')),
  nil_reason TEXT,
  document_sha256 TEXT REFERENCES documents (sha256),
  file_name TEXT NOT NULL,
  minutes_answers TEXT NOT NULL,
  sent_by TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  comment TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX timesheets_subject ON timesheets (lot_id, firm_id, month);
CREATE INDEX timesheets_state ON timesheets (state, received_at);
-- One active timesheet per lot, firm and month.
CREATE UNIQUE INDEX timesheets_active_once ON timesheets (lot_id, firm_id, month)
  WHERE state IN ('confirmed', 'to_correct', 'reviewed');

-- The ledger of hours: facts, corrected by reversal. Ids are sequential, rows are chained.
CREATE TABLE ledger_entries (
  id INTEGER PRIMARY KEY,
  timesheet_id INTEGER NOT NULL REFERENCES timesheets (id),
  timesheet_line INTEGER NOT NULL,
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  firm_id INTEGER NOT NULL REFERENCES organisations (id),
  month TEXT NOT NULL,
  participant_id INTEGER NOT NULL REFERENCES participants (id),
  modality TEXT NOT NULL,
  contract_type TEXT NOT NULL,
  employer_siret TEXT NOT NULL,
  work_kind TEXT NOT NULL,
  worked_from TEXT NOT NULL,
  worked_to TEXT NOT NULL CHECK (worked_to >= worked_from),
  declared_seconds INTEGER NOT NULL,
  reverses_entry_id INTEGER REFERENCES ledger_entries (id),
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  sheet TEXT NOT NULL,
  source_row INTEGER NOT NULL,
  source_column TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  chain_sha256 TEXT NOT NULL,
  CHECK ((reverses_entry_id IS NULL) = (declared_seconds >= 0))
) STRICT;
CREATE UNIQUE INDEX ledger_entries_line_once ON ledger_entries (timesheet_id, timesheet_line);
CREATE UNIQUE INDEX ledger_entries_reversal_once ON ledger_entries (reverses_entry_id) WHERE reverses_entry_id IS NOT NULL;
CREATE INDEX ledger_entries_lot ON ledger_entries (lot_id, id);
CREATE INDEX ledger_entries_participant ON ledger_entries (participant_id, month);
CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only'); END;
CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only'); END;

CREATE TABLE ledger_decisions (
  id INTEGER PRIMARY KEY,
  entry_id INTEGER NOT NULL REFERENCES ledger_entries (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected')),
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  chain_sha256 TEXT NOT NULL,
  CHECK ((verdict = 'rejected') = (reason <> ''))
) STRICT;
CREATE INDEX ledger_decisions_entry ON ledger_decisions (entry_id, id);
CREATE TRIGGER ledger_decisions_no_update BEFORE UPDATE ON ledger_decisions BEGIN SELECT RAISE(ABORT, 'ledger_decisions is append-only'); END;
CREATE TRIGGER ledger_decisions_no_delete BEFORE DELETE ON ledger_decisions BEGIN SELECT RAISE(ABORT, 'ledger_decisions is append-only'); END;

-- Totals kept in the same transaction as the entries; `clausier verify` recomputes them.
CREATE TABLE lot_month_totals (
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  month TEXT NOT NULL,
  modality TEXT NOT NULL,
  declared_seconds INTEGER NOT NULL,
  entry_count INTEGER NOT NULL,
  PRIMARY KEY (lot_id, month, modality)
) STRICT;

CREATE TABLE reports (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  format TEXT NOT NULL,
  title TEXT NOT NULL,
  contract_id INTEGER,
  lot_id INTEGER,
  programme TEXT NOT NULL,
  buyer_siret TEXT NOT NULL,
  worked_until TEXT NOT NULL,
  recorded_until INTEGER NOT NULL,
  rulebook_version TEXT NOT NULL,
  entries_sha256 TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  author TEXT NOT NULL,
  author_id INTEGER,
  organisation_id INTEGER,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX reports_author ON reports (organisation_id, recorded_at);
