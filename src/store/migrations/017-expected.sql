-- 017-expected.sql: what is expected may be overdue for a reason, or not to be told
--
-- The table is built anew for its checks. Which rows are expected is reckoned anew at the next start.

CREATE TABLE deposits_anew (
  id @id,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  kind @text NOT NULL CHECK (kind IN ('batch', 'adjustment', 'expected')),
  state @text NOT NULL
    CHECK (state IN ('expected', 'overdue', 'unchecked', 'on-its-way', 'arriving', 'difference',
                     'explained', 'deposited', 'withdrawn')),
  reason @text NOT NULL
    CHECK (reason IN ('closes', 'fees-missing', 'less', 'more', 'total-differs', 'items-missing',
                      'items-extra', 'items-differ', 'not-come', 'not-in-batch')),
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
  explained_cents @cents NOT NULL,
  bank_line_id INTEGER REFERENCES bank_lines (id),
  n_items INTEGER NOT NULL DEFAULT 0,
  n_unposted INTEGER NOT NULL DEFAULT 0,
  words_folded @text NOT NULL DEFAULT ''
) @strict;

INSERT INTO deposits_anew
  SELECT id, location_id, kind, state, reason, processor, merchant, store, terminal, terminal_name,
         batch, settled_on, funded_on, closed_at, sales_cents, refunds_cents, conveyed_cents,
         fees_cents, withholding_cents, adjustment_cents, total_cents, deposited_cents, n_sales,
         n_refunds, account, words, difference_cents, reported_at, explanation, explained_by,
         explained_at, explained_cents, bank_line_id, n_items, n_unposted, words_folded
    FROM deposits WHERE kind <> 'expected';

DROP TABLE deposits;
ALTER TABLE deposits_anew RENAME TO deposits;

CREATE INDEX deposits_by_day ON deposits (funded_on, id);
CREATE INDEX deposits_by_batch ON deposits (batch, terminal, settled_on);
CREATE INDEX deposits_open ON deposits (id)
  WHERE state IN ('expected', 'overdue', 'unchecked', 'on-its-way', 'arriving');
CREATE INDEX deposits_without_line ON deposits (funded_on, id)
  WHERE bank_line_id IS NULL AND kind <> 'expected' AND state <> 'withdrawn';
CREATE INDEX deposits_expected ON deposits (settled_on) WHERE kind = 'expected';
