-- An act recorded by mistake is cancelled by another, with its reason and its author; nothing is edited.
ALTER TABLE penalty_acts ADD COLUMN cancels INTEGER REFERENCES penalty_acts (id);
CREATE UNIQUE INDEX penalty_acts_cancelled_once ON penalty_acts (cancels) WHERE cancels IS NOT NULL;
