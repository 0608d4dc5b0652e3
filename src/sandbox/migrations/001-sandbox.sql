-- What the sandbox knows. No card number: brand, last four and expiry are all that is kept of a card.
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE batches (
  terminal_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  PRIMARY KEY (terminal_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX batches_open ON batches (opened_at) WHERE closed_at IS NULL;

CREATE TABLE transactions (
  id INTEGER PRIMARY KEY,
  amount_cents INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  ref_id INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  settled INTEGER NOT NULL,
  voided INTEGER NOT NULL,
  type TEXT NOT NULL,
  result TEXT NOT NULL,
  result_code TEXT,
  display_message TEXT,
  authorization_code TEXT,
  terminal_id TEXT NOT NULL,
  card_last_four TEXT,
  card_type TEXT,
  exp_date TEXT,
  entry_method TEXT,
  invoice TEXT,
  order_id TEXT,
  customer_id TEXT,
  purchase_order TEXT,
  description TEXT,
  comments TEXT,
  email_address TEXT,
  name TEXT,
  software_type TEXT,
  form TEXT
) STRICT;

CREATE INDEX transactions_by_created ON transactions (created_at, id);
CREATE INDEX transactions_by_invoice ON transactions (invoice, created_at) WHERE invoice IS NOT NULL;
CREATE INDEX transactions_by_card ON transactions (card_last_four, created_at);
CREATE INDEX transactions_by_ref ON transactions (ref_id) WHERE ref_id <> 0;
CREATE INDEX transactions_by_batch ON transactions (terminal_id, batch);
CREATE UNIQUE INDEX transactions_by_form ON transactions (form) WHERE form IS NOT NULL;

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  last_four TEXT NOT NULL,
  card_type TEXT NOT NULL,
  exp_date TEXT NOT NULL,
  description TEXT,
  customer_key TEXT,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
