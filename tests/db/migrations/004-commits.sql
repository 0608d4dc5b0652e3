CREATE TABLE early (id @id) @strict;
COMMIT;
