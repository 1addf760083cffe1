-- The last instant given to a recorded fact: see next_instant.
CREATE TABLE recorded_clock (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  last_instant INTEGER NOT NULL
) STRICT;
INSERT INTO recorded_clock VALUES (1, 0);

CREATE TABLE organisations (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('office', 'firm', 'buyer')),
  siret TEXT NOT NULL CHECK (length(siret) = 14),
  siren TEXT NOT NULL CHECK (length(siren) = 9),
  name TEXT NOT NULL CHECK (name <> ''),
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX organisations_kind_siret_once ON organisations (kind, siret);

CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL CHECK (email = lower(email)),
  display_name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('facilitator', 'contractor', 'officer', 'administrator')),
  organisation_id INTEGER REFERENCES organisations (id),
  password_hash TEXT,
  disabled_at INTEGER,
  last_sign_in_at INTEGER,
  recorded_at INTEGER NOT NULL,
  CHECK ((role = 'administrator') = (organisation_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX users_email_once ON users (email);

CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  token_sha256 TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id),
  csrf_token TEXT NOT NULL,
  client TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX sessions_token_once ON sessions (token_sha256);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE one_time_links (
  token_sha256 TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('setup', 'invite', 'reset')),
  user_id INTEGER REFERENCES users (id),
  recorded_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;

-- Who did what: append-only, chained. No names of people in pathways.
CREATE TABLE audit_events (
  sequence INTEGER PRIMARY KEY,
  recorded_at INTEGER NOT NULL,
  user_id INTEGER,
  actor TEXT NOT NULL,
  office_id INTEGER,
  action TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT NOT NULL,
  chain_sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX audit_events_action ON audit_events (action, sequence);
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;

-- Reference tables as shipped: each content seen is kept, so that an old figure can name its rules.
CREATE TABLE reference_tables (
  name TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  content TEXT NOT NULL,
  loaded_at INTEGER NOT NULL,
  PRIMARY KEY (name, content_sha256)
) STRICT;

-- Originals as received; the bytes are in the vault under their hash.
CREATE TABLE documents (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  size_bytes INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('contracts', 'timesheet')),
  first_name TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  purged_at INTEGER
) STRICT;
