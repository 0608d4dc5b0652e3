-- 035-plan-words.sql: what a plan is for is found by its words, as its patient is by the name

ALTER TABLE plans ADD COLUMN what_for_folded @text NOT NULL DEFAULT '';

UPDATE plans SET what_for_folded = coalesce(lower(what_for), '');

-- With the state, by which the sum of what remains is told, and with the time, by which is sorted.
DROP INDEX plans_by_patient_name;
CREATE INDEX plans_by_patient_name
  ON plans (patient_name_folded, id, made_at, state, total_cents, paid_cents);
