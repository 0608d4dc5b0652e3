-- 025-book-files.sql: an imported file is kept itself, and may be taken in again; addresses in files

-- The file's bytes as they were, compressed as one gzip stream and cut into pieces, from 0: a commit
-- has time for one. They are kept as long as the import's record is, also once it is taken back.
CREATE TABLE book_import_pieces (
  import_id INTEGER NOT NULL REFERENCES book_imports (id),
  n INTEGER NOT NULL,
  bytes @bytes NOT NULL,
  PRIMARY KEY (import_id, n)
) @strict;

-- 0: an earlier version has imported it, and kept its digest only.
ALTER TABLE book_imports ADD COLUMN n_pieces INTEGER NOT NULL DEFAULT 0;

-- What another file has taken the place of can be taken in again: no more is the digest unique.
DROP INDEX book_imports_by_file;
CREATE INDEX book_imports_by_file ON book_imports (sha256);

ALTER TABLE patient_changes ADD COLUMN address @text;
ALTER TABLE patient_changes ADD COLUMN former_address @text;
