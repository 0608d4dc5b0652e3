-- 013-imports-step-by-step.sql: a statement's lines come and go some at a time, and are seen at once

-- 1: its lines are coming, or going; nothing shows them.
ALTER TABLE imports ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1));

DROP TABLE bank_staging;
