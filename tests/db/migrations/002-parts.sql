CREATE TABLE parts (
  id @id,
  thing_id INTEGER NOT NULL REFERENCES things (id) DEFERRABLE INITIALLY DEFERRED
) @strict;
INSERT INTO parts (id, thing_id) SELECT id * 10, id FROM things;
