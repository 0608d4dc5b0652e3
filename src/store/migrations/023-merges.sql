-- 023-merges.sql: two records of one patient shown as one, and guarantors chosen by hand
--
-- No row of money moves: it names the record that it was made for, and whoever reads an account
-- reads the records that are merged into it. merged_into: the record that stands for this one, never
-- one that is merged itself; NULL: it stands for itself. filed_guarantor_id: whom another program's
-- file named before the guarantor was chosen by hand; as long as it names the same, it tells
-- nothing new.
ALTER TABLE patients ADD COLUMN merged_into INTEGER REFERENCES patients (id);
ALTER TABLE patients ADD COLUMN filed_guarantor_id INTEGER REFERENCES patients (id);

CREATE INDEX patients_merged ON patients (merged_into, id) WHERE merged_into IS NOT NULL;
DROP INDEX patients_by_name;
CREATE INDEX patients_by_name ON patients (name_words, id, import_id, merged_into);

-- kept_id: into which; it may be merged itself later. insurance_cents: what was expected on the
-- merged record's account. former_text, former_email: what the kept one had said of messages, where
-- the merged one refused them; former_state: what it was, where the merged one is deceased. stopped: the merged one is not to be contacted, the kept one was.
CREATE TABLE merges (
  id @id,
  patient_id INTEGER NOT NULL REFERENCES patients (id),
  kept_id INTEGER NOT NULL REFERENCES patients (id),
  insurance_cents @cents NOT NULL CHECK (insurance_cents >= 0),
  former_text @text,
  former_email @text,
  former_state @text,
  stopped @bool NOT NULL,
  merged_at @instant NOT NULL,
  merged_by @text NOT NULL,
  undone_at @instant,
  undone_by @text,
  CHECK (patient_id <> kept_id)
) @strict;

CREATE UNIQUE INDEX merges_by_patient ON merges (patient_id) WHERE undone_at IS NULL;
CREATE INDEX merges_by_kept ON merges (kept_id);
CREATE INDEX merges_of_patient ON merges (patient_id);

-- What the kept record took over, and what it had before; a day as it is written: 1980-05-17.
CREATE TABLE merge_fields (
  merge_id INTEGER NOT NULL REFERENCES merges (id),
  field INTEGER NOT NULL,
  former @text,
  taken @text NOT NULL,
  PRIMARY KEY (merge_id, field)
) @strict;

-- For whom the merged record answered, and who answers for them instead.
CREATE TABLE merge_families (
  merge_id INTEGER NOT NULL REFERENCES merges (id),
  patient_id INTEGER NOT NULL REFERENCES patients (id),
  moved_to INTEGER NOT NULL REFERENCES patients (id),
  PRIMARY KEY (merge_id, patient_id)
) @strict;

CREATE INDEX merge_families_by_patient ON merge_families (patient_id);

-- The ledger by account: an entry of a merged record is on the account of the one it is merged
-- into.
CREATE VIEW account_entries AS
  SELECT id, patient_id, guarantor_id, kind, amount_cents, day, transaction_id, note
    FROM ledger_entries
   WHERE guarantor_id NOT IN (SELECT id FROM patients WHERE merged_into IS NOT NULL)
  UNION ALL
  SELECT e.id, e.patient_id, m.merged_into, e.kind, e.amount_cents, e.day, e.transaction_id, e.note
    FROM patients AS m JOIN ledger_entries AS e ON e.guarantor_id = m.id
   WHERE m.merged_into IS NOT NULL;

-- Likewise the lines of another program's file.
CREATE VIEW account_lines AS
  SELECT id, edition_id, patient_id, guarantor_id, kind, amount_cents, insurance_cents, day,
         aged_from, note
    FROM book_lines
   WHERE guarantor_id NOT IN (SELECT id FROM patients WHERE merged_into IS NOT NULL)
  UNION ALL
  SELECT l.id, l.edition_id, l.patient_id, m.merged_into, l.kind, l.amount_cents,
         l.insurance_cents, l.day, l.aged_from, l.note
    FROM patients AS m JOIN book_lines AS l ON l.guarantor_id = m.id
   WHERE m.merged_into IS NOT NULL;

DROP VIEW ledger_lines;
CREATE VIEW ledger_lines AS
  SELECT id, patient_id, guarantor_id, kind, amount_cents, day, note FROM account_lines
   WHERE +edition_id = (SELECT id FROM editions WHERE state = 'shown')
  UNION ALL
  SELECT id, patient_id, guarantor_id, kind, amount_cents, day, note FROM account_entries
   WHERE id > coalesce((SELECT last_entry FROM editions
                         WHERE state = 'shown' AND lines_until IS NOT NULL), 0)
      OR day > (SELECT lines_until FROM editions WHERE state = 'shown');

DROP VIEW people;
CREATE VIEW people AS
  SELECT id, location_id, guarantor_id, number, number_folded, name, name_words, birth_date, phone,
         phone_digits, phone_reversed, email, state, do_not_contact
    FROM patients
   WHERE merged_into IS NULL
     AND (import_id IS NULL
          OR (SELECT f.state FROM book_imports AS f WHERE f.id = import_id) IN ('shown', 'done'));
