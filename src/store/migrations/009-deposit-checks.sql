-- 009-deposit-checks.sql: of how many transactions a deposit is made, and how many are not posted
--
-- Kept by the store in the commit that changes a deposit's items or the posting of one.

ALTER TABLE deposits ADD COLUMN n_items INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deposits ADD COLUMN n_unposted INTEGER NOT NULL DEFAULT 0;

UPDATE deposits
   SET n_items = (SELECT count(*) FROM deposit_items WHERE deposit_id = deposits.id);

UPDATE deposits SET n_unposted = found.n
  FROM (SELECT i.deposit_id, count(*) AS n
          FROM transactions AS t JOIN deposit_items AS i ON i.transaction_id = t.id
         WHERE t.posting IN ('unposted', 'posting', 'needs-review')
         GROUP BY i.deposit_id) AS found
 WHERE found.deposit_id = deposits.id;
