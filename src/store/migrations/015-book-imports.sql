-- 015-book-imports.sql: balances and patients taken in from another program's file
--
-- What a file brings is written in small commits out of sight and shown by one. coming: it is being
-- written. shown: it is seen; changes of patients are still being made. going: it was taken back;
-- they are being unmade. The former edition of the balances is kept for the undo.

CREATE TABLE book_imports (
  id @id,
  state @text NOT NULL CHECK (state IN ('coming', 'shown', 'done', 'going', 'undone')),
  kind @text NOT NULL CHECK (kind IN ('balances', 'patients', 'ledger')),
  layout @text,
  file_name @text NOT NULL,
  sha256 @text NOT NULL,
  as_of @day NOT NULL,
  n_rows INTEGER NOT NULL,
  n_new INTEGER NOT NULL,
  n_changed INTEGER NOT NULL,
  n_gone INTEGER NOT NULL,
  n_left_out INTEGER NOT NULL,
  total_cents @cents NOT NULL,
  first_patient INTEGER NOT NULL,
  imported_at @instant NOT NULL,
  imported_by @text NOT NULL,
  undone_at @instant,
  undone_by @text
) @strict;

CREATE UNIQUE INDEX book_imports_by_file ON book_imports (sha256)
  WHERE state IN ('coming', 'shown', 'done');

-- Who came with a file: not seen while it is coming, nor once it is taken back.
ALTER TABLE patients ADD COLUMN import_id INTEGER REFERENCES book_imports (id);

-- What a file says of a patient who is there, and what was there before; NULL: as it was. A number,
-- a birth date and a guarantor are told by themselves.
CREATE TABLE patient_changes (
  id @id,
  import_id INTEGER NOT NULL REFERENCES book_imports (id),
  patient_id INTEGER NOT NULL REFERENCES patients (id),
  state @text NOT NULL CHECK (state IN ('waiting', 'made', 'unmade')),
  number @text,
  name @text,
  birth_date @day,
  phone @text,
  email @text,
  guarantor_id INTEGER REFERENCES patients (id),
  former_number @text,
  former_name @text,
  former_birth_date @day,
  former_phone @text,
  former_email @text,
  former_guarantor_id INTEGER REFERENCES patients (id),
  UNIQUE (import_id, patient_id)
) @strict;

CREATE INDEX patient_changes_by_patient ON patient_changes (patient_id);
CREATE INDEX patient_changes_open ON patient_changes (import_id, state, id);
CREATE INDEX patient_changes_by_guarantor ON patient_changes (guarantor_id)
  WHERE guarantor_id IS NOT NULL;
CREATE INDEX patient_changes_by_former_guarantor ON patient_changes (former_guarantor_id)
  WHERE former_guarantor_id IS NOT NULL;

-- Whose guarantor a file names by number, until all of its patients are there.
CREATE TABLE import_families (
  id @id,
  import_id INTEGER NOT NULL REFERENCES book_imports (id),
  patient_id INTEGER NOT NULL REFERENCES patients (id),
  number_folded @text NOT NULL
) @strict;

CREATE INDEX import_families_by_patient ON import_families (patient_id);
CREATE INDEX import_families_by_import ON import_families (import_id, id);

-- import_id: the balances are a file's and do not follow from the ledger, but for what was entered
-- since: of a later day, or after last_entry. kept: for the undo. gone: being cleared away.
DROP VIEW receivables;

CREATE TABLE editions_anew (
  id @id,
  state @text NOT NULL CHECK (state IN ('building', 'shown', 'kept', 'gone')),
  aged_on @day NOT NULL,
  aging_on @day,
  import_id INTEGER REFERENCES book_imports (id),
  last_entry INTEGER
) @strict;

INSERT INTO editions_anew (id, state, aged_on, aging_on)
  SELECT id, state, aged_on, aging_on FROM editions;

DROP TABLE editions;
ALTER TABLE editions_anew RENAME TO editions;

CREATE UNIQUE INDEX editions_shown ON editions (state) WHERE state = 'shown';
CREATE INDEX editions_by_import ON editions (import_id) WHERE import_id IS NOT NULL;

CREATE VIEW receivables AS
  SELECT guarantor_id AS id, location_id, name, name_folded, years, reach, owed_0_30_cents,
         owed_31_60_cents, owed_61_90_cents, owed_over_90_cents, credit_cents, total_cents,
         insurance_cents, portion_cents, paid_on
    FROM balances
   WHERE edition_id = (SELECT id FROM editions WHERE state = 'shown') AND total_cents <> 0;

-- What the file says of a balance that entries have changed since.
CREATE TABLE balance_bases (
  edition_id INTEGER NOT NULL REFERENCES editions (id),
  guarantor_id INTEGER NOT NULL REFERENCES patients (id),
  owed_0_30_cents @cents NOT NULL,
  owed_31_60_cents @cents NOT NULL,
  owed_61_90_cents @cents NOT NULL,
  owed_over_90_cents @cents NOT NULL,
  credit_cents @cents NOT NULL,
  total_cents @cents NOT NULL,
  insurance_cents @cents NOT NULL,
  paid_on @day,
  PRIMARY KEY (edition_id, guarantor_id)
) @strict;

-- A patient of a file that broke off goes again: nothing that names one is searched row by row.
CREATE INDEX patient_words_by_patient ON patient_words (patient_id);
CREATE INDEX balances_by_guarantor ON balances (guarantor_id);
CREATE INDEX balance_bases_by_guarantor ON balance_bases (guarantor_id);
CREATE INDEX attempts_by_patient ON attempts (patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX attempts_by_guarantor ON attempts (guarantor_id) WHERE guarantor_id IS NOT NULL;
