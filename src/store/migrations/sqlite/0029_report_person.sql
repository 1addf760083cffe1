-- A statement of hours is about one person, named by the public reference.
ALTER TABLE reports ADD COLUMN person TEXT NOT NULL DEFAULT '';
