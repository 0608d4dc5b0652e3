-- 005-deposits.sql: what the processor paid to the bank, and which transactions it is made of
--
-- Refunds, fees, conveyed and withholding are what was taken off. What a deposit differs by and why
-- follows from its amounts and its items, and is kept by the store in the commit that changes them.

CREATE TABLE deposits (
  id @id,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  kind @text NOT NULL CHECK (kind IN ('batch', 'adjustment', 'expected')),
  state @text NOT NULL
    CHECK (state IN ('expected', 'overdue', 'on-its-way', 'arriving', 'difference', 'explained',
                     'deposited', 'withdrawn')),
  reason @text NOT NULL
    CHECK (reason IN ('closes', 'fees-missing', 'less', 'more', 'total-differs', 'items-missing',
                      'items-extra', 'items-differ')),
  processor @text NOT NULL,
  merchant @text,
  store @text,
  terminal @text,
  terminal_name @text,
  batch @text,
  settled_on @day,
  funded_on @day NOT NULL,
  closed_at @instant,
  sales_cents @cents NOT NULL,
  refunds_cents @cents NOT NULL,
  conveyed_cents @cents NOT NULL,
  fees_cents @cents NOT NULL,
  withholding_cents @cents NOT NULL,
  adjustment_cents @cents NOT NULL,
  total_cents @cents NOT NULL,
  deposited_cents @cents NOT NULL,
  n_sales INTEGER NOT NULL,
  n_refunds INTEGER NOT NULL,
  account @text,
  words @text,
  difference_cents @cents NOT NULL,
  reported_at @instant,
  explanation @text,
  explained_by @text,
  explained_at @instant,
  explained_cents @cents NOT NULL
) @strict;

CREATE INDEX deposits_by_day ON deposits (funded_on, id);
CREATE INDEX deposits_by_batch ON deposits (batch, terminal, settled_on);
CREATE INDEX deposits_open ON deposits (id)
  WHERE state IN ('expected', 'overdue', 'on-its-way', 'arriving');

-- A transaction is in one deposit at most.
CREATE TABLE deposit_items (
  transaction_id INTEGER NOT NULL PRIMARY KEY REFERENCES transactions (id),
  deposit_id INTEGER NOT NULL REFERENCES deposits (id)
) @strict;

CREATE INDEX deposit_items_by_deposit ON deposit_items (deposit_id, transaction_id);

-- The report has the batch as a number, and of the terminal the last four digits.
CREATE INDEX transactions_by_batch ON transactions
  (CAST (batch AS INTEGER), happened_at, terminal) WHERE batch IS NOT NULL;

-- How far a stream of the processor's has been read; moved in the commit that holds what was read.
CREATE TABLE cursors (
  name @text NOT NULL PRIMARY KEY,
  at @instant NOT NULL
) @strict;
