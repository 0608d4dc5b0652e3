-- 006-payers.sql: whose the transactions made elsewhere are

-- What the processor tells of who paid; only where it tells something.
CREATE TABLE payers (
  transaction_id INTEGER NOT NULL PRIMARY KEY REFERENCES transactions (id),
  customer @text,
  name @text,
  email @text,
  description @text
) @strict;

CREATE INDEX payers_by_customer ON payers (customer) WHERE customer IS NOT NULL;

-- Few among a million: what belongs to no patient yet.
CREATE INDEX transactions_unassigned ON transactions
  (happened_at, id, status, counted_cents, counted_fee_cents)
  WHERE patient_id IS NULL;
