INSERT INTO parts (id, thing_id) VALUES (1, 12345);
