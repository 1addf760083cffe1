-- The amount counts to the euro in the identity of a record: the same contract with and without its cents is one. Keys
-- end with the amount in cents, or with the folded object after it when the number of the contract means nothing.
UPDATE contracts SET identity_key =
  substr(identity_key, 1, length(identity_key) - length(amount_cents)) || ((amount_cents + 50) / 100 * 100)
  WHERE amount_cents % 100 <> 0 AND amount_cents > 0 AND identity_key LIKE '%' || char(31) || amount_cents;
UPDATE contracts SET identity_key =
  substr(identity_key, 1, length(identity_key) - length(amount_cents || char(31) || folded_object)) ||
  ((amount_cents + 50) / 100 * 100) || char(31) || folded_object
  WHERE amount_cents % 100 <> 0 AND amount_cents > 0 AND
    substr(identity_key, -length(char(31) || amount_cents || char(31) || folded_object)) = char(31) || amount_cents || char(31) || folded_object;
