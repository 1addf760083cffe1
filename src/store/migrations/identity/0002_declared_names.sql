-- How each firm wrote the name of a person it declared: pages show a name as it was written there, so
-- that its spelling does not tell who declared the person before.
CREATE TABLE declared_names (
  participant_id INTEGER NOT NULL REFERENCES identities (participant_id),
  firm_id INTEGER NOT NULL,
  family_name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (participant_id, firm_id)
) STRICT;
