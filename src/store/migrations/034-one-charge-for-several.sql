-- 034-one-charge-for-several.sql: what the desk charges at once may pay several installments
--
-- Each of them has its own try, and all of one charge have its key. The table is built anew for that.

CREATE TABLE installment_tries_anew (
  id @id,
  installment_id INTEGER NOT NULL REFERENCES installments (id),
  number INTEGER NOT NULL CHECK (number > 0),
  card_id INTEGER NOT NULL REFERENCES cards (id),
  key @text NOT NULL,
  tried_day @day NOT NULL,
  by_hand @bool NOT NULL,
  outcome @text NOT NULL CHECK (outcome IN ('open', 'approved', 'soft', 'hard', 'nothing')),
  UNIQUE (installment_id, number),
  UNIQUE (key, installment_id)
) @strict;

INSERT INTO installment_tries_anew
  SELECT id, installment_id, number, card_id, key, tried_day, by_hand, outcome
    FROM installment_tries;

DROP TABLE installment_tries;
ALTER TABLE installment_tries_anew RENAME TO installment_tries;

CREATE UNIQUE INDEX installment_tries_open ON installment_tries (installment_id)
  WHERE outcome = 'open';

CREATE INDEX installment_tries_unpaid ON installment_tries (id)
  WHERE outcome IN ('soft', 'hard', 'nothing');
