-- What closed batches become at the bank, and what is going to happen.
ALTER TABLE batches ADD COLUMN reported INTEGER NOT NULL DEFAULT 0;
CREATE INDEX batches_unreported ON batches (closed_at) WHERE reported = 0 AND closed_at IS NOT NULL;

-- Until then the wire shows neither that a transaction is settled nor its batch.
ALTER TABLE transactions ADD COLUMN shown_at INTEGER NOT NULL DEFAULT 0;

-- Days are numbers from 1970-01-01 on. A row goes from first_day to funded_day at moves_at.
CREATE TABLE report_rows (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  terminal_id TEXT NOT NULL,
  batch INTEGER NOT NULL,
  part INTEGER NOT NULL,
  transaction_id INTEGER NOT NULL,
  name TEXT,
  closed_at INTEGER NOT NULL,
  settle_day INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  funded_day INTEGER NOT NULL,
  moves_at INTEGER NOT NULL,
  shown_at INTEGER NOT NULL,
  fees_shown_at INTEGER NOT NULL,
  sales_cents INTEGER NOT NULL,
  sales_count INTEGER NOT NULL,
  refunds_cents INTEGER NOT NULL,
  refund_count INTEGER NOT NULL,
  conveyed_cents INTEGER NOT NULL,
  conveyed_count INTEGER NOT NULL,
  fees_cents INTEGER NOT NULL,
  total_cents INTEGER NOT NULL
) STRICT;

CREATE INDEX report_rows_by_batch ON report_rows (terminal_id, batch);
CREATE INDEX report_rows_by_first ON report_rows (first_day);
CREATE INDEX report_rows_by_funded ON report_rows (funded_day);

-- The transactions a row is made of: amounts with their sign.
CREATE TABLE report_items (
  row_id INTEGER NOT NULL,
  transaction_id INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  conveyed INTEGER NOT NULL,
  PRIMARY KEY (row_id, transaction_id)
) STRICT, WITHOUT ROWID;

-- What is odd about a row, for the answer key.
CREATE TABLE report_oddities (
  row_id INTEGER NOT NULL,
  oddity TEXT NOT NULL,
  PRIMARY KEY (row_id, oddity)
) STRICT, WITHOUT ROWID;

-- Rows as PUT /sandbox/transactions takes them, each waiting for its time.
CREATE TABLE planned (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE INDEX planned_by_time ON planned (at, id);
