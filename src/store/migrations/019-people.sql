-- 019-people.sql: the list of patients, and what is known of each besides the name

-- state: 'inactive' is archived or moved away.
ALTER TABLE patients ADD COLUMN state @text NOT NULL DEFAULT 'active'
  CHECK (state = 'active' OR state = 'inactive' OR state = 'deceased');
ALTER TABLE patients ADD COLUMN do_not_contact @bool NOT NULL DEFAULT 0;
ALTER TABLE patients ADD COLUMN address @text;
ALTER TABLE patients ADD COLUMN note @text;

-- Whether a patient agrees to messages about money, by channel. What was said before is kept: the
-- newest row counts. how: where the patient said so, in words.
CREATE TABLE consents (
  id @id,
  patient_id INTEGER NOT NULL REFERENCES patients (id),
  channel @text NOT NULL CHECK (channel = 'text' OR channel = 'email'),
  consent @text NOT NULL CHECK (consent = 'unknown' OR consent = 'given' OR consent = 'refused'),
  how @text,
  noted_at @instant NOT NULL,
  noted_by @text NOT NULL
) @strict;

CREATE INDEX consents_by_patient ON consents (patient_id, channel, id);

-- The Patients page's rows: without those of a file that is still coming, or was taken back.
CREATE VIEW people AS
  SELECT id, location_id, guarantor_id, number, number_folded, name, name_words, birth_date, phone,
         phone_digits, phone_reversed, email, state, do_not_contact
    FROM patients
   WHERE import_id IS NULL
      OR (SELECT f.state FROM book_imports AS f WHERE f.id = import_id) IN ('shown', 'done');
