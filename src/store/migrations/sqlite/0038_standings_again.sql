-- Pooled hours now count in the share of the lot that takes them: what was kept of lots is reckoned again.
DELETE FROM lot_standings;
