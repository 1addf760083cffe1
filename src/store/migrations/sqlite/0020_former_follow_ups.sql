-- An office that no longer follows a contract did follow it: a report asked again at a former instant finds it.
CREATE TABLE former_follow_ups (
  contract_id INTEGER NOT NULL REFERENCES contracts (id),
  office_id INTEGER NOT NULL REFERENCES organisations (id),
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL
) STRICT;
CREATE INDEX former_follow_ups_contract ON former_follow_ups (contract_id);
CREATE TRIGGER former_follow_ups_no_update BEFORE UPDATE ON former_follow_ups BEGIN SELECT RAISE(ABORT, 'former_follow_ups is append-only'); END;
CREATE TRIGGER former_follow_ups_no_delete BEFORE DELETE ON former_follow_ups BEGIN SELECT RAISE(ABORT, 'former_follow_ups is append-only'); END;
