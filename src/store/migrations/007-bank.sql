-- 007-bank.sql: what the bank's statements say arrived, and which deposits each line of them pays
--
-- What a line says never changes. Its state and what it pays follow from deposit_matches, and are
-- kept by the store in the commit that changes those; so is a deposit's bank_line_id.

CREATE TABLE imports (
  id @id,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  form @text NOT NULL CHECK (form IN ('ofx', 'csv')),
  file_name @text NOT NULL,
  sha256 @text NOT NULL,
  accounts @text NOT NULL,
  n_lines INTEGER NOT NULL,
  n_new INTEGER NOT NULL,
  first_day @day,
  last_day @day,
  imported_at @instant NOT NULL,
  imported_by @text NOT NULL,
  taken_back_at @instant,
  taken_back_by @text
) @strict;

CREATE UNIQUE INDEX imports_by_file ON imports (sha256) WHERE taken_back_at IS NULL;

-- "other": its words name no processor, and it pays no deposit.
CREATE TABLE bank_lines (
  id @id,
  location_id INTEGER NOT NULL REFERENCES locations (id),
  import_id INTEGER NOT NULL REFERENCES imports (id),
  number INTEGER NOT NULL,
  account @text NOT NULL,
  day @day NOT NULL,
  amount_cents @cents NOT NULL,
  words @text,
  words_folded @text NOT NULL,
  reference @text,
  check_number @text,
  identity @text NOT NULL,
  state @text NOT NULL CHECK (state IN ('matched', 'unmatched', 'other', 'taken-back')),
  n_deposits INTEGER NOT NULL,
  deposit_id INTEGER REFERENCES deposits (id),
  funded_on @day,
  difference_cents @cents NOT NULL
) @strict;

CREATE INDEX bank_lines_by_day ON bank_lines (day, id);
CREATE INDEX bank_lines_by_import ON bank_lines (import_id);
CREATE INDEX bank_lines_open ON bank_lines (day, id) WHERE state IN ('unmatched', 'other');

-- A line that is in two files is one.
CREATE UNIQUE INDEX bank_lines_by_identity ON bank_lines (account, identity)
  WHERE state <> 'taken-back';

-- Where an import's lines wait until all of them are there.
CREATE TABLE bank_staging (
  number INTEGER NOT NULL PRIMARY KEY,
  account @text NOT NULL,
  day @day NOT NULL,
  amount_cents @cents NOT NULL,
  words @text,
  words_folded @text NOT NULL,
  reference @text,
  check_number @text,
  identity @text NOT NULL,
  state @text NOT NULL
) @strict;

-- A deposit is paid by one line at most; a line may pay several deposits.
CREATE TABLE deposit_matches (
  deposit_id INTEGER NOT NULL PRIMARY KEY REFERENCES deposits (id),
  line_id INTEGER NOT NULL REFERENCES bank_lines (id),
  how @text NOT NULL CHECK (how IN ('automatic', 'by-hand')),
  matched_by @text NOT NULL,
  matched_at @instant NOT NULL
) @strict;

CREATE INDEX deposit_matches_by_line ON deposit_matches (line_id, deposit_id);

-- Pairs that somebody has taken apart: never put together again but by hand.
CREATE TABLE deposit_mismatches (
  deposit_id INTEGER NOT NULL REFERENCES deposits (id),
  line_id INTEGER NOT NULL REFERENCES bank_lines (id),
  said_by @text NOT NULL,
  said_at @instant NOT NULL,
  PRIMARY KEY (deposit_id, line_id)
) @strict;

ALTER TABLE deposits ADD COLUMN bank_line_id INTEGER REFERENCES bank_lines (id);

CREATE INDEX deposits_without_line ON deposits (funded_on, id)
  WHERE bank_line_id IS NULL AND kind <> 'expected' AND state <> 'withdrawn';
