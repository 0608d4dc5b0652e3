-- 039-plan-payers.sql: a payment plan goes over to another guarantor, or to another card
--
-- guarantor_id, payer_name: who pays by the terms, as it was called when they were offered.
-- moves_balance: of terms with another guarantor than those before: what is left of the plan is owed
-- by the new account from then on. keeps_schedule: only the card is another; the terms in force stay.
-- card_id, card: of both: that pays then, and its title. The table is built anew for the first.

CREATE TABLE plan_versions_anew (
  id @id,
  plan_id INTEGER NOT NULL REFERENCES plans (id),
  number INTEGER NOT NULL CHECK (number > 0),
  guarantor_id INTEGER NOT NULL REFERENCES patients (id),
  payer_name @text NOT NULL,
  card_id INTEGER REFERENCES cards (id),
  card @text,
  moves_balance @bool NOT NULL,
  keeps_schedule @bool NOT NULL,
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
  remind_days INTEGER NOT NULL DEFAULT 0 CHECK (remind_days >= 0),
  added_cents @cents NOT NULL DEFAULT 0 CHECK (added_cents >= 0),
  added_for @text,
  keeps_missed @bool NOT NULL,
  made_at @instant NOT NULL,
  made_by @text NOT NULL,
  authorized @text NOT NULL
    CHECK (authorized IN ('not-yet', 'paper', 'screen', 'remote', 'no-worse')),
  authorized_at @instant,
  authorized_by @text,
  withdrawn_at @instant,
  UNIQUE (plan_id, number)
) @strict;

INSERT INTO plan_versions_anew
  SELECT v.id, v.plan_id, v.number, p.guarantor_id, p.patient_name, NULL, NULL, 0, 0, v.total_cents,
         v.fee_cents, v.down_payment_cents, v.n_installments, v.installment_cents, v.cadence, v.day,
         v.week, v.weekday, v.first_day, v.remind_days, v.added_cents, v.added_for, v.keeps_missed,
         v.made_at, v.made_by, v.authorized, v.authorized_at, v.authorized_by, v.withdrawn_at
    FROM plan_versions AS v JOIN plans AS p ON p.id = v.plan_id;

DROP TABLE plan_versions;
ALTER TABLE plan_versions_anew RENAME TO plan_versions;
