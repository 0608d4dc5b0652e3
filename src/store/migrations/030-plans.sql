-- 030-plans.sql: balances paid off in parts, how that was agreed on, and what was tried

-- what_for: for the desk, never in a message. resumes_as: the state that a pause ends in. version:
-- whose terms are in force. total_cents: all there is to pay, a fee included. What is next and how
-- much is paid follow from the installments, and are kept beside them for the list.
CREATE TABLE plans (
  id @id,
  uuid @text NOT NULL UNIQUE,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  guarantor_id INTEGER NOT NULL REFERENCES patients (id),
  patient_id INTEGER NOT NULL REFERENCES patients (id),
  patient_name @text NOT NULL,
  patient_name_folded @text NOT NULL,
  what_for @text,
  state @text NOT NULL
    CHECK (state IN ('pending', 'authorized', 'active', 'failed', 'paused', 'completed',
                     'cancelled')),
  resumes_as @text NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  card_id INTEGER REFERENCES cards (id),
  total_cents @cents NOT NULL CHECK (total_cents > 0),
  paid_cents @cents NOT NULL DEFAULT 0 CHECK (paid_cents >= 0),
  n_parts INTEGER NOT NULL,
  n_paid INTEGER NOT NULL DEFAULT 0,
  next_day @day,
  next_cents @cents NOT NULL DEFAULT 0,
  why @text,
  made_at @instant NOT NULL,
  made_by @text NOT NULL,
  authorized_at @instant,
  ended_at @instant
) @strict;

CREATE INDEX plans_by_guarantor ON plans (guarantor_id, id);
CREATE INDEX plans_by_time ON plans (made_at, id, state, total_cents, paid_cents);
CREATE INDEX plans_by_patient_name ON plans (patient_name_folded, id, total_cents, paid_cents);

-- The terms; weekday 1 is Monday, week 5 the last of the month. authorized: how who pays has agreed.
CREATE TABLE plan_versions (
  id @id,
  plan_id INTEGER NOT NULL REFERENCES plans (id),
  number INTEGER NOT NULL CHECK (number > 0),
  total_cents @cents NOT NULL,
  fee_cents @cents NOT NULL,
  down_payment_cents @cents NOT NULL,
  n_installments INTEGER NOT NULL CHECK (n_installments > 0),
  installment_cents @cents NOT NULL,
  cadence @text NOT NULL
    CHECK (cadence IN ('weekly', 'two-weeks', 'monthly', 'monthly-weekday', 'quarterly')),
  day INTEGER NOT NULL,
  week INTEGER NOT NULL,
  weekday INTEGER NOT NULL,
  first_day @day NOT NULL,
  made_at @instant NOT NULL,
  made_by @text NOT NULL,
  authorized @text NOT NULL CHECK (authorized IN ('not-yet', 'paper', 'screen', 'remote')),
  authorized_at @instant,
  authorized_by @text,
  UNIQUE (plan_id, number)
) @strict;

-- Of authorized versions only: what nobody has agreed to is charged by nobody. number 0: the down
-- payment. why: it was skipped or missed.
CREATE TABLE installments (
  id @id,
  plan_id INTEGER NOT NULL REFERENCES plans (id),
  version INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 0),
  due_day @day NOT NULL,
  amount_cents @cents NOT NULL CHECK (amount_cents > 0),
  state @text NOT NULL
    CHECK (state IN ('due', 'charging', 'paid', 'failed', 'missed', 'skipped')),
  retry_day @day,
  why @text,
  transaction_id INTEGER REFERENCES transactions (id),
  ended_at @instant,
  UNIQUE (plan_id, version, number)
) @strict;

CREATE INDEX installments_due ON installments (due_day, id) WHERE state = 'due';
CREATE INDEX installments_by_transaction ON installments (transaction_id)
  WHERE transaction_id IS NOT NULL;
CREATE INDEX installments_failed ON installments (retry_day, id) WHERE state = 'failed';

-- Each charge is an attempt, whose uuid is the try's key, and each try has its own number: nothing is
-- charged twice. A try is written down before its attempt, so that after a crash it goes on. by_hand:
-- the desk's.
CREATE TABLE installment_tries (
  id @id,
  installment_id INTEGER NOT NULL REFERENCES installments (id),
  number INTEGER NOT NULL CHECK (number > 0),
  card_id INTEGER NOT NULL REFERENCES cards (id),
  key @text NOT NULL UNIQUE,
  tried_day @day NOT NULL,
  by_hand @bool NOT NULL,
  outcome @text NOT NULL CHECK (outcome IN ('open', 'approved', 'soft', 'hard', 'nothing')),
  UNIQUE (installment_id, number)
) @strict;

CREATE UNIQUE INDEX installment_tries_open ON installment_tries (installment_id)
  WHERE outcome = 'open';

CREATE INDEX installment_tries_unpaid ON installment_tries (id)
  WHERE outcome IN ('soft', 'hard', 'nothing');
