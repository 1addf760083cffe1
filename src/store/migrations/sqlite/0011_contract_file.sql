-- What an office keeps about a contract it follows: whom to reach, documents, its end, and its passage to
-- another office.
CREATE TABLE contract_contacts (
  id INTEGER PRIMARY KEY,
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  office_id INTEGER NOT NULL REFERENCES organisations (id),
  role TEXT NOT NULL CHECK (role IN ('buyer', 'holder', 'joint_holder', 'subcontractor', 'facilitator', 'other')),
  name TEXT NOT NULL CHECK (name <> ''),
  organisation TEXT NOT NULL,
  email TEXT NOT NULL,
  telephone TEXT NOT NULL,
  is_fallback INTEGER NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX contract_contacts_contract ON contract_contacts (contract_id, office_id);
CREATE TABLE contact_exchanges (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contract_contacts (id),
  reached_on TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('telephone', 'email', 'meeting', 'letter')),
  note TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_exchanges_contact ON contact_exchanges (contact_id, reached_on);

CREATE TABLE contract_documents (
  id INTEGER PRIMARY KEY,
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  office_id INTEGER NOT NULL REFERENCES organisations (id),
  sha256 TEXT NOT NULL REFERENCES documents (sha256),
  file_name TEXT NOT NULL,
  title TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contract_documents_contract ON contract_documents (contract_id, office_id);

CREATE TABLE hand_overs (
  id INTEGER PRIMARY KEY,
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  from_office_id INTEGER NOT NULL REFERENCES organisations (id),
  to_office_id INTEGER NOT NULL REFERENCES organisations (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  state TEXT NOT NULL CHECK (state IN ('asked', 'accepted', 'declined', 'withdrawn')),
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  answered_by TEXT,
  answered_at INTEGER
) STRICT;
CREATE INDEX hand_overs_contract ON hand_overs (contract_id, asked_at);
CREATE UNIQUE INDEX hand_overs_one_at_a_time ON hand_overs (contract_id) WHERE state = 'asked';

-- Closed, opened again: the last row tells.
CREATE TABLE contract_closures (
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  closed INTEGER NOT NULL,
  unmet TEXT NOT NULL,
  note TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (contract_id, recorded_at)
) STRICT;
CREATE TRIGGER contract_closures_no_update BEFORE UPDATE ON contract_closures BEGIN SELECT RAISE(ABORT, 'contract_closures is append-only'); END;
CREATE TRIGGER contract_closures_no_delete BEFORE DELETE ON contract_closures BEGIN SELECT RAISE(ABORT, 'contract_closures is append-only'); END;
