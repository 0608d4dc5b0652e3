-- 004-whole-rows-by-time.sql: the index of time answers for every column that has none of its own

-- Kind and card join the index the list is read in, so that a filter on them reads no row.

DROP INDEX transactions_by_time;
CREATE INDEX transactions_by_time ON transactions
  (happened_at, id, counted_cents, counted_fee_cents, amount_cents, status, method, posting, kind,
   card);
