-- 024-ledger-by-hand.sql: entries of the ledger taken back, and payments allocated by hand
--
-- reverses_id: the entry that this one takes back: same patient, guarantor, kind and day, the amount
-- with the other sign. It is aged where that one is, so that together they are nothing.

ALTER TABLE ledger_entries ADD COLUMN reverses_id INTEGER REFERENCES ledger_entries (id);

CREATE UNIQUE INDEX ledger_entries_by_reversed ON ledger_entries (reverses_id)
  WHERE reverses_id IS NOT NULL;

DROP INDEX ledger_entries_by_guarantor;
CREATE INDEX ledger_entries_by_guarantor ON ledger_entries
  (guarantor_id, day, amount_cents, kind, reverses_id);

DROP VIEW ledger_lines;
DROP VIEW account_entries;
CREATE VIEW account_entries AS
  SELECT id, patient_id, guarantor_id, kind, amount_cents, day, transaction_id, note, reverses_id
    FROM ledger_entries
   WHERE guarantor_id NOT IN (SELECT id FROM patients WHERE merged_into IS NOT NULL)
  UNION ALL
  SELECT e.id, e.patient_id, m.merged_into, e.kind, e.amount_cents, e.day, e.transaction_id, e.note,
         e.reverses_id
    FROM patients AS m JOIN ledger_entries AS e ON e.guarantor_id = m.id
   WHERE m.merged_into IS NOT NULL;

CREATE VIEW ledger_lines AS
  SELECT id, patient_id, guarantor_id, kind, amount_cents, day, note, NULL AS reverses_id,
         NULL AS transaction_id
    FROM account_lines
   WHERE +edition_id = (SELECT id FROM editions WHERE state = 'shown')
  UNION ALL
  SELECT id, patient_id, guarantor_id, kind, amount_cents, day, note, reverses_id, transaction_id
    FROM account_entries
   WHERE id > coalesce((SELECT last_entry FROM editions
                         WHERE state = 'shown' AND lines_until IS NOT NULL), 0)
      OR day > (SELECT lines_until FROM editions WHERE state = 'shown');

-- What was allocated by hand. A payment without a row pays the oldest charges first, which is
-- reckoned when it is read (rules/till-allocation.h). entry_id: the payment, or another credit.
-- charge_id NULL: kept as unearned credit. A change is more rows, whose sum counts; those of one
-- entry come to what it is, less what was given back of it.
CREATE TABLE allocations (
  id @id,
  entry_id INTEGER NOT NULL REFERENCES ledger_entries (id),
  charge_id INTEGER REFERENCES ledger_entries (id),
  amount_cents @cents NOT NULL CHECK (amount_cents <> 0),
  made_at @instant NOT NULL
) @strict;

CREATE INDEX allocations_by_entry ON allocations (entry_id, charge_id, amount_cents);
CREATE INDEX allocations_by_charge ON allocations (charge_id) WHERE charge_id IS NOT NULL;
