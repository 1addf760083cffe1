-- A report asked again at the instant of its first asking sees the lots, firms and programmes of then.
ALTER TABLE lots ADD COLUMN recorded_at INTEGER NOT NULL DEFAULT 0;

-- A grant that ends or changes keeps its row: one in force at most per lot and firm.
CREATE TABLE dated_grants (
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  firm_id INTEGER NOT NULL REFERENCES organisations (id),
  role TEXT NOT NULL CHECK (role IN ('holder', 'joint_holder', 'subcontractor', 'declarant')),
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;
INSERT INTO dated_grants SELECT lot_id, firm_id, role, author, recorded_at, revoked_at FROM grants;
DROP TABLE grants;
ALTER TABLE dated_grants RENAME TO grants;
CREATE UNIQUE INDEX grants_in_force_once ON grants (lot_id, firm_id) WHERE revoked_at IS NULL;
CREATE INDEX grants_firm ON grants (firm_id);

-- What people said of the programmes of a contract, in order; contract_programmes holds where it stands.
CREATE TABLE programme_decisions (
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  programme TEXT NOT NULL,
  confirmed INTEGER NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (contract_id, programme, recorded_at)
) STRICT;
INSERT INTO programme_decisions SELECT contract_id, programme, confirmed, author, recorded_at FROM contract_programmes
  WHERE confirmed IS NOT NULL;
