-- How often a link was opened: it stops after some twenty, as one that circulates would go on.
ALTER TABLE deposit_links ADD COLUMN openings INTEGER NOT NULL DEFAULT 0;
UPDATE deposit_links SET openings = 1 WHERE opened_at IS NOT NULL;
