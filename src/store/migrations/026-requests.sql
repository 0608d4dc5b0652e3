-- 026-requests.sql: requests for money, the messages that carry them, and whether they may be sent

-- The language that a patient is written to in: 'en', 'es'; NULL: the practice's.
ALTER TABLE patients ADD COLUMN language @text;

-- purpose: 'money': requests, reminders, plans; 'receipt'. wording: what the patient was asked or
-- told, as it was worded then.
ALTER TABLE consents ADD COLUMN purpose @text NOT NULL DEFAULT 'money'
  CHECK (purpose = 'money' OR purpose = 'receipt');
ALTER TABLE consents ADD COLUMN wording @text;

-- What the kept record of a merge had said of receipts before, where the other had refused them.
ALTER TABLE merges ADD COLUMN former_receipt_text @text;
ALTER TABLE merges ADD COLUMN former_receipt_email @text;

-- Whether a file says that text messages about money are agreed to ('given', 'refused'), and what
-- was known before.
ALTER TABLE patient_changes ADD COLUMN texts @text;
ALTER TABLE patient_changes ADD COLUMN former_texts @text;

-- A number that answered STOP gets no more texts, whosever it is, until it answers START.
CREATE TABLE opt_outs (
  digits @text NOT NULL PRIMARY KEY,
  words @text NOT NULL,
  opted_out_at @instant NOT NULL
) @strict;

-- Many asked at once. policy_json: the rules by which they were judged.
CREATE TABLE bulk_requests (
  id @id,
  uuid @text NOT NULL UNIQUE,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  state @text NOT NULL CHECK (state IN ('choosing', 'sending', 'paused', 'cancelled', 'done')),
  channel @text NOT NULL CHECK (channel IN ('text', 'email', 'preferred')),
  with_statement @bool NOT NULL,
  reminders @text NOT NULL,
  note @text,
  n_items INTEGER NOT NULL,
  made_at @instant NOT NULL,
  made_by @text NOT NULL,
  ended_at @instant
) @strict;

-- One link to pay, sent to one guarantor, whom it is the only open one of. invoice: the payments
-- through the link carry it. paid_cents: what came through it, refunds not taken off. reason: why it
-- was cancelled, or what is to be said beside the state. status: state and reason in one word, for the list. reminders:
-- after how many days, as in "7 14". n_reminded: how many were written.
CREATE TABLE requests (
  id @id,
  uuid @text NOT NULL UNIQUE,
  invoice @text NOT NULL UNIQUE,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  guarantor_id INTEGER NOT NULL REFERENCES patients (id),
  patient_name @text NOT NULL,
  patient_name_folded @text NOT NULL,
  amount_cents @cents NOT NULL CHECK (amount_cents > 0),
  balance_cents @cents NOT NULL,
  paid_cents @cents NOT NULL DEFAULT 0 CHECK (paid_cents >= 0),
  state @text NOT NULL CHECK (state IN ('requested', 'completed', 'cancelled')),
  reason @text NOT NULL
    CHECK (reason IN ('none', 'partly-paid', 'undeliverable', 'paid-elsewhere', 'replaced',
                      'by-hand')),
  status @text NOT NULL,
  sent_by @text NOT NULL CHECK (sent_by IN ('text', 'email', 'both', 'desk')),
  with_statement @bool NOT NULL,
  note @text,
  link @text NOT NULL,
  reminders @text NOT NULL,
  n_reminded INTEGER NOT NULL DEFAULT 0,
  bulk_id INTEGER REFERENCES bulk_requests (id),
  replaced_by INTEGER REFERENCES requests (id),
  asked_at @instant NOT NULL,
  asked_by @text NOT NULL,
  paid_at @instant,
  ended_at @instant
) @strict;

CREATE INDEX requests_by_time ON requests
  (asked_at, id, amount_cents, paid_cents, status, sent_by);
CREATE INDEX requests_by_payment ON requests
  (paid_at, id, amount_cents, paid_cents, status, sent_by) WHERE paid_at IS NOT NULL;
CREATE INDEX requests_by_guarantor ON requests (guarantor_id, asked_at);
CREATE INDEX requests_by_patient_name ON requests
  (patient_name_folded, asked_at DESC, id DESC, amount_cents, paid_cents);
