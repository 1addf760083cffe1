-- Acts of subcontracting and what changes them, as published; those of later editions are added.
CREATE TABLE contract_subcontracts (
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  import_id INTEGER NOT NULL REFERENCES imports (id),
  rank INTEGER NOT NULL,
  source_number TEXT NOT NULL,
  is_change INTEGER NOT NULL,
  identifier_type TEXT NOT NULL,
  identifier TEXT NOT NULL,
  name TEXT NOT NULL,
  notified_on TEXT,
  published_on TEXT,
  amount_cents INTEGER,
  duration_months INTEGER,
  price_variation TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (contract_id, import_id, rank)
) STRICT;
CREATE INDEX contract_subcontracts_import ON contract_subcontracts (import_id);
