-- 012-captures.sql: the numbers under which the processor took authorized payments

-- What is refunded at the processor names the capture, which is no money of its own here.
CREATE TABLE captures (
  processor @text NOT NULL,
  processor_id @text NOT NULL,
  transaction_id INTEGER NOT NULL REFERENCES transactions (id),
  PRIMARY KEY (processor, processor_id)
) @strict;
