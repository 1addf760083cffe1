-- What notices published about a contract: its lots, who won them, and where a social clause is spoken of.
-- Rows of an import that is not applied are seen by nobody, like its contracts.
CREATE TABLE contract_notices (
  id INTEGER PRIMARY KEY,
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  import_id INTEGER NOT NULL REFERENCES imports (id),
  format TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('planning', 'competition', 'award', 'modification')),
  notice_id TEXT NOT NULL,
  version TEXT NOT NULL,
  publication TEXT NOT NULL,
  published_on TEXT,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contract_notices_contract ON contract_notices (contract_id);
CREATE INDEX contract_notices_import ON contract_notices (import_id);

-- What ties the notices of one procedure: "eforms:…", "boamp:…".
CREATE TABLE contract_notice_keys (
  procedure_key TEXT NOT NULL,
  notice_id INTEGER NOT NULL REFERENCES contract_notices (id),
  PRIMARY KEY (procedure_key, notice_id)
) STRICT;
CREATE INDEX contract_notice_keys_notice ON contract_notice_keys (notice_id);

CREATE TABLE contract_notice_lots (
  notice_id INTEGER NOT NULL REFERENCES contract_notices (id),
  rank INTEGER NOT NULL,
  lot_key TEXT NOT NULL,
  lot_id INTEGER NOT NULL,  -- of lots; those of `announced` rows enter it when the import is applied
  announced INTEGER NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  cpv TEXT NOT NULL,
  estimate_cents INTEGER,
  duration_months INTEGER,
  result TEXT NOT NULL,
  amount_cents INTEGER,
  signed_on TEXT,
  contract_reference TEXT NOT NULL,
  winners TEXT NOT NULL,
  PRIMARY KEY (notice_id, rank)
) STRICT;
CREATE INDEX contract_notice_lots_reference ON contract_notice_lots (contract_reference);

CREATE TABLE contract_mentions (
  notice_id INTEGER NOT NULL REFERENCES contract_notices (id),
  rank INTEGER NOT NULL,
  lot_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  certainty TEXT NOT NULL CHECK (certainty IN ('stated', 'hint')),
  field TEXT NOT NULL,
  code TEXT NOT NULL,
  quotation TEXT NOT NULL,
  line INTEGER NOT NULL,
  path TEXT NOT NULL,
  PRIMARY KEY (notice_id, rank)
) STRICT;

CREATE VIEW visible_notices AS
  SELECT n.* FROM contract_notices n WHERE n.import_id NOT IN (SELECT id FROM imports WHERE state <> 'applied');
