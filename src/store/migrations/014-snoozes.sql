-- 014-snoozes.sql: guarantors who are left out of requests, until a day or an event, for a reason
--
-- One a guarantor, while it lasts; that it began and ended, by whom and when, the audit keeps. ends: by
-- what it does; 'day': after until_day. total_cents: what was owed when it began, for the one that
-- ends when that changes.

CREATE TABLE snoozes (
  guarantor_id INTEGER PRIMARY KEY REFERENCES patients (id),
  ends @text NOT NULL CHECK (ends IN ('day', 'balance', 'insurance')),
  until_day @day,
  total_cents @cents NOT NULL,
  reason @text NOT NULL,
  snoozed_by @text NOT NULL,
  snoozed_at @instant NOT NULL,
  CHECK ((ends = 'day') = (until_day IS NOT NULL))
) @strict;
