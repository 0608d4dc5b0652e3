-- 027-cards.sql: cards that the processor keeps for later, by its tokens; never a number

-- customer: by which number of ours the processor knows whose it is. expires_day: the last day on
-- which the card is good. origin: where it was saved. state: 'leaving': deleted here, and the
-- processor is still to be told. consent_…: what was agreed to, as it was worded then, when, by
-- whom, and how. transaction_id: the payment it was saved with.
CREATE TABLE cards (
  id @id,
  processor @text NOT NULL,
  token @text NOT NULL,
  customer @text,
  guarantor_id INTEGER NOT NULL REFERENCES patients (id),
  brand @text,
  last_four @text,
  expires_day @day,
  nickname @text,
  role @text NOT NULL CHECK (role IN ('primary', 'backup', 'none')),
  origin @text NOT NULL CHECK (origin IN ('pay-page', 'terminal', 'virtual')),
  state @text NOT NULL CHECK (state IN ('kept', 'leaving', 'deleted')),
  transaction_id INTEGER REFERENCES transactions (id),
  consent_wording @text NOT NULL,
  consent_at @instant NOT NULL,
  consent_by @text NOT NULL,
  consent_how @text NOT NULL CHECK (consent_how IN ('pay-page', 'desk')),
  added_at @instant NOT NULL,
  ended_at @instant,
  CHECK (last_four IS NULL OR length(last_four) = 4)
) @strict;

CREATE UNIQUE INDEX cards_by_token ON cards (processor, token);
CREATE INDEX cards_by_guarantor ON cards (guarantor_id, id);
CREATE UNIQUE INDEX cards_by_role ON cards (guarantor_id, role)
  WHERE state = 'kept' AND role <> 'none';
CREATE INDEX cards_leaving ON cards (id) WHERE state = 'leaving';

-- Payments with which a card may have been saved, until it is known whether. not_before: when the
-- processor is asked, by the customer's number. state: 'none': no card was saved with it.
CREATE TABLE card_sightings (
  transaction_id INTEGER PRIMARY KEY REFERENCES transactions (id),
  customer @text NOT NULL,
  state @text NOT NULL CHECK (state IN ('sought', 'found', 'none')),
  not_before @instant NOT NULL,
  n_looks INTEGER NOT NULL DEFAULT 0
) @strict;

CREATE INDEX card_sightings_sought ON card_sightings (transaction_id) WHERE state = 'sought';

-- card_id: which card on file is charged. asked_by: who asked for that, the patient ('customer') or
-- the practice. save_wording: what the patient agreed to at the desk when the card was to be saved.
ALTER TABLE attempts ADD COLUMN card_id INTEGER REFERENCES cards (id);
ALTER TABLE attempts ADD COLUMN asked_by @text NOT NULL DEFAULT 'customer'
  CHECK (asked_by IN ('customer', 'practice'));
ALTER TABLE attempts ADD COLUMN save_wording @text;
