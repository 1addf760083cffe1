-- Browsers that signed in to an account before: a stranger's wrong passwords do not make them wait. The token
-- itself is kept nowhere.
CREATE TABLE known_devices (
  token_sha256 TEXT PRIMARY KEY CHECK (length(token_sha256) = 64),
  user_id INTEGER NOT NULL REFERENCES users (id),
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX known_devices_user ON known_devices (user_id, seen_at);

-- Refused sign-ins of the hour, by account ('' for all unknown ones): the journal takes the first few.
CREATE TABLE refused_sign_ins (
  account TEXT PRIMARY KEY,
  since INTEGER NOT NULL,
  refusals INTEGER NOT NULL
) STRICT;
