-- A report may be limited to the lots that one firm holds.
ALTER TABLE reports ADD COLUMN firm_siret TEXT NOT NULL DEFAULT '';
