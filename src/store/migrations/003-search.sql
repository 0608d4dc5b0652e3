-- 003-search.sql: what the search entry finds a transaction by, besides what has an index

CREATE INDEX transactions_by_last_four ON transactions (card_last_four)
  WHERE card_last_four IS NOT NULL;
CREATE INDEX transactions_by_their_id ON transactions (processor_id)
  WHERE processor_id IS NOT NULL;
