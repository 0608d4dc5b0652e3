-- 037-plan-changes.sql: the terms of a plan that is there are changed
--
-- no-worse: in force at once, without a signature, as they ask for no more and for nothing earlier.
-- added: treatment that they pay off too; of the total. keeps_missed: what was missed stays owed at
-- once beside them; else they pay it, too. withdrawn_at: the offer was taken back, or a newer one has
-- its place. The table is built anew for the first.

CREATE TABLE plan_versions_anew (
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
  SELECT id, plan_id, number, total_cents, fee_cents, down_payment_cents, n_installments,
         installment_cents, cadence, day, week, weekday, first_day, remind_days, 0, NULL, 0,
         made_at, made_by, authorized, authorized_at, authorized_by, NULL
    FROM plan_versions;

DROP TABLE plan_versions;
ALTER TABLE plan_versions_anew RENAME TO plan_versions;
