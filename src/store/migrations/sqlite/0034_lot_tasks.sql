-- What a posting adds to a standing is added once a month of a posting, with the totals of the month, and no more line by
-- line. Nobody decided on a new line: it waits. A reversal, or hours worked after the day of the standing, make it forgotten
-- before.
DROP TRIGGER standings_with_entry;
DROP TRIGGER standings_after_entry;
CREATE TRIGGER standings_after_entry AFTER INSERT ON ledger_entries
WHEN NEW.reverses_entry_id IS NOT NULL OR EXISTS (SELECT 1 FROM lot_standings WHERE lot_id = NEW.lot_id AND day < NEW.worked_to) BEGIN
  DELETE FROM lot_standings WHERE lot_id IN (SELECT touched_id FROM lots_touched WHERE lot_id = NEW.lot_id);
END;
CREATE TRIGGER standings_with_month AFTER INSERT ON lot_month_totals
WHEN EXISTS (SELECT 1 FROM lot_standings WHERE lot_id = NEW.lot_id) BEGIN
  INSERT INTO lot_hours (lot_id, part, name, counted_seconds, pending_seconds, rejected_seconds, uncountable_seconds, awaiting_lines)
    SELECT NEW.lot_id, 'month', NEW.month, 0, NEW.declared_seconds, 0, 0, NEW.entry_count FROM lot_standings WHERE lot_id = NEW.lot_id AND has_tally = 1
    ON CONFLICT (lot_id, part, name) DO UPDATE SET
      pending_seconds = pending_seconds + excluded.pending_seconds, awaiting_lines = awaiting_lines + excluded.awaiting_lines;
  UPDATE lot_standings SET declared_seconds = declared_seconds + NEW.declared_seconds,
    pending_seconds = pending_seconds + NEW.declared_seconds WHERE lot_id = NEW.lot_id;
END;
CREATE TRIGGER standings_with_more_in_month AFTER UPDATE ON lot_month_totals
WHEN EXISTS (SELECT 1 FROM lot_standings WHERE lot_id = NEW.lot_id) BEGIN
  INSERT INTO lot_hours (lot_id, part, name, counted_seconds, pending_seconds, rejected_seconds, uncountable_seconds, awaiting_lines)
    SELECT NEW.lot_id, 'month', NEW.month, 0, NEW.declared_seconds - OLD.declared_seconds, 0, 0, NEW.entry_count - OLD.entry_count
    FROM lot_standings WHERE lot_id = NEW.lot_id AND has_tally = 1
    ON CONFLICT (lot_id, part, name) DO UPDATE SET
      pending_seconds = pending_seconds + excluded.pending_seconds, awaiting_lines = awaiting_lines + excluded.awaiting_lines;
  UPDATE lot_standings SET declared_seconds = declared_seconds + NEW.declared_seconds - OLD.declared_seconds,
    pending_seconds = pending_seconds + NEW.declared_seconds - OLD.declared_seconds WHERE lot_id = NEW.lot_id;
END;

-- What a lot asks of its office, kept so that a dashboard does not visit each: the first month of its calendar that a firm
-- has not sent, whatever the day, and whether people wait for a decision. Forgotten with what it rests on, found again after.
CREATE TABLE lot_tasks (
  lot_id INTEGER PRIMARY KEY REFERENCES lots (id),
  awaited_from TEXT,
  people_wait INTEGER NOT NULL
) STRICT;
CREATE INDEX lot_tasks_awaited ON lot_tasks (awaited_from) WHERE awaited_from IS NOT NULL;
CREATE INDEX lot_tasks_people ON lot_tasks (lot_id) WHERE people_wait = 1;

CREATE TRIGGER tasks_before_lot BEFORE DELETE ON lots BEGIN DELETE FROM lot_tasks WHERE lot_id = OLD.id; END;
CREATE TRIGGER tasks_after_timesheet AFTER INSERT ON timesheets BEGIN DELETE FROM lot_tasks WHERE lot_id = NEW.lot_id; END;
CREATE TRIGGER tasks_after_state AFTER UPDATE ON timesheets BEGIN DELETE FROM lot_tasks WHERE lot_id = NEW.lot_id; END;
CREATE TRIGGER tasks_after_grant AFTER INSERT ON grants BEGIN DELETE FROM lot_tasks WHERE lot_id = NEW.lot_id; END;
CREATE TRIGGER tasks_after_revocation AFTER UPDATE ON grants BEGIN DELETE FROM lot_tasks WHERE lot_id = NEW.lot_id; END;
CREATE TRIGGER tasks_after_closure AFTER INSERT ON month_closures BEGIN DELETE FROM lot_tasks WHERE lot_id = NEW.lot_id; END;
CREATE TRIGGER tasks_after_clause AFTER INSERT ON clauses BEGIN DELETE FROM lot_tasks WHERE lot_id = NEW.lot_id; END;
CREATE TRIGGER tasks_after_withdrawal AFTER INSERT ON withdrawn_clauses BEGIN
  DELETE FROM lot_tasks WHERE lot_id = (SELECT lot_id FROM clauses WHERE id = NEW.clause_id);
END;
CREATE TRIGGER tasks_after_employment AFTER INSERT ON employments BEGIN DELETE FROM lot_tasks WHERE lot_id = NEW.lot_id; END;
CREATE TRIGGER tasks_after_acknowledgement AFTER INSERT ON employment_acknowledgements BEGIN
  DELETE FROM lot_tasks WHERE lot_id = (SELECT lot_id FROM employments WHERE id = NEW.employment_id);
END;
CREATE TRIGGER tasks_after_eligibility AFTER INSERT ON eligibility_decisions BEGIN
  DELETE FROM lot_tasks WHERE lot_id IN (SELECT lot_id FROM employments WHERE participant_id = NEW.participant_id);
END;
CREATE TRIGGER tasks_after_follow_up AFTER INSERT ON follow_ups BEGIN
  DELETE FROM lot_tasks WHERE lot_id IN (SELECT id FROM lots WHERE contract_id = NEW.contract_id);
END;
CREATE TRIGGER tasks_after_hand_over AFTER UPDATE ON follow_ups BEGIN
  DELETE FROM lot_tasks WHERE lot_id IN (SELECT id FROM lots WHERE contract_id IN (OLD.contract_id, NEW.contract_id));
END;
CREATE TRIGGER tasks_after_end_of_follow_up AFTER DELETE ON follow_ups BEGIN
  DELETE FROM lot_tasks WHERE lot_id IN (SELECT id FROM lots WHERE contract_id = OLD.contract_id);
END;
