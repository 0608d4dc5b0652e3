-- 042-stray-invoices.sql: payments made elsewhere, found by the invoice that they were made with

CREATE INDEX transactions_stray_invoice ON transactions (invoice)
  WHERE attempt_id IS NULL AND invoice IS NOT NULL;
