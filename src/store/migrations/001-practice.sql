-- 001-practice.sql: patients, attempts, transactions, receipts, the ledger, settings, the audit
--
-- Amounts are whole cents, times are milliseconds since 1970 UTC, days are days since 1970. A row of
-- money is never deleted; its amount, party and ids never change.

CREATE TABLE locations (
  id @id,
  name @text NOT NULL
) @strict;

INSERT INTO locations (id, name) VALUES (1, '');

CREATE TABLE users (
  id @id,
  name @text NOT NULL,
  role @text NOT NULL CHECK (role IN ('owner', 'manager', 'front-desk', 'viewer')),
  added_at @instant NOT NULL
) @strict;

CREATE TABLE settings (
  key @text NOT NULL PRIMARY KEY,
  value @text NOT NULL
) @strict;

-- Who was treated and who owes. name_words: the name's words as they are searched, folded, without
-- punctuation, one blank between them. guarantor_id is never null once the row is written.
CREATE TABLE patients (
  id @id,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  guarantor_id INTEGER REFERENCES patients (id),
  number @text,
  number_folded @text,
  name @text NOT NULL,
  name_words @text NOT NULL,
  birth_date @day,
  phone @text,
  phone_digits @text,
  phone_reversed @text,
  email @text,
  added_at @instant NOT NULL,
  chosen_at @instant
) @strict;

CREATE INDEX patients_by_name ON patients (name_words, id);
CREATE INDEX patients_by_number ON patients (number_folded) WHERE number_folded IS NOT NULL;
CREATE INDEX patients_by_birth_date ON patients (birth_date) WHERE birth_date IS NOT NULL;
CREATE INDEX patients_by_phone ON patients (phone_digits) WHERE phone_digits IS NOT NULL;
CREATE INDEX patients_by_phone_end ON patients (phone_reversed) WHERE phone_reversed IS NOT NULL;
CREATE INDEX patients_by_choice ON patients (chosen_at, id) WHERE chosen_at IS NOT NULL;
CREATE INDEX patients_by_guarantor ON patients (guarantor_id);

-- The words of a name after the first, which the name itself begins with.
CREATE TABLE patient_words (
  id @id,
  word @text NOT NULL,
  patient_id INTEGER NOT NULL REFERENCES patients (id)
) @strict;

CREATE INDEX patient_words_by_word ON patient_words (word, patient_id);

-- An intention to move money, written down before anything is sent. target_id is a transaction's, of
-- the table below.
CREATE TABLE attempts (
  id @id,
  uuid @text NOT NULL UNIQUE,
  invoice @text NOT NULL UNIQUE,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  kind @text NOT NULL CHECK (kind IN ('payment', 'refund', 'void')),
  method @text NOT NULL
    CHECK (method IN ('terminal', 'virtual', 'card-on-file', 'cash', 'check', 'online')),
  state @text NOT NULL
    CHECK (state IN ('prepared', 'sent', 'waiting', 'approved', 'declined', 'rejected', 'unknown',
                     'not-found', 'abandoned')),
  patient_id INTEGER REFERENCES patients (id),
  patient_name @text NOT NULL,
  guarantor_id INTEGER REFERENCES patients (id),
  amount_cents @cents NOT NULL CHECK (amount_cents > 0),
  target_id INTEGER,
  target_processor_id @text,
  terminal @text,
  check_number @text,
  note @text,
  reason @text,
  prepared_at @instant NOT NULL,
  sent_at @instant,
  ended_at @instant,
  first_empty_at @instant,
  looked_up_at @instant,
  n_empty INTEGER NOT NULL DEFAULT 0,
  words @text,
  code @text,
  exchange_id @text,
  actor @text
) @strict;

CREATE INDEX attempts_open ON attempts (guarantor_id, id)
  WHERE state IN ('prepared', 'sent', 'waiting', 'unknown');
CREATE INDEX attempts_abandoned ON attempts (ended_at) WHERE state = 'abandoned';

