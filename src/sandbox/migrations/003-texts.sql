-- Text messages. number: the patient's, whoever sent it. error: what becomes of it, 0 being delivered;
-- when, the clock says.
CREATE TABLE texts (
  id INTEGER PRIMARY KEY,
  sid TEXT NOT NULL UNIQUE,
  direction TEXT NOT NULL,
  number TEXT NOT NULL,
  service TEXT,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  error INTEGER NOT NULL
) STRICT;

CREATE INDEX texts_by_number ON texts (number, id);

-- Who answered STOP, and not START since.
CREATE TABLE texts_stopped (
  number TEXT PRIMARY KEY,
  stopped_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
