-- What people decided of a lot of a notice and a record of the open data that may be one contract. Suggestions are
-- not kept: they follow from both records whenever the page is asked.
CREATE TABLE notice_ties (
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  procedure_id INTEGER NOT NULL REFERENCES contracts (id),  -- the contract that the notices of the procedure made
  lot_key TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('tied', 'apart')),
  author TEXT NOT NULL,
  author_id INTEGER,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (contract_id, procedure_id, lot_key, recorded_at)
) STRICT;
CREATE INDEX notice_ties_procedure ON notice_ties (procedure_id);
CREATE TRIGGER notice_ties_no_update BEFORE UPDATE ON notice_ties BEGIN SELECT RAISE(ABORT, 'notice_ties is append-only'); END;
CREATE TRIGGER notice_ties_no_delete BEFORE DELETE ON notice_ties BEGIN SELECT RAISE(ABORT, 'notice_ties is append-only'); END;
CREATE INDEX contract_notice_lots_signed ON contract_notice_lots (signed_on) WHERE signed_on IS NOT NULL;
