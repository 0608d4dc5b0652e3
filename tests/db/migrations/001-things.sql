-- What @nonsense in a comment says, and '@id' in a text, stays as it is.
CREATE TABLE things (
  id @id,
  name @text NOT NULL DEFAULT '@id',
  price_cents @cents NOT NULL DEFAULT 0,
  made_on @day,
  made_at @instant,
  gone @bool NOT NULL DEFAULT 0
) @strict;
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT) @strict, WITHOUT ROWID;
CREATE TABLE marks (id @id) @strict;
