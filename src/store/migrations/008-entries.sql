-- 008-entries.sql: what was entered on a day, for the day sheet

CREATE INDEX transactions_by_entry ON transactions (entered_at);
