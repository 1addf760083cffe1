-- A decision on a person belongs to the office that took it, and counts on the lots that it follows.
CREATE VIEW lot_offices AS
  SELECT l.id AS lot_id, (SELECT f.office_id FROM follow_ups f WHERE f.contract_id = l.contract_id
                          ORDER BY f.recorded_at, f.office_id LIMIT 1) AS office_id
  FROM lots l;

-- Decisions taken before this rule: the journal names the office of the same instant; else the author's
-- office, when all who bear that name are of one; else the only office that follows the person's lots.
-- What none of them tells belongs to nobody and counts nowhere.
ALTER TABLE eligibility_decisions ADD COLUMN office_id INTEGER REFERENCES organisations (id);
DROP TRIGGER eligibility_decisions_no_update;
UPDATE eligibility_decisions SET office_id = coalesce(
  (SELECT a.office_id FROM audit_events a
   WHERE a.action = 'eligibility.decide' AND a.recorded_at = eligibility_decisions.recorded_at),
  (SELECT min(u.organisation_id) FROM users u WHERE u.role = 'facilitator' AND u.display_name = eligibility_decisions.author
   HAVING count(DISTINCT u.organisation_id) = 1),
  (SELECT min(o.office_id) FROM employments e JOIN lot_offices o ON o.lot_id = e.lot_id
   WHERE e.participant_id = eligibility_decisions.participant_id HAVING count(DISTINCT o.office_id) = 1));
CREATE TRIGGER eligibility_decisions_no_update BEFORE UPDATE ON eligibility_decisions BEGIN SELECT RAISE(ABORT, 'eligibility_decisions is append-only'); END;
CREATE INDEX eligibility_decisions_office ON eligibility_decisions (participant_id, office_id, recorded_at);

-- An office says that it knows of an employment: from then on the firm reads what the office decided.
CREATE TABLE employment_acknowledgements (
  employment_id INTEGER NOT NULL REFERENCES employments (id),
  office_id INTEGER NOT NULL REFERENCES organisations (id),
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (employment_id, office_id)
) STRICT;
CREATE TRIGGER employment_acknowledgements_no_update BEFORE UPDATE ON employment_acknowledgements BEGIN SELECT RAISE(ABORT, 'employment_acknowledgements is append-only'); END;
CREATE TRIGGER employment_acknowledgements_no_delete BEFORE DELETE ON employment_acknowledgements BEGIN SELECT RAISE(ABORT, 'employment_acknowledgements is append-only'); END;

-- Employments with the office of their lot, and whether it acknowledged them: in so many words, or by
-- deciding on the person after they were declared.
CREATE VIEW office_employments AS
  SELECT e.*, o.office_id,
    EXISTS (SELECT 1 FROM employment_acknowledgements a WHERE a.employment_id = e.id AND a.office_id = o.office_id)
    OR EXISTS (SELECT 1 FROM eligibility_decisions d WHERE d.participant_id = e.participant_id AND d.office_id = o.office_id
               AND d.recorded_at > e.recorded_at) AS acknowledged
  FROM employments e JOIN lot_offices o ON o.lot_id = e.lot_id;