-- One movement of a card, bank account, cash or check. Of the columns that repeat others (status,
-- card, patient_name_folded, and counted_…: the amount and fee of what has moved, else 0) the store
-- keeps each in the statement that changes what it follows. They are not generated columns: SQLite
-- takes no index that holds one as covering.
CREATE TABLE transactions (
  id @id,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  happened_at @instant NOT NULL,
  kind @text NOT NULL CHECK (kind IN ('payment', 'refund', 'void')),
  state @text NOT NULL
    CHECK (state IN ('pending', 'authorized', 'captured', 'settled', 'voided', 'declined', 'failed')),
  status @text NOT NULL,
  method @text NOT NULL
    CHECK (method IN ('terminal', 'virtual', 'card-on-file', 'cash', 'check', 'online')),
  posting @text NOT NULL
    CHECK (posting IN ('none', 'unposted', 'posting', 'posted', 'needs-review')),
  patient_id INTEGER REFERENCES patients (id),
  patient_name @text NOT NULL,
  guarantor_id INTEGER REFERENCES patients (id),
  amount_cents @cents NOT NULL CHECK (amount_cents <> 0 AND (kind = 'payment') = (amount_cents > 0)),
  fee_cents @cents NOT NULL DEFAULT 0,
  refunded_cents @cents NOT NULL DEFAULT 0 CHECK (refunded_cents >= 0),
  receipt_number @text UNIQUE,
  card @text,
  attempt_id INTEGER REFERENCES attempts (id),
  related_id INTEGER REFERENCES transactions (id),
  disputed @bool NOT NULL DEFAULT 0,
  entered_at @instant NOT NULL,
  entered_by @text,
  patient_name_folded @text NOT NULL,
  card_brand @text,
  card_last_four @text CHECK (length(card_last_four) <= 4),
  card_expiry @text,
  card_entry_mode @text,
  card_aid @text,
  card_application_label @text,
  card_tvr @text,
  card_iad @text,
  card_cvm @text,
  authorization_code @text,
  processor @text,
  processor_id @text,
  invoice @text,
  batch @text,
  terminal @text,
  exchange_id @text,
  check_number @text,
  note @text,
  reason @text,
  words @text,
  mark @text,
  counted_cents @cents NOT NULL,
  counted_fee_cents @cents NOT NULL
) @strict;

-- The list: ids, count and sums of any range, with most filters, without reading a row.
CREATE INDEX transactions_by_time ON transactions
  (happened_at, id, counted_cents, counted_fee_cents, amount_cents, status, method, posting);
CREATE INDEX transactions_by_patient_name ON transactions
  (patient_name_folded, happened_at DESC, id DESC, counted_cents, counted_fee_cents);
CREATE INDEX transactions_by_amount ON transactions
  (amount_cents, happened_at DESC, id DESC, counted_cents, counted_fee_cents);
CREATE INDEX transactions_by_patient ON transactions (patient_id, happened_at)
  WHERE patient_id IS NOT NULL;
CREATE INDEX transactions_by_guarantor ON transactions (guarantor_id, happened_at)
  WHERE guarantor_id IS NOT NULL;
CREATE INDEX transactions_unposted ON transactions
  (happened_at, id, posting, counted_cents, counted_fee_cents)
  WHERE posting IN ('unposted', 'posting', 'needs-review');
CREATE INDEX transactions_by_attempt ON transactions (attempt_id) WHERE attempt_id IS NOT NULL;
CREATE INDEX transactions_by_related ON transactions (related_id) WHERE related_id IS NOT NULL;
CREATE INDEX transactions_unsettled ON transactions (id)
  WHERE processor IS NOT NULL AND state IN ('pending', 'authorized', 'captured');
CREATE UNIQUE INDEX transactions_by_processor_id ON transactions (processor, processor_id)
  WHERE processor_id IS NOT NULL;

-- A number a receipt, without gaps in a year of the practice's zone: 2026-000123.
CREATE TABLE receipts (
  id @id,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL CHECK (serial > 0),
  transaction_id INTEGER NOT NULL UNIQUE REFERENCES transactions (id),
  UNIQUE (year, serial)
) @strict;

-- The practice's books: a charge is positive, what was paid is negative. A reversal takes back the
-- entry of a transaction that failed after it was posted.
CREATE TABLE ledger_entries (
  id @id,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  patient_id INTEGER NOT NULL REFERENCES patients (id),
  guarantor_id INTEGER NOT NULL REFERENCES patients (id),
  kind @text NOT NULL
    CHECK (kind IN ('charge', 'adjustment', 'payment', 'refund', 'void', 'reversal')),
  amount_cents @cents NOT NULL,
  day @day NOT NULL,
  transaction_id INTEGER REFERENCES transactions (id),
  note @text,
  entered_at @instant NOT NULL,
  CHECK ((kind IN ('charge', 'adjustment')) = (transaction_id IS NULL))
) @strict;

CREATE INDEX ledger_entries_by_guarantor ON ledger_entries (guarantor_id, amount_cents);
CREATE INDEX ledger_entries_by_patient ON ledger_entries (patient_id, day);
-- Posted once, taken back once.
CREATE UNIQUE INDEX ledger_entries_by_transaction ON ledger_entries
  (transaction_id, (kind = 'reversal')) WHERE transaction_id IS NOT NULL;

-- Each entry's hash is over its own fields and the hash before. facts: the digest of what may never
-- change of the subject's row.
CREATE TABLE audit (
  id @id,
  done_at @instant NOT NULL,
  user_id INTEGER,
  actor @text NOT NULL,
  deed @text NOT NULL,
  subject @text NOT NULL,
  subject_id INTEGER NOT NULL,
  before_json @text,
  after_json @text,
  facts @text,
  hash @text NOT NULL
) @strict;

CREATE INDEX audit_by_subject ON audit (subject, subject_id, id);

CREATE TABLE audit_head (
  id @id,
  number INTEGER NOT NULL,
  hash @text NOT NULL,
  hmac @text
) @strict;
