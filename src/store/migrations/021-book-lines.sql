-- 021-book-lines.sql: the lines of a ledger that is kept in another program, from its file
--
-- They are the file's edition: shown, kept for the undo and cleared away with its balances. So a
-- newer file replaces them as a whole, and no entry of Till's own is touched. Their ids are far
-- above those of the own entries, so that one list shows both.

CREATE TABLE book_lines (
  id @id,
  edition_id INTEGER NOT NULL REFERENCES editions (id),
  number INTEGER NOT NULL,
  patient_id INTEGER NOT NULL REFERENCES patients (id),
  guarantor_id INTEGER NOT NULL REFERENCES patients (id),
  kind @text NOT NULL
    CHECK (kind = 'charge' OR kind = 'payment' OR kind = 'insurance' OR kind = 'adjustment'),
  amount_cents @cents NOT NULL,
  insurance_cents @cents NOT NULL CHECK (insurance_cents >= 0),
  day @day NOT NULL,
  aged_from @day NOT NULL,
  note @text
) @strict;

CREATE UNIQUE INDEX book_lines_by_number ON book_lines (edition_id, number);
-- One guarantor's lines, or all in the order of the guarantors, without the table itself.
CREATE INDEX book_lines_by_guarantor ON book_lines
  (guarantor_id, edition_id, day, aged_from, amount_cents, kind, insurance_cents);
CREATE INDEX book_lines_by_patient ON book_lines (patient_id);
CREATE INDEX book_lines_charged ON book_lines (edition_id, day, amount_cents)
  WHERE kind = 'charge';

-- Of an edition whose balances follow from lines: the day of the file that has them. It knows no
-- entry of Till's own that came later: of a later day, or after last_entry.
ALTER TABLE editions ADD COLUMN lines_until @day;

-- By which day a file's lines are aged: 'aging-date' where they have one of their own, or 'day'.
ALTER TABLE book_imports ADD COLUMN aged_by @text
  CHECK (aged_by IS NULL OR aged_by = 'aging-date' OR aged_by = 'day');

-- What a person sees of a family's account. It comes to what is owed: an entry of Till's own that
-- the file must know stands in it as the file's line.
CREATE VIEW ledger_lines AS
  SELECT id, patient_id, guarantor_id, kind, amount_cents, day, note FROM book_lines
   WHERE edition_id = (SELECT id FROM editions WHERE state = 'shown')
  UNION ALL
  SELECT id, patient_id, guarantor_id, kind, amount_cents, day, note FROM ledger_entries
   WHERE id > coalesce((SELECT last_entry FROM editions
                         WHERE state = 'shown' AND lines_until IS NOT NULL), 0)
      OR day > (SELECT lines_until FROM editions WHERE state = 'shown');
