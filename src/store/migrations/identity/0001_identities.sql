-- Who the people are: this file alone can be purged and backed up apart.
CREATE TABLE recorded_clock (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  last_instant INTEGER NOT NULL
) STRICT;
INSERT INTO recorded_clock VALUES (1, 0);

CREATE TABLE identities (
  participant_id INTEGER PRIMARY KEY,
  reference TEXT NOT NULL,
  family_name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  folded_name TEXT NOT NULL,      -- family then given, folded: how files are matched
  folded_reverse TEXT NOT NULL,   -- given then family
  birth_date TEXT,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX identities_reference_once ON identities (reference);
CREATE INDEX identities_name ON identities (folded_name);
CREATE INDEX identities_reverse ON identities (folded_reverse);
