-- 010-balances.sql: what each guarantor owes, by age
--
-- A balance follows from the ledger's entries and the day it is aged on; the store keeps it in the
-- commit that adds an entry, and on each new day. An edition holds one of every guarantor: it is
-- built in small commits and shown by a single one. aging_on: the day it is being brought to.

CREATE TABLE editions (
  id @id,
  state @text NOT NULL CHECK (state IN ('building', 'shown')),
  aged_on @day NOT NULL,
  aging_on @day
) @strict;

CREATE UNIQUE INDEX editions_by_state ON editions (state);

-- owed_…: what is owed since so many days. credit_cents, never above 0, is what no charge has used
-- up. reach: how the guarantor can be reached.
CREATE TABLE balances (
  edition_id INTEGER NOT NULL REFERENCES editions (id),
  guarantor_id INTEGER NOT NULL REFERENCES patients (id),
  location_id INTEGER NOT NULL REFERENCES locations (id),
  name @text NOT NULL,
  name_folded @text NOT NULL,
  years INTEGER,
  reach @text NOT NULL CHECK (reach IN ('both', 'phone', 'email', 'none')),
  owed_0_30_cents @cents NOT NULL CHECK (owed_0_30_cents >= 0),
  owed_31_60_cents @cents NOT NULL CHECK (owed_31_60_cents >= 0),
  owed_61_90_cents @cents NOT NULL CHECK (owed_61_90_cents >= 0),
  owed_over_90_cents @cents NOT NULL CHECK (owed_over_90_cents >= 0),
  credit_cents @cents NOT NULL CHECK (credit_cents <= 0),
  total_cents @cents NOT NULL,
  insurance_cents @cents NOT NULL CHECK (insurance_cents >= 0),
  portion_cents @cents NOT NULL CHECK (portion_cents >= 0),
  paid_on @day,
  PRIMARY KEY (edition_id, guarantor_id),
  CHECK (total_cents = owed_0_30_cents + owed_31_60_cents + owed_61_90_cents + owed_over_90_cents
                       + credit_cents)
) @strict;

CREATE INDEX balances_by_name ON balances (edition_id, name_folded, guarantor_id)
  WHERE total_cents <> 0;

-- The Accounts receivable tab's rows.
CREATE VIEW receivables AS
  SELECT guarantor_id AS id, location_id, name, name_folded, years, reach, owed_0_30_cents,
         owed_31_60_cents, owed_61_90_cents, owed_over_90_cents, credit_cents, total_cents,
         insurance_cents, portion_cents, paid_on
    FROM balances
   WHERE edition_id = (SELECT id FROM editions WHERE state = 'shown') AND total_cents <> 0;

-- One guarantor's entries, or everybody's in one pass, without the table itself.
DROP INDEX ledger_entries_by_guarantor;
CREATE INDEX ledger_entries_by_guarantor ON ledger_entries
  (guarantor_id, day, amount_cents, kind);
