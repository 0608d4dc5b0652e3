-- 022-month-ends.sql: what all owed as each imported file told it
--
-- The ledger tells what was owed at the end of any month; a file tells it for its own day only, and
-- its balances are gone once the next but one is imported.

CREATE TABLE balance_totals (
  import_id INTEGER PRIMARY KEY REFERENCES book_imports (id),
  aged_on @day NOT NULL,
  owed_0_30_cents @cents NOT NULL CHECK (owed_0_30_cents >= 0),
  owed_31_60_cents @cents NOT NULL CHECK (owed_31_60_cents >= 0),
  owed_61_90_cents @cents NOT NULL CHECK (owed_61_90_cents >= 0),
  owed_over_90_cents @cents NOT NULL CHECK (owed_over_90_cents >= 0),
  credit_cents @cents NOT NULL CHECK (credit_cents <= 0)
) @strict;
