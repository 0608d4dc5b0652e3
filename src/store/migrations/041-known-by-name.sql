-- 041-known-by-name.sql: who is meant by the name alone, in files that have nothing else

-- It was said that the file means this patient by the name; the next file needs no second word.
ALTER TABLE patient_changes ADD COLUMN by_name @bool NOT NULL DEFAULT 0;
