-- What a person chose while a file was a draft: which rows of it, and what its columns hold. Texts typed in its cells may be
-- names: they are in the other file.
ALTER TABLE timesheets ADD COLUMN part TEXT NOT NULL DEFAULT '';
ALTER TABLE timesheets ADD COLUMN chosen_columns TEXT NOT NULL DEFAULT '';

-- Titles of columns as a firm gives them, and what it once said they hold.
CREATE TABLE column_choices (
  firm_id INTEGER NOT NULL REFERENCES organisations (id),
  titles_sha256 TEXT NOT NULL CHECK (length(titles_sha256) = 64),
  chosen_columns TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (firm_id, titles_sha256)
) STRICT;
