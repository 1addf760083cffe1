-- Pathways of people followed by an office: dated facts, added and never edited. No name is here.
CREATE TABLE pathway_facts (
  id INTEGER PRIMARY KEY,
  pathway_id INTEGER NOT NULL REFERENCES pathway_facts (id),
  participant_id INTEGER NOT NULL REFERENCES participants (id),
  office_id INTEGER NOT NULL REFERENCES organisations (id),
  kind TEXT NOT NULL CHECK (kind IN ('entry', 'step', 'exit', 'confirmation', 'situation', 'cancellation')),
  code TEXT NOT NULL,
  day TEXT NOT NULL,
  until TEXT,
  months INTEGER NOT NULL,
  cancels_id INTEGER REFERENCES pathway_facts (id),
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK ((kind = 'entry') = (pathway_id = id)),
  CHECK ((kind = 'cancellation') = (cancels_id IS NOT NULL)),
  CHECK (kind = 'step' OR until IS NULL)
) STRICT;
CREATE INDEX pathway_facts_participant ON pathway_facts (participant_id, office_id, recorded_at);
CREATE INDEX pathway_facts_office ON pathway_facts (office_id, recorded_at);
CREATE UNIQUE INDEX pathway_facts_cancelled_once ON pathway_facts (cancels_id) WHERE cancels_id IS NOT NULL;
CREATE TRIGGER pathway_facts_no_update BEFORE UPDATE ON pathway_facts BEGIN SELECT RAISE(ABORT, 'pathway_facts is append-only'); END;
CREATE TRIGGER pathway_facts_no_delete BEFORE DELETE ON pathway_facts BEGIN SELECT RAISE(ABORT, 'pathway_facts is append-only'); END;
