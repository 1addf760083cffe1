-- Contracts whose row of the search index says what is true until an amendment takes effect, and that day.
CREATE TABLE contract_index_changes (
  contract_id INTEGER PRIMARY KEY REFERENCES contracts (id),
  changes_on TEXT NOT NULL
) STRICT;
CREATE INDEX contract_index_changes_day ON contract_index_changes (changes_on);
-- Until now a row was written once: those amended with a date to come may be out of date.
INSERT INTO contract_index_changes
  SELECT a.contract_id, min(coalesce(a.notified_on, a.published_on)) FROM visible_amendments a
  WHERE coalesce(a.notified_on, a.published_on) >= date(a.recorded_at / 1000, 'unixepoch')
    AND a.contract_id IN (SELECT contract_id FROM contract_index) GROUP BY a.contract_id;
