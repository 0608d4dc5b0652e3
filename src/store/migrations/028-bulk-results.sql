-- 028-bulk-results.sql: what became of each whom a bulk request is for; a request sent again

-- By what it was sent again after it could not be delivered: 'text', 'email'; NULL: it was not.
-- What is written of it since, reminders too, goes by that.
ALTER TABLE requests ADD COLUMN resent_by @text
  CHECK (resent_by IS NULL OR resent_by = 'text' OR resent_by = 'email');

-- Filtered and sorted by what was sent by, without a look at the table.
DROP INDEX requests_by_time;
CREATE INDEX requests_by_time ON requests
  (asked_at, id, amount_cents, paid_cents, status, sent_by, resent_by);
DROP INDEX requests_by_payment;
CREATE INDEX requests_by_payment ON requests
  (paid_at, id, amount_cents, paid_cents, status, sent_by, resent_by) WHERE paid_at IS NOT NULL;

-- A row each. Of a request's messages the newest tells; result: 'waiting' is not asked yet,
-- 'stopped' was asked and the message stopped before it left. reason: of what is left out, stopped
-- or undeliverable.
CREATE VIEW bulk_results AS
  SELECT i.rowid AS id, i.bulk_id, i.guarantor_id, i.request_id, b.made_at,
         p.name, p.name_words, r.amount_cents, r.paid_cents, m.channel, m.address,
         CASE i.state
           WHEN 'waiting' THEN 'waiting'
           WHEN 'skipped' THEN 'left-out'
           ELSE CASE r.status
             WHEN 'requested' THEN m.state
             WHEN 'completed' THEN 'paid'
             WHEN 'cancelled' THEN
               CASE m.state WHEN 'stopped' THEN 'stopped' ELSE 'cancelled' END
             ELSE r.status END
         END AS result,
         CASE WHEN i.why IS NOT NULL THEN i.why
              WHEN m.state IN ('stopped', 'undeliverable') THEN m.words
         END AS reason
    FROM bulk_items AS i
    JOIN bulk_requests AS b ON b.id = i.bulk_id
    JOIN patients AS p ON p.id = i.guarantor_id
    LEFT JOIN requests AS r ON r.id = i.request_id
    LEFT JOIN messages AS m
      ON m.id = (SELECT max(l.id) FROM messages AS l
                  WHERE l.request_id = r.id AND l.purpose = 'request');
