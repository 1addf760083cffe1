-- The parts of an agreement, of a key and of a transfer are as append-only as what they belong to.
CREATE TRIGGER pooling_lots_no_update BEFORE UPDATE ON pooling_lots BEGIN SELECT RAISE(ABORT, 'pooling_lots is append-only'); END;
CREATE TRIGGER pooling_lots_no_delete BEFORE DELETE ON pooling_lots BEGIN SELECT RAISE(ABORT, 'pooling_lots is append-only'); END;
CREATE TRIGGER consortium_weights_no_update BEFORE UPDATE ON consortium_weights BEGIN SELECT RAISE(ABORT, 'consortium_weights is append-only'); END;
CREATE TRIGGER consortium_weights_no_delete BEFORE DELETE ON consortium_weights BEGIN SELECT RAISE(ABORT, 'consortium_weights is append-only'); END;
