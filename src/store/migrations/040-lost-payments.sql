-- 040-lost-payments.sql: a refund that comes to nothing leaves the installment paid that it was taken from

-- The payment that had paid it and was taken back; the last one.
ALTER TABLE installments ADD COLUMN lost_transaction_id INTEGER REFERENCES transactions (id);

CREATE INDEX installments_by_lost ON installments (lost_transaction_id)
  WHERE lost_transaction_id IS NOT NULL;
