-- Rows of a large import land beside each other, and as few trees as can be are touched for each.

-- The words of a contract under its id, which rises with each contract, and no more under its number, which jumps
-- with the day of notification. The full-text index keeps neither words nor lengths: nothing asks it for them.
CREATE TABLE contract_words_by_contract (
  contract_id INTEGER PRIMARY KEY,
  words TEXT NOT NULL
) STRICT;
INSERT INTO contract_words_by_contract
  SELECT x.contract_id, w.words FROM contract_words w JOIN contract_index x ON x.number = w.number ORDER BY x.contract_id;
DROP TABLE contract_search;
CREATE VIRTUAL TABLE contract_search USING fts5 (
  words, content = '', columnsize = 0, detail = 'none', prefix = '3', tokenize = 'ascii'
);
INSERT INTO contract_search (contract_search, rank) VALUES ('hashsize', 16777216);  -- one piece a batch, the fewer to merge
INSERT INTO contract_search (rowid, words) SELECT number, words FROM contract_words ORDER BY number;
DROP TABLE contract_words;
ALTER TABLE contract_words_by_contract RENAME TO contract_words;

-- A contract is looked for by its wider key; by its identity alone when its id means nothing and it has no wider key.
DROP INDEX contracts_identity;
DROP INDEX contracts_family;
CREATE INDEX contracts_family ON contracts (family_key) WHERE family_key <> '';
-- Not "family_key = ''": SQLite would plan each look-up anew, to see whether the value asked for is that one.
CREATE INDEX contracts_identity ON contracts (identity_key) WHERE length(family_key) = 0;

-- One tree and not two: parties are only asked for by contract.
CREATE TABLE contract_parties_by_contract (
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  rank INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('holder', 'joint_holder', 'subcontractor')),
  identifier_type TEXT NOT NULL,
  identifier TEXT NOT NULL,
  siren TEXT,
  name TEXT NOT NULL,
  PRIMARY KEY (contract_id, rank)
) STRICT, WITHOUT ROWID;
INSERT INTO contract_parties_by_contract SELECT contract_id, rank, role, identifier_type, identifier, siren, name FROM contract_parties;
DROP TABLE contract_parties;
ALTER TABLE contract_parties_by_contract RENAME TO contract_parties;
CREATE INDEX contract_parties_siren ON contract_parties (siren);
