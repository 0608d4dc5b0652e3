-- 020-statements.sql: statements that were printed or saved for guarantors
--
-- What is entered after last_entry, or is of a day after day, is on the next one. due_cents: what the
-- guarantor is asked for, without what the insurance is thought to pay. import_id: the balance was
-- another program's file's; NULL: the ledger's.

CREATE TABLE statements (
  id @id,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  guarantor_id INTEGER NOT NULL REFERENCES patients (id),
  day @day NOT NULL,
  balance_cents @cents NOT NULL,
  due_cents @cents NOT NULL CHECK (due_cents >= 0),
  last_entry INTEGER NOT NULL,
  import_id INTEGER REFERENCES book_imports (id),
  form @text NOT NULL CHECK (form = 'paper' OR form = 'pdf'),
  made_at @instant NOT NULL,
  made_by @text NOT NULL
) @strict;

CREATE INDEX statements_by_guarantor ON statements (guarantor_id, day, id);
CREATE INDEX statements_by_import ON statements (import_id) WHERE import_id IS NOT NULL;
