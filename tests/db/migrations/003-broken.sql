CREATE TABLE half (id @id) @strict;
INSERT INTO things (id, name) VALUES (99, 'never');
CREATE TABLE half (id @id) @strict;
