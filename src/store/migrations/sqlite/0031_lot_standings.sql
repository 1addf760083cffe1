-- Where each lot stands on a day, and its hours by month: kept so that a portfolio or a page is read and not reckoned
-- again. The posting itself adds hours that wait for a decision; whatever else a standing rests on makes it forgotten,
-- in the transaction that records it, and it is reckoned again from the entries. `clausier verify` compares.
CREATE TABLE lot_standings (
  lot_id INTEGER PRIMARY KEY REFERENCES lots (id),
  day TEXT NOT NULL,
  rules TEXT NOT NULL,
  urgency INTEGER NOT NULL,          -- rank in a portfolio: what asks for attention first
  state TEXT NOT NULL,
  owed_seconds INTEGER,
  due_seconds INTEGER,
  missing_seconds INTEGER,
  exposure_cents INTEGER,
  declared_seconds INTEGER NOT NULL,
  counted_seconds INTEGER NOT NULL,
  pending_seconds INTEGER NOT NULL,
  rejected_seconds INTEGER NOT NULL,
  uncountable_seconds INTEGER NOT NULL,
  has_tally INTEGER NOT NULL,        -- 1 when lot_hours suffices to reckon again on a later day
  execution_from TEXT,               -- under which the hours were counted; NULL without a clause
  execution_to TEXT
) STRICT;

CREATE TABLE lot_hours (
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  part TEXT NOT NULL CHECK (part IN ('month', 'contract_type', 'group')),
  name TEXT NOT NULL,                -- of the last day worked; of contract types and groups only counted hours are kept
  counted_seconds INTEGER NOT NULL,
  pending_seconds INTEGER NOT NULL,
  rejected_seconds INTEGER NOT NULL,
  uncountable_seconds INTEGER NOT NULL,
  awaiting_lines INTEGER NOT NULL,   -- lines that nobody decided on yet
  PRIMARY KEY (lot_id, part, name)
) STRICT, WITHOUT ROWID;

-- The lots whose standing rests on what is recorded of a lot: itself, and those that may count its hours by pooling.
CREATE VIEW lots_touched AS
  SELECT id AS lot_id, id AS touched_id FROM lots
  UNION ALL SELECT a.lot_id, b.lot_id FROM pooling_lots a JOIN pooling_lots b ON b.agreement_id = a.agreement_id;

CREATE TRIGGER hours_after_standing AFTER DELETE ON lot_standings BEGIN
  DELETE FROM lot_hours WHERE lot_id = OLD.lot_id;
END;
CREATE TRIGGER standings_before_lot BEFORE DELETE ON lots BEGIN
  DELETE FROM lot_standings WHERE lot_id = OLD.id;
END;

-- Nobody decided on a new line: it waits. Worked after the day of the standing, it is another question.
CREATE TRIGGER standings_with_entry AFTER INSERT ON ledger_entries
WHEN NEW.reverses_entry_id IS NULL AND EXISTS (SELECT 1 FROM lot_standings WHERE lot_id = NEW.lot_id AND day >= NEW.worked_to) BEGIN
  INSERT INTO lot_hours (lot_id, part, name, counted_seconds, pending_seconds, rejected_seconds, uncountable_seconds, awaiting_lines)
    SELECT NEW.lot_id, 'month', substr(NEW.worked_to, 1, 7), 0, NEW.declared_seconds, 0, 0, 1 FROM lot_standings
    WHERE lot_id = NEW.lot_id AND has_tally = 1
    ON CONFLICT (lot_id, part, name) DO UPDATE SET
      pending_seconds = pending_seconds + excluded.pending_seconds, awaiting_lines = awaiting_lines + 1;
  UPDATE lot_standings SET declared_seconds = declared_seconds + NEW.declared_seconds,
    pending_seconds = pending_seconds + NEW.declared_seconds WHERE lot_id = NEW.lot_id;
END;
CREATE TRIGGER standings_after_entry AFTER INSERT ON ledger_entries
WHEN NEW.reverses_entry_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM lot_standings WHERE lot_id = NEW.lot_id AND day >= NEW.worked_to) BEGIN
  DELETE FROM lot_standings WHERE lot_id IN (SELECT touched_id FROM lots_touched WHERE lot_id = NEW.lot_id);
END;
CREATE TRIGGER standings_after_decision AFTER INSERT ON ledger_decisions BEGIN
  DELETE FROM lot_standings WHERE lot_id IN (SELECT touched_id FROM lots_touched
    WHERE lot_id = (SELECT lot_id FROM ledger_entries WHERE id = NEW.entry_id));
END;
CREATE TRIGGER standings_after_eligibility AFTER INSERT ON eligibility_decisions BEGIN
  DELETE FROM lot_standings WHERE lot_id IN (SELECT t.touched_id FROM ledger_entries e JOIN lots_touched t ON t.lot_id = e.lot_id
    WHERE e.participant_id = NEW.participant_id);
END;
CREATE TRIGGER standings_after_clause AFTER INSERT ON clauses BEGIN
  DELETE FROM lot_standings WHERE lot_id IN (SELECT touched_id FROM lots_touched WHERE lot_id = NEW.lot_id);
END;
CREATE TRIGGER standings_after_withdrawal AFTER INSERT ON withdrawn_clauses BEGIN
  DELETE FROM lot_standings WHERE lot_id IN (SELECT touched_id FROM lots_touched
    WHERE lot_id = (SELECT lot_id FROM clauses WHERE id = NEW.clause_id));
END;
CREATE TRIGGER standings_after_fact AFTER INSERT ON obligation_facts BEGIN
  DELETE FROM lot_standings WHERE lot_id IN (SELECT touched_id FROM lots_touched WHERE lot_id = NEW.lot_id);
END;
CREATE TRIGGER standings_after_allocation AFTER INSERT ON pooling_allocations BEGIN
  DELETE FROM lot_standings WHERE lot_id IN (SELECT lot_id FROM pooling_lots WHERE agreement_id = NEW.agreement_id);
END;
-- Decisions of eligibility are those of the office that follows the contract.
CREATE TRIGGER standings_after_follow_up AFTER INSERT ON follow_ups BEGIN
  DELETE FROM lot_standings WHERE lot_id IN (SELECT t.touched_id FROM lots l JOIN lots_touched t ON t.lot_id = l.id WHERE l.contract_id = NEW.contract_id);
END;
CREATE TRIGGER standings_after_hand_over AFTER UPDATE ON follow_ups BEGIN
  DELETE FROM lot_standings WHERE lot_id IN (SELECT t.touched_id FROM lots l JOIN lots_touched t ON t.lot_id = l.id
    WHERE l.contract_id IN (OLD.contract_id, NEW.contract_id));
END;
CREATE TRIGGER standings_after_end_of_follow_up AFTER DELETE ON follow_ups BEGIN
  DELETE FROM lot_standings WHERE lot_id IN (SELECT t.touched_id FROM lots l JOIN lots_touched t ON t.lot_id = l.id WHERE l.contract_id = OLD.contract_id);
END;
