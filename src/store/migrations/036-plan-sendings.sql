-- 036-plan-sendings.sql: agreements on payment plans sent to the patient, to be accepted by paying

-- request_id: whose link is to be paid. document_id: the agreement that was sent, or lies ready at the
-- practice. number: of the part that is paid with it; 0: the down payment.
-- card_id: that the message named; null: the one that it is paid with. wording, accepted: what the
-- message said that paying means, and the number of that wording. state: 'paid': as much as was asked
-- for came, and its card is looked for; 'no-card': there was none; 'used': the payment has paid its
-- part of the plan, which is authorized.
CREATE TABLE plan_sendings (
  id @id,
  plan_id INTEGER NOT NULL REFERENCES plans (id),
  version INTEGER NOT NULL,
  request_id INTEGER NOT NULL UNIQUE REFERENCES requests (id),
  document_id INTEGER NOT NULL REFERENCES plan_documents (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  card_id INTEGER REFERENCES cards (id),
  amount_cents @cents NOT NULL CHECK (amount_cents > 0),
  channel @text NOT NULL CHECK (channel IN ('text', 'email')),
  address @text NOT NULL,
  wording INTEGER NOT NULL,
  accepted @text NOT NULL,
  state @text NOT NULL CHECK (state IN ('sent', 'paid', 'no-card', 'used', 'taken-back')),
  transaction_id INTEGER REFERENCES transactions (id),
  sent_at @instant NOT NULL,
  sent_by @text NOT NULL,
  ended_at @instant
) @strict;

CREATE INDEX plan_sendings_by_plan ON plan_sendings (plan_id, id);
CREATE UNIQUE INDEX plan_sendings_by_transaction ON plan_sendings (transaction_id)
  WHERE transaction_id IS NOT NULL;

-- A paper of a plan that goes with an e-mail, as it was kept.
ALTER TABLE messages ADD COLUMN document_id INTEGER REFERENCES plan_documents (id);