CREATE UNIQUE INDEX requests_open ON requests (guarantor_id) WHERE state = 'requested';
CREATE INDEX requests_by_bulk ON requests (bulk_id) WHERE bulk_id IS NOT NULL;

-- Whom a bulk request is for, in the order in which they are asked. state: 'skipped': why says for
-- what.
CREATE TABLE bulk_items (
  bulk_id INTEGER NOT NULL REFERENCES bulk_requests (id),
  ordinal INTEGER NOT NULL,
  guarantor_id INTEGER NOT NULL REFERENCES patients (id),
  state @text NOT NULL CHECK (state IN ('waiting', 'asked', 'skipped')),
  request_id INTEGER REFERENCES requests (id),
  why @text,
  PRIMARY KEY (bulk_id, ordinal)
) @strict;

CREATE UNIQUE INDEX bulk_items_by_guarantor ON bulk_items (bulk_id, guarantor_id);
CREATE INDEX bulk_items_waiting ON bulk_items (bulk_id, ordinal) WHERE state = 'waiting';

-- A reminder that is to be written. state: 'stopped': why says for what.
CREATE TABLE reminders (
  id @id,
  request_id INTEGER NOT NULL REFERENCES requests (id),
  number INTEGER NOT NULL CHECK (number > 0),
  due_at @instant NOT NULL,
  state @text NOT NULL CHECK (state IN ('planned', 'written', 'stopped')),
  why @text,
  ended_at @instant,
  UNIQUE (request_id, number)
) @strict;

CREATE INDEX reminders_planned ON reminders (due_at, id) WHERE state = 'planned';

-- Everything sent and received. uuid: an e-mail's Message-ID is made of it, so that a second sending
-- is recognised. not_before: quiet hours, or the next try. carrier_id: how whoever carries it knows
-- it. attached: a PDF that goes with it. A state 'sending' that was not left by an answer is looked
-- up, never sent again blindly.
CREATE TABLE messages (
  id @id,
  uuid @text NOT NULL UNIQUE,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  patient_id INTEGER REFERENCES patients (id),
  request_id INTEGER REFERENCES requests (id),
  transaction_id INTEGER REFERENCES transactions (id),
  channel @text NOT NULL CHECK (channel IN ('text', 'email')),
  purpose @text NOT NULL
    CHECK (purpose IN ('request', 'reminder', 'receipt', 'plan', 'declined', 'answer')),
  language @text NOT NULL,
  name @text,
  address @text NOT NULL,
  subject @text,
  body @text NOT NULL,
  attached @text NOT NULL CHECK (attached IN ('none', 'statement', 'receipt')),
  state @text NOT NULL
    CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'undeliverable', 'stopped',
                     'received')),
  words @text,
  code @text,
  carrier_id @text,
  n_tries INTEGER NOT NULL DEFAULT 0,
  not_before @instant NOT NULL,
  written_at @instant NOT NULL,
  written_by @text NOT NULL,
  sent_at @instant,
  ended_at @instant
) @strict;

CREATE INDEX messages_open ON messages (not_before, id) WHERE state IN ('queued', 'sending');
CREATE INDEX messages_sent ON messages (sent_at, id) WHERE state = 'sent' AND channel = 'text';
CREATE INDEX messages_by_patient ON messages (patient_id, written_at, id)
  WHERE patient_id IS NOT NULL;
CREATE INDEX messages_by_request ON messages (request_id, id) WHERE request_id IS NOT NULL;
CREATE UNIQUE INDEX messages_by_carrier ON messages (channel, carrier_id)
  WHERE carrier_id IS NOT NULL;

-- The practice's own wording; without a row the program's stands.
CREATE TABLE templates (
  purpose @text NOT NULL
    CHECK (purpose IN ('request', 'reminder', 'receipt', 'plan', 'declined')),
  channel @text NOT NULL CHECK (channel IN ('text', 'email')),
  language @text NOT NULL,
  subject @text NOT NULL,
  body @text NOT NULL,
  changed_at @instant NOT NULL,
  changed_by @text NOT NULL,
  PRIMARY KEY (purpose, channel, language)
) @strict;

-- Which request a payment came through.
ALTER TABLE transactions ADD COLUMN request_id INTEGER REFERENCES requests (id);

CREATE INDEX transactions_by_request ON transactions (request_id) WHERE request_id IS NOT NULL;
