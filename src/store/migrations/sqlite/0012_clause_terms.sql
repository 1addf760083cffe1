-- A clause is data: its terms as one text, "key=value" a line, in the order the program writes them. Versions recorded
-- before keep their content, their author and their instant.
CREATE TABLE clauses_as_terms (
  id INTEGER PRIMARY KEY,
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  terms TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  -- Read out of the terms for lists of contracts that end.
  ends_on TEXT GENERATED ALWAYS AS (substr(terms, instr(terms, char(10) || 'ends_on=') + 9, 10)) VIRTUAL
) STRICT;
INSERT INTO clauses_as_terms (id, lot_id, terms, author, recorded_at)
SELECT id, lot_id,
  'target=' || target || char(10)
  || CASE target WHEN 'fixed_hours' THEN 'hours_seconds=' || fixed_seconds || char(10) ELSE
    'amount_cents=' || amount_cents || char(10)
    || 'labour_share_basis_points=' || labour_share_basis_points || char(10)
    || 'insertion_rate_basis_points=' || insertion_rate_basis_points || char(10)
    || 'hourly_cost_cents=' || hourly_cost_cents || char(10)
    || 'rounding=' || rounding || char(10)
    || coalesce('contractual_seconds=' || contractual_seconds || char(10), '') END
  || 'starts_on=' || starts_on || char(10)
  || 'ends_on=' || ends_on || char(10)
  || 'schedule=' || schedule || char(10)
  || 'legal_bases=' || legal_bases || char(10)
  || coalesce('penalty_cents=' || penalty_cents || char(10), '')
  || coalesce('counting_months=' || counting_months || char(10), '')
  || 'training_counts=' || training_counts || char(10)
  || CASE source_document WHEN '' THEN '' ELSE 'source_document='
    || replace(replace(replace(source_document, '\', '\\'), char(13), ''), char(10), '\n') || char(10) END,
  author, recorded_at
FROM clauses;
DROP TABLE clauses;
ALTER TABLE clauses_as_terms RENAME TO clauses;
CREATE INDEX clauses_lot ON clauses (lot_id, recorded_at);
CREATE TRIGGER clauses_no_update BEFORE UPDATE ON clauses BEGIN SELECT RAISE(ABORT, 'clauses is append-only'); END;
CREATE TRIGGER clauses_no_delete BEFORE DELETE ON clauses BEGIN SELECT RAISE(ABORT, 'clauses is append-only'); END;

-- Dated facts of an execution: invoices, orders, tranches, amendments… Corrected by another that cancels, never edited.
CREATE TABLE obligation_facts (
  id INTEGER PRIMARY KEY,
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'order', 'firm_tranche', 'optional_tranche', 'affirmation', 'renewal', 'amendment',
                                     'all_hours', 'all_hires', 'opening_balance', 'waiver', 'bought_service')),
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  amount_cents INTEGER,
  seconds INTEGER,
  people INTEGER,
  reference TEXT NOT NULL,
  document TEXT NOT NULL,
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  cancels INTEGER REFERENCES obligation_facts (id)
) STRICT;
CREATE INDEX obligation_facts_lot ON obligation_facts (lot_id, recorded_at);
CREATE UNIQUE INDEX obligation_facts_cancelled_once ON obligation_facts (cancels) WHERE cancels IS NOT NULL;
CREATE TRIGGER obligation_facts_no_update BEFORE UPDATE ON obligation_facts BEGIN SELECT RAISE(ABORT, 'obligation_facts is append-only'); END;
CREATE TRIGGER obligation_facts_no_delete BEFORE DELETE ON obligation_facts BEGIN SELECT RAISE(ABORT, 'obligation_facts is append-only'); END;

-- What was seen of lateness (a document due, received, a meeting missed), and what the buyer did about it.
CREATE TABLE penalty_acts (
  id INTEGER PRIMARY KEY,
  lot_id INTEGER NOT NULL REFERENCES lots (id),
  kind TEXT NOT NULL CHECK (kind IN ('document_due', 'document_received', 'absence', 'formal_notice', 'applied', 'waived')),
  about TEXT NOT NULL CHECK (about IN ('hours', 'documents', 'absence')),
  acted_on TEXT NOT NULL,
  amount_cents INTEGER,
  document TEXT NOT NULL,
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX penalty_acts_lot ON penalty_acts (lot_id, recorded_at);
CREATE TRIGGER penalty_acts_no_update BEFORE UPDATE ON penalty_acts BEGIN SELECT RAISE(ABORT, 'penalty_acts is append-only'); END;
CREATE TRIGGER penalty_acts_no_delete BEFORE DELETE ON penalty_acts BEGIN SELECT RAISE(ABORT, 'penalty_acts is append-only'); END;
