CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('staging', 'planned', 'applied', 'discarded')),
  author TEXT NOT NULL,
  author_id INTEGER,
  departments TEXT NOT NULL,
  social_only INTEGER NOT NULL,
  base_generation INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  applied_at INTEGER
) STRICT;

-- Grows by one with each applied import: a plan made on another generation is made again.
CREATE TABLE contract_base (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  generation INTEGER NOT NULL
) STRICT;
INSERT INTO contract_base VALUES (1, 0);

CREATE TABLE import_files (
  import_id INTEGER NOT NULL REFERENCES imports (id),
  file_number INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  is_decp INTEGER NOT NULL,
  findings TEXT NOT NULL,
  PRIMARY KEY (import_id, file_number)
) STRICT;

-- One row a record, whatever became of it: nothing is dropped.
CREATE TABLE import_records (
  import_id INTEGER NOT NULL REFERENCES imports (id),
  file_number INTEGER NOT NULL,
  position INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('new', 'amended', 'unchanged', 'duplicate', 'doubtful', 'refused', 'skipped')),
  reason TEXT NOT NULL,
  uid TEXT NOT NULL,
  object TEXT NOT NULL,
  contract_id INTEGER,
  findings TEXT NOT NULL,
  raw TEXT,
  PRIMARY KEY (import_id, file_number, position)
) STRICT;
CREATE INDEX import_records_outcome ON import_records (import_id, outcome);
CREATE INDEX import_records_contract ON import_records (contract_id);

-- As first published; never rewritten. Rows of an import that is not applied are seen by nobody.
CREATE TABLE contracts (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  uid TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('contract', 'concession')),
  source_format TEXT NOT NULL,
  source_id TEXT NOT NULL,
  root_id TEXT NOT NULL,
  identity_key TEXT NOT NULL,
  family_key TEXT NOT NULL,
  buyer_siret TEXT,
  buyer_siren TEXT,
  buyer_identifier TEXT NOT NULL,
  buyer_name TEXT NOT NULL,
  nature TEXT NOT NULL,
  object TEXT NOT NULL,
  folded_object TEXT NOT NULL,
  cpv TEXT NOT NULL,
  procedure TEXT NOT NULL,
  place_code TEXT NOT NULL,
  place_kind TEXT NOT NULL,
  place_name TEXT NOT NULL,
  department TEXT NOT NULL,
  duration_months INTEGER,
  notified_on TEXT,
  published_on TEXT,
  amount_cents INTEGER,
  ccag TEXT NOT NULL,
  group_kind TEXT NOT NULL,
  framework_id TEXT NOT NULL,
  techniques TEXT NOT NULL,
  execution_modes TEXT NOT NULL,
  social TEXT NOT NULL
) STRICT;
CREATE INDEX contracts_identity ON contracts (identity_key);
CREATE INDEX contracts_family ON contracts (family_key);
CREATE INDEX contracts_import ON contracts (import_id);
CREATE INDEX contracts_buyer ON contracts (buyer_siren, notified_on);
CREATE INDEX contracts_department ON contracts (department, notified_on);
CREATE INDEX contracts_notified ON contracts (notified_on);
CREATE INDEX contracts_uid ON contracts (uid);

CREATE TABLE contract_parties (
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  rank INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('holder', 'joint_holder', 'subcontractor')),
  identifier_type TEXT NOT NULL,
  identifier TEXT NOT NULL,
  siren TEXT,
  name TEXT NOT NULL,
  PRIMARY KEY (contract_id, rank)
) STRICT;
CREATE INDEX contract_parties_siren ON contract_parties (siren);

CREATE TABLE contract_amendments (
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  rank INTEGER NOT NULL,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  source_number TEXT NOT NULL,
  notified_on TEXT,
  published_on TEXT,
  amount_cents INTEGER,
  duration_months INTEGER,
  object TEXT NOT NULL,
  new_holders TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (contract_id, import_id, rank)
) STRICT;

CREATE VIEW visible_contracts AS
  SELECT c.* FROM contracts c WHERE c.import_id NOT IN (SELECT id FROM imports WHERE state <> 'applied');
CREATE VIEW visible_amendments AS
  SELECT a.* FROM contract_amendments a WHERE a.import_id NOT IN (SELECT id FROM imports WHERE state <> 'applied');

CREATE TABLE lots (
  id INTEGER PRIMARY KEY,
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  rank INTEGER NOT NULL,
  number TEXT NOT NULL,
  label TEXT NOT NULL,
  amount_cents INTEGER,
  removed_at INTEGER
) STRICT;
CREATE INDEX lots_contract ON lots (contract_id, rank);

CREATE TABLE follow_ups (
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  office_id INTEGER NOT NULL REFERENCES organisations (id),
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (contract_id, office_id)
) STRICT;
CREATE INDEX follow_ups_office ON follow_ups (office_id);

CREATE TABLE contract_programmes (
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  programme TEXT NOT NULL,
  reason_key TEXT NOT NULL,
  reason_parameters TEXT NOT NULL,
  confirmed INTEGER,  -- NULL suggested, 1 confirmed, 0 set aside by a person
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (contract_id, programme)
) STRICT;
CREATE INDEX contract_programmes_programme ON contract_programmes (programme);

CREATE VIRTUAL TABLE contract_search USING fts5 (
  object, buyer, holders, identifiers,
  content = '', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE grants (
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  firm_id INTEGER NOT NULL REFERENCES organisations (id),
  role TEXT NOT NULL CHECK (role IN ('holder', 'joint_holder', 'subcontractor', 'declarant')),
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  revoked_at INTEGER,
  PRIMARY KEY (lot_id, firm_id)
) STRICT;
CREATE INDEX grants_firm ON grants (firm_id);

-- Dated versions of the clause of a lot; nothing is overwritten.
CREATE TABLE clauses (
  id INTEGER PRIMARY KEY,
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  target TEXT NOT NULL CHECK (target IN ('fixed_hours', 'amount_formula')),
  fixed_seconds INTEGER,
  amount_cents INTEGER,
  labour_share_basis_points INTEGER,
  insertion_rate_basis_points INTEGER,
  hourly_cost_cents INTEGER,
  rounding TEXT,
  contractual_seconds INTEGER,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  schedule TEXT NOT NULL CHECK (schedule IN ('linear', 'at_end')),
  legal_bases TEXT NOT NULL,
  penalty_cents INTEGER,
  counting_months INTEGER,
  training_counts INTEGER NOT NULL,
  source_document TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX clauses_lot ON clauses (lot_id, recorded_at);
CREATE TRIGGER clauses_no_update BEFORE UPDATE ON clauses BEGIN SELECT RAISE(ABORT, 'clauses is append-only'); END;
CREATE TRIGGER clauses_no_delete BEFORE DELETE ON clauses BEGIN SELECT RAISE(ABORT, 'clauses is append-only'); END;

CREATE TABLE month_closures (
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  month TEXT NOT NULL,
  closed INTEGER NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (lot_id, month, recorded_at)
) STRICT;
